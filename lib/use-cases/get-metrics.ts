import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { getAlarms, getSeries, type Series, type SeriesRequest } from '../aws/monitoring';
import { LakeportError } from '../errors';
import { METRIC_UNITS, type MetricName } from '../metrics';
import type { Actor } from '../roles';
import { authorize, EVERY_DATASET } from './authorize';

/** GetMetricData answers at most so many points of a series; asking for more would silently cut. */
const POINTS_MAX = 1_440;

export interface MetricReport {
  from: string;
  to: string;
  periodSeconds: number;
  series: Series[];
}

/** Averages say nothing of the tail and sums nothing of durations, so each metric has its own statistics. */
const STATISTICS: Record<MetricName, SeriesRequest['statistic'][]> = {
  RowsReceived: ['Sum'],
  RowsAccepted: ['Sum'],
  RowsAnomalous: ['Sum'],
  RowsRejected: ['Sum'],
  BytesReceived: ['Sum'],
  ImportsSucceeded: ['Sum'],
  ImportsFailed: ['Sum'],
  ImportDuration: ['Average', 'Maximum'],
  RowsPerSecond: ['Average', 'Maximum'],
  RecordsWritten: ['Sum'],
  RecordWriteThrottles: ['Sum'],
  QueryDuration: ['Average', 'p95'],
};

/**
 * Every metric of the contract over a range, of one dataset or of all, and what AWS Lambda counts of the
 * functions. Which functions there are is read from their alarms: only the monitoring stack knows their names.
 */
export async function getMetrics(
  deps: { cloudWatch: CloudWatchClient; alarmPrefix: string },
  actor: Actor,
  request: { from: Date; to: Date; periodSeconds: number; dataset: string | null },
): Promise<MetricReport> {
  authorize(actor, 'read', request.dataset ?? EVERY_DATASET);
  const { from, to, periodSeconds, dataset } = request;
  const points = (to.getTime() - from.getTime()) / 1000 / periodSeconds;
  if (!(points > 0 && points <= POINTS_MAX) || periodSeconds < 60 || periodSeconds % 60 !== 0) {
    throw new LakeportError(
      'invalid-request',
      `The range must hold 1 to ${POINTS_MAX} periods of whole minutes.`,
      { resolution: 'Choose a shorter range or a longer period.' },
    );
  }
  const ofImports = Object.entries(STATISTICS).flatMap(([metric, statistics]) =>
    statistics.map((statistic): SeriesRequest => {
      const name = metric as MetricName;
      return { metric: name, statistic, unit: METRIC_UNITS[name], dataset, functionName: null };
    }),
  );
  const alarms = await getAlarms(deps.cloudWatch, deps.alarmPrefix);
  const functionNames = [...new Set(alarms.flatMap((alarm) => alarm.functionName ?? []))];
  const ofFunctions = functionNames.flatMap((functionName) =>
    (['Invocations', 'Errors'] as const).map((metric): SeriesRequest => ({
      metric,
      statistic: 'Sum',
      unit: 'Count',
      dataset: null,
      functionName,
    })),
  );
  const series = await getSeries(deps.cloudWatch, [...ofImports, ...ofFunctions], {
    from,
    to,
    periodSeconds,
  });
  return { from: from.toISOString(), to: to.toISOString(), periodSeconds, series };
}
