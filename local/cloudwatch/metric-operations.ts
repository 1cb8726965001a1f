/** The operations of CloudWatch, from the wire to the stores and back. */
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import type { AlarmStore, StoredAlarm } from './alarm-store';
import { dimensionsSchema, evaluateQueries, metricQuerySchema } from './metric-query';
import type { MetricSeries, MetricStore } from './metric-store';
import { addValue, emptyStatistics, type Statistics } from './statistics';

export interface MetricServices {
  metrics: MetricStore;
  alarms: AlarmStore;
  region: string;
}

type Operation = (services: MetricServices, input: unknown) => object;

const LIST_PAGE = 500;
const ALARM_PAGE = 100;
const PAST_MS_MAX = 14 * 24 * 3600_000;
const FUTURE_MS_MAX = 2 * 3600_000;

export const METRIC_OPERATIONS: Readonly<Record<string, Operation>> = {
  PutMetricData: putMetricData,
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
  DescribeAlarms: describeAlarms,
  PutMetricAlarm: ({ alarms }, input) => {
    alarms.put(parse(z.record(z.string(), z.unknown()), input));
    return {};
  },
  SetAlarmState: ({ alarms }, input) => {
    const { AlarmName, StateValue, StateReason } = parse(setStateSchema, input);
    alarms.setState(AlarmName, StateValue, StateReason);
    return {};
  },
  DeleteAlarms: ({ alarms }, input) => {
    const { AlarmNames } = parse(z.object({ AlarmNames: z.array(z.string()) }), input);
    AlarmNames.forEach((name) => alarms.delete(name));
    return {};
  },
};

const stateSchema = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

const setStateSchema = z.object({ AlarmName: z.string(), StateValue: stateSchema, StateReason: z.string() });

const datumSchema = z.object({
  MetricName: z.string().min(1),
  Dimensions: dimensionsSchema,
  /** Epoch seconds. */
  Timestamp: z.number().nullish(),
  Value: z.number().nullish(),
  Values: z.array(z.number()).max(150).nullish(),
  Counts: z.array(z.number().nonnegative()).nullish(),
  StatisticValues: z
    .object({ SampleCount: z.number(), Sum: z.number(), Minimum: z.number(), Maximum: z.number() })
    .nullish(),
  Unit: z.string().nullish(),
});

const putSchema = z.object({ Namespace: z.string().min(1), MetricData: z.array(datumSchema).max(1000) });

function putMetricData({ metrics }: MetricServices, input: unknown): object {
  const { Namespace: namespace, MetricData } = parse(putSchema, input);
  const data = MetricData.map((datum) => ({ datum, statistics: summarize(datum) }));
  for (const { datum, statistics } of data) {
    const { MetricName: name, Dimensions: dimensions, Timestamp, Unit } = datum;
    const timestampSec = Timestamp ?? Date.now() / 1000;
    if (!isAcceptedTime(timestampSec * 1000)) {
      throw invalid(`The timestamp of ${name} must be within the past two weeks and two hours from now.`);
    }
    metrics.add({ namespace, name, dimensions }, statistics, { timestampSec, unit: Unit ?? undefined });
  }
  return {};
}

/** The times CloudWatch takes data for. */
export function isAcceptedTime(timestampMs: number): boolean {
  const ageMs = Date.now() - timestampMs;
  return ageMs <= PAST_MS_MAX && ageMs >= -FUTURE_MS_MAX;
}

function summarize({
  MetricName,
  Value,
  Values,
  Counts,
  StatisticValues,
}: z.infer<typeof datumSchema>): Statistics {
  if (StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
    return { count, sum, min, max, values: new Map() };
  }
  const values = Values ?? (typeof Value === 'number' ? [Value] : []);
  if (values.length === 0) throw invalid(`${MetricName} has none of Value, Values and StatisticValues.`);
  if (Counts && Counts.length !== values.length)
    throw invalid(`${MetricName} needs as many Counts as Values.`);
  const statistics = emptyStatistics();
  values.forEach((value, i) => addValue(statistics, value, Counts?.[i] ?? 1));
  return statistics;
}

const getSchema = z.object({
  MetricDataQueries: z.array(metricQuerySchema).min(1).max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).nullish(),
});

function getMetricData({ metrics }: MetricServices, input: unknown): object {
  const { MetricDataQueries: queries, StartTime, EndTime, ScanBy } = parse(getSchema, input);
  if (StartTime >= EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const all = evaluateQueries(metrics, queries, { startSec: StartTime, endSec: EndTime, anchorSec: 0 });
  const MetricDataResults = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .map(({ Id, Label, MetricStat }) => {
      const points = [...(all.get(Id) ?? [])].sort(([a], [b]) =>
        ScanBy === 'TimestampAscending' ? a - b : b - a,
      );
      return {
        Id,
        Label: Label ?? MetricStat?.Metric.MetricName ?? Id,
        Timestamps: points.map(([sec]) => sec),
        Values: points.map(([, value]) => value),
        StatusCode: 'Complete',
      };
    });
  return { MetricDataResults, Messages: [] };
}

const listSchema = z.object({
  Namespace: z.string().nullish(),
  MetricName: z.string().nullish(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string().nullish() })).nullish(),
  RecentlyActive: z.literal('PT3H').nullish(),
  NextToken: z.string().nullish(),
});

function listMetrics({ metrics }: MetricServices, input: unknown): object {
  const asked = parse(listSchema, input);
  const activeSinceSec = asked.RecentlyActive ? Date.now() / 1000 - 3 * 3600 : -Infinity;
  const found = [...metrics.all()].filter(
    ({ metric, minutes }: MetricSeries) =>
      (!asked.Namespace || metric.namespace === asked.Namespace) &&
      (!asked.MetricName || metric.name === asked.MetricName) &&
      (asked.Dimensions ?? []).every(({ Name, Value }) =>
        Value ? metric.dimensions[Name] === Value : Name in metric.dimensions,
      ) &&
      [...minutes.keys()].some((minute) => minute >= activeSinceSec),
  );
  const { page, NextToken } = pageOf(found, asked.NextToken, LIST_PAGE);
  const Metrics = page.map(({ metric: { namespace, name, dimensions } }) => ({
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }));
  return { Metrics, NextToken };
}

const describeSchema = z.object({
  AlarmNames: z.array(z.string()).nullish(),
  AlarmNamePrefix: z.string().nullish(),
  StateValue: stateSchema.nullish(),
  MaxRecords: z.number().int().positive().max(ALARM_PAGE).nullish(),
  NextToken: z.string().nullish(),
});

function describeAlarms({ alarms, region }: MetricServices, input: unknown): object {
  const asked = parse(describeSchema, input);
  const found = alarms.evaluate().filter(({ definition: { AlarmName }, state }) => {
    const isNamed = !asked.AlarmNames?.length || asked.AlarmNames.includes(AlarmName);
    const isPrefixed = AlarmName.startsWith(asked.AlarmNamePrefix ?? '');
    return isNamed && isPrefixed && (!asked.StateValue || state.value === asked.StateValue);
  });
  const { page, NextToken } = pageOf(found, asked.NextToken, asked.MaxRecords ?? ALARM_PAGE);
  return { MetricAlarms: page.map((alarm) => describe(alarm, region)), CompositeAlarms: [], NextToken };
}

function describe({ properties, definition, changedMs, state }: StoredAlarm, region: string): object {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, Period } = definition;
  return {
    ActionsEnabled: true,
    ...properties,
    // A template may write numbers as texts.
    EvaluationPeriods,
    DatapointsToAlarm: DatapointsToAlarm ?? undefined,
    Threshold,
    Period: Period ?? undefined,
    AlarmArn: `arn:aws:cloudwatch:${region}:000000000000:alarm:${definition.AlarmName}`,
    AlarmConfigurationUpdatedTimestamp: changedMs / 1000,
    StateValue: state.value,
    StateReason: state.reason,
    StateUpdatedTimestamp: state.sinceMs / 1000,
    StateTransitionedTimestamp: state.sinceMs / 1000,
  };
}

/** A token is the number of entries that were given out before. */
function pageOf<T>(
  all: readonly T[],
  token: string | null | undefined,
  size: number,
): { page: T[]; NextToken?: string } {
  const from = Number(token ?? 0);
  if (!Number.isInteger(from) || from < 0)
    throw new AwsJsonError('InvalidNextToken', 'The next token is invalid.');
  const page = all.slice(from, from + size);
  return from + size < all.length ? { page, NextToken: String(from + size) } : { page };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

function invalid(message: string): AwsJsonError {
  return new AwsJsonError('InvalidParameterValueException', message);
}
