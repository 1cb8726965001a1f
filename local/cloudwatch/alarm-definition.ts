import { z } from 'zod';
import { dimensionsSchema, metricQuerySchema, periodSchema, statisticSchema } from './metric-query';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

/**
 * What `PutMetricAlarm` and the template's `AWS::CloudWatch::Alarm` both say of an alarm, in their own words. An alarm on
 * one metric names it directly, one on metric math lists `Metrics`. Alarms on anomaly bands are refused.
 */
export const alarmDefinitionSchema = z
  .object({
    AlarmName: z.string().min(1),
    AlarmDescription: text,
    ActionsEnabled: z.boolean().nullish(),
    AlarmActions: texts,
    OKActions: texts,
    InsufficientDataActions: texts,
    Namespace: text,
    MetricName: text,
    Dimensions: dimensionsSchema,
    Statistic: statisticSchema.nullish(),
    ExtendedStatistic: statisticSchema.nullish(),
    Unit: text,
    Period: periodSchema.nullish(),
    Metrics: z.array(metricQuerySchema).nullish(),
    EvaluationPeriods: z.coerce.number().int().positive(),
    DatapointsToAlarm: z.coerce.number().int().positive().nullish(),
    Threshold: z.coerce.number(),
    ComparisonOperator: z.enum([
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
    ]),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).nullish(),
  })
  .refine(({ MetricName, Metrics }) => Boolean(MetricName) !== Boolean(Metrics?.length), {
    message: 'An alarm has either a MetricName or Metrics.',
  });

export type AlarmDefinition = z.infer<typeof alarmDefinitionSchema>;

export const alarmStateSchema = z.object({
  value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  reason: z.string(),
  /** Since when it has this value. */
  sinceMs: z.number(),
});

export type AlarmState = z.infer<typeof alarmStateSchema>;
