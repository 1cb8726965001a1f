/**
 * The state of an alarm from the data at hand. Like CloudWatch's, its periods slide: the newest ends with the running
 * minute. Simplified against AWS: CloudWatch looks further back than EvaluationPeriods when data points are missing.
 * Source: "Using Amazon CloudWatch alarms" and "Configuring how alarms treat missing data" in the User Guide.
 */
import type { AlarmDefinition, AlarmState } from './alarm-definition';
import type { Series } from './metric-expression';
import { evaluateQueries, metricSeries } from './metric-query';
import type { MetricStore } from './metric-store';

const COMPARISONS: Record<
  AlarmDefinition['ComparisonOperator'],
  { words: string; holds: (value: number, threshold: number) => boolean }
> = {
  GreaterThanThreshold: { words: 'greater than', holds: (value, threshold) => value > threshold },
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    holds: (value, threshold) => value >= threshold,
  },
  LessThanThreshold: { words: 'less than', holds: (value, threshold) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: 'less than or equal to',
    holds: (value, threshold) => value <= threshold,
  },
};

/** `previous` is the state to keep when nothing is known and missing data are to be ignored. */
export function evaluateAlarm(
  store: MetricStore,
  alarm: AlarmDefinition,
  { nowMs, previous }: { nowMs: number; previous: AlarmState['value'] },
): Pick<AlarmState, 'value' | 'reason'> {
  const periodSec = alarmPeriod(alarm);
  const count = alarm.EvaluationPeriods;
  const needed = alarm.DatapointsToAlarm ?? count;
  const endSec = (Math.floor(nowMs / 60_000) + 1) * 60;
  const window = { startSec: endSec - count * periodSec, endSec, anchorSec: endSec };
  const series = alarmSeries(store, alarm, window);
  const values = Array.from({ length: count }, (_, i) => series.get(endSec - (i + 1) * periodSec));
  const missing = values.filter((value) => value === undefined).length;
  const { words, holds } = COMPARISONS[alarm.ComparisonOperator];
  const breaching = values.filter((value) =>
    value === undefined ? alarm.TreatMissingData === 'breaching' : holds(value, alarm.Threshold),
  ).length;
  const shown = values
    .flatMap((value, i) =>
      value === undefined ? [] : [`${value} (${isoTime(endSec - (i + 1) * periodSec)})`],
    )
    .join(', ');
  const points = `${breaching} out of the last ${count} datapoints [${shown || `${missing} missing`}]`;
  if (breaching >= needed) {
    const rule = `(minimum ${needed} ${needed === 1 ? 'datapoint' : 'datapoints'} for OK -> ALARM transition)`;
    const reason = `Threshold Crossed: ${points} were ${words} the threshold (${alarm.Threshold}) ${rule}.`;
    return { value: 'ALARM', reason };
  }
  if (missing === count && alarm.TreatMissingData !== 'notBreaching') {
    const reason = `Insufficient Data: ${count} datapoints were unknown.`;
    return { value: alarm.TreatMissingData === 'ignore' ? previous : 'INSUFFICIENT_DATA', reason };
  }
  return {
    value: 'OK',
    reason: `Threshold not crossed: ${points} were ${words} the threshold (${alarm.Threshold}), fewer than ${needed}.`,
  };
}

function alarmPeriod({ Period, Metrics }: AlarmDefinition): number {
  return (
    Period ??
    Math.max(60, ...(Metrics ?? []).map(({ MetricStat, Period: own }) => MetricStat?.Period ?? own ?? 60))
  );
}

function alarmSeries(
  store: MetricStore,
  alarm: AlarmDefinition,
  window: { startSec: number; endSec: number; anchorSec: number },
): Series {
  if (alarm.Metrics?.length) {
    // The one query that returns data is what the alarm watches; with a single query it need not say so.
    const watched = alarm.Metrics.find(({ ReturnData }) => ReturnData !== false);
    const all = evaluateQueries(store, alarm.Metrics, window);
    return (watched && all.get(watched.Id)) ?? new Map();
  }
  const metric = {
    namespace: alarm.Namespace ?? '',
    name: alarm.MetricName ?? '',
    dimensions: alarm.Dimensions,
  };
  const stat = alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Average';
  return metricSeries(store, { metric, stat, periodSec: alarmPeriod(alarm), unit: alarm.Unit }, window);
}

function isoTime(sec: number): string {
  return new Date(sec * 1000).toISOString().replace('.000Z', 'Z');
}
