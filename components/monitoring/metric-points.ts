/** From the series of a report to what charts and figures show. */
import type { MetricReport, MetricSeries } from '@/components/api/monitoring';
import type { ChartPoint } from '@/components/charts/chart-series';
import type { MetricName } from '@/lib/metrics';

type Statistic = 'Sum' | 'Average' | 'Maximum' | 'p95';

/** The series of the pipeline as a whole. */
export function findSeries(
  report: MetricReport,
  metric: MetricName,
  statistic: Statistic,
): MetricSeries | undefined {
  return report.series.find(
    (series) =>
      series.metric === metric && series.statistic === statistic && !series.functionName && !series.dataset,
  );
}

export function total(series: MetricSeries | undefined): number {
  return series?.values.reduce((sum, value) => sum + value, 0) ?? 0;
}

/** The starts of all periods of a report, in milliseconds: CloudWatch leaves out those without a value. */
function periods({ from, to, periodSeconds }: MetricReport): number[] {
  const step = periodSeconds * 1000;
  const first = Math.floor(Date.parse(from) / step) * step;
  const count = Math.max(0, Math.ceil((Date.parse(to) - first) / step));
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** Series side by side over all periods. A period without a value is `gap`: 0 for counts, null for averages. */
export function toPoints(
  report: MetricReport,
  series: Record<string, MetricSeries | undefined>,
  { gap, scale = 1 }: { gap: 0 | null; scale?: number },
): ChartPoint[] {
  const step = report.periodSeconds * 1000;
  const byPeriod = Object.entries(series).map(([key, found]) => {
    const values = new Map<number, number>();
    found?.timestamps.forEach((timestamp, index) => {
      const value = found.values[index];
      if (value !== undefined) values.set(Math.floor(Date.parse(timestamp) / step) * step, value * scale);
    });
    return { key, values };
  });
  return periods(report).map((period) => ({
    x: period,
    values: Object.fromEntries(byPeriod.map(({ key, values }) => [key, values.get(period) ?? gap])),
  }));
}

/** The share of `part` in `whole` per period, in percent; null where there is no whole. */
export function toShares(
  report: MetricReport,
  parts: Record<string, MetricSeries | undefined>,
  whole: MetricSeries | undefined,
): ChartPoint[] {
  return toPoints(report, { ...parts, whole }, { gap: 0 }).map(({ x, values }) => ({
    x,
    values: Object.fromEntries(
      Object.keys(parts).map((key) => [key, values.whole ? (100 * (values[key] ?? 0)) / values.whole : null]),
    ),
  }));
}

/** The average over a range of a series of averages, each weighted by how much it is the average of. */
export function weightedAverage(
  averages: MetricSeries | undefined,
  weights: ChartPoint[],
  key: string,
): number | null {
  if (!averages) return null;
  const weightAt = new Map(weights.map(({ x, values }) => [x, values[key] ?? 0]));
  let sum = 0;
  let weightSum = 0;
  averages.timestamps.forEach((timestamp, index) => {
    const weight = weightAt.get(Date.parse(timestamp)) ?? 0;
    sum += (averages.values[index] ?? 0) * weight;
    weightSum += weight;
  });
  return weightSum > 0 ? sum / weightSum : null;
}
