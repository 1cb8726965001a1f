import { describe, expect, it } from 'vitest';
import type { MetricReport, MetricSeries } from '@/components/api/monitoring';
import { findSeries, toPoints, toShares, total, weightedAverage } from './metric-points';

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;

function series(metric: string, statistic: string, values: Record<number, number>): MetricSeries {
  return {
    metric,
    statistic,
    unit: 'Count',
    dataset: null,
    functionName: null,
    timestamps: Object.keys(values).map((minute) => at(Number(minute))),
    values: Object.values(values),
  };
}

const received = series('RowsReceived', 'Sum', { 0: 100, 2: 50 });
const rejected = series('RowsRejected', 'Sum', { 2: 5 });
const report: MetricReport = {
  from: at(0),
  to: at(3),
  periodSeconds: 60,
  series: [{ ...received, dataset: 'weather' }, received, rejected],
};

describe('metric points', () => {
  it('takes the series of the whole pipeline, not of one dataset', () => {
    expect(findSeries(report, 'RowsReceived', 'Sum')).toBe(received);
    expect(findSeries(report, 'RowsReceived', 'Average')).toBeUndefined();
    expect(total(received)).toBe(150);
  });

  it('has a point for every period, also for those CloudWatch leaves out', () => {
    const points = toPoints(report, { received, rejected }, { gap: 0 });
    expect(points.map(({ values }) => values)).toEqual([
      { received: 100, rejected: 0 },
      { received: 0, rejected: 0 },
      { received: 50, rejected: 5 },
    ]);
    expect(points[1]?.x).toBe(Date.parse(at(1)));
  });

  it('leaves a gap where a share has no whole', () => {
    const shares = toShares(report, { rejected }, received);
    expect(shares.map(({ values }) => values.rejected)).toEqual([0, null, 10]);
  });

  it('weighs averages by what they are averages of', () => {
    const duration = series('ImportDuration', 'Average', { 0: 1000, 2: 4000 });
    const imports = toPoints(
      report,
      { imports: series('ImportsSucceeded', 'Sum', { 0: 3, 2: 1 }) },
      { gap: 0 },
    );
    expect(weightedAverage(duration, imports, 'imports')).toBe(1750);
    expect(weightedAverage(undefined, imports, 'imports')).toBeNull();
  });
});
