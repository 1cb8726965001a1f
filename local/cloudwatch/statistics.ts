/** Values summed up so that any statistic CloudWatch knows can still be told, percentiles included. */
import { AwsJsonError } from '../aws-json';

export interface Statistics {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How often each value came; empty for values that arrived already summed up. */
  values: Map<number, number>;
}

/** After so many different values the next are rounded to three digits: percentiles are then right to half a percent. */
const DISTINCT_VALUES_MAX = 200;

export function emptyStatistics(): Statistics {
  return { count: 0, sum: 0, min: Infinity, max: -Infinity, values: new Map() };
}

export function addValue(statistics: Statistics, value: number, count = 1): void {
  countValue(statistics.values, value, count);
  addSummary(statistics, { count, sum: value * count, min: value, max: value });
}

export function addStatistics(statistics: Statistics, more: Statistics): void {
  for (const [value, count] of more.values) countValue(statistics.values, value, count);
  addSummary(statistics, more);
}

/** Sum, Average, Minimum, Maximum, SampleCount, or a percentile from p0 to p100. */
export function isStatistic(name: string): boolean {
  return /^(?:Sum|Average|Minimum|Maximum|SampleCount|p(?:100|\d{1,2}(?:\.\d+)?))$/.test(name);
}

/**
 * One statistic; null where there is none, such as a percentile of values that arrived summed up.
 * @throws AwsJsonError when it is not a statistic
 */
export function statisticOf(statistics: Statistics, name: string): number | null {
  if (!isStatistic(name)) {
    throw new AwsJsonError(
      'InvalidParameterValueException',
      `The laptop's CloudWatch has no statistic '${name}'.`,
    );
  }
  if (statistics.count === 0) return null;
  switch (name) {
    case 'Sum':
      return statistics.sum;
    case 'Average':
      return statistics.sum / statistics.count;
    case 'Minimum':
      return statistics.min;
    case 'Maximum':
      return statistics.max;
    case 'SampleCount':
      return statistics.count;
  }
  return percentile(statistics, Number(name.slice(1)));
}

function addSummary(statistics: Statistics, more: Omit<Statistics, 'values'>): void {
  statistics.count += more.count;
  statistics.sum += more.sum;
  statistics.min = Math.min(statistics.min, more.min);
  statistics.max = Math.max(statistics.max, more.max);
}

function countValue(values: Map<number, number>, value: number, count: number): void {
  const key = values.size < DISTINCT_VALUES_MAX ? value : Number(value.toPrecision(3));
  values.set(key, (values.get(key) ?? 0) + count);
}

/** The nearest rank: the smallest value with at least that share of the values at or below it. */
function percentile({ values }: Statistics, percent: number): number | null {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil((percent / 100) * total));
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return null;
}
