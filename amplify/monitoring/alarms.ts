import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Backend } from '../backend';
import { METRIC_NAMESPACE, type MetricName } from '../../lib/metrics';
import { alarmPrefix } from './alarm-prefix';

const FIVE_MINUTES = Duration.minutes(5);

/**
 * The alarms of the pipeline. The error rate is metric math; a plain alarm on failures stands beside it for
 * places that do not evaluate math. The functions of the pipeline have an alarm on their errors, from which
 * the portal also learns their names; those that answer the APIs have none, since AWS Lambda counts a refused
 * request as an error too.
 */
export function configureMonitoring(backend: Backend): void {
  const stack = backend.createStack('monitoring');
  const prefix = alarmPrefix(stack);
  const alarm = (name: string, watched: IMetric, threshold: number, description: string) =>
    new Alarm(stack, name, {
      alarmName: prefix + name,
      alarmDescription: description,
      metric: watched,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  const ofImports = (metricName: MetricName, statistic: string) =>
    new Metric({ namespace: METRIC_NAMESPACE, metricName, statistic, period: FIVE_MINUTES });

  const failed = ofImports('ImportsFailed', 'Sum');
  const succeeded = ofImports('ImportsSucceeded', 'Sum');
  const errorRate = new MathExpression({
    expression: '100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(succeeded, 0))',
    usingMetrics: { failed, succeeded },
    period: FIVE_MINUTES,
    label: 'Failed imports, %',
  });
  alarm(
    'ImportErrorRate',
    errorRate,
    5,
    'More than 5 % of the imports that ended within five minutes failed.',
  );
  alarm('ImportsFailed', failed, 0, 'At least one import failed within five minutes.');
  alarm(
    'ImportDuration',
    ofImports('ImportDuration', 'Average'),
    10_000,
    'Imports took longer than 10 seconds on average over five minutes.',
  );
  for (const name of ['importFn', 'publish', 'exportFn'] as const) {
    const words = name.replace('Fn', '');
    alarm(
      `FunctionErrors-${words}`,
      backend[name].resources.lambda.metricErrors({ period: FIVE_MINUTES, statistic: 'Sum' }),
      0,
      `The function «${words}» failed at least once within five minutes.`,
    );
  }
}
