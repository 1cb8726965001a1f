'use client';

import type { ReactNode } from 'react';
import type { RecordPage } from '@/components/api/records';
import { ChartPanel } from '@/components/charts/chart-panel';
import type { ChartPoint } from '@/components/charts/chart-series';
import { Notice } from '@/components/ui/notice';
import { isOrdered, type ViewState } from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';
import { formatCell, formatCount, formatNumber } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';

interface ViewChartsProps {
  view: View;
  state: ViewState;
  page: RecordPage;
  columns: readonly LakeColumn[];
  x: LakeColumn;
}

const DIGITS = 4;

/** Four significant digits: what a chart's reader can tell apart. The table has them all. */
function formatMeasure(value: number): string {
  return formatNumber(Number(value.toPrecision(DIGITS)));
}

/** One small chart a measure, all along the same x: measures of different sizes never share an axis. */
export function ViewCharts({ view, state, page, columns, x }: ViewChartsProps): ReactNode {
  const measures = state.measures ?? Object.keys(view.measures);
  const points = toPoints(page, columns, x);
  const isRepeated = new Set(points.map((point) => point.x)).size < points.length;
  if (isRepeated) {
    const others = view.groupBy.map(({ name }) => name).filter((name) => name !== x.name);
    return (
      <Notice
        kind="info"
        title={`Choose one ${others.join(' and one ')} to see the charts along ${x.name}.`}
      />
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-5 md:grid-cols-2">
        {measures.map((measure) => (
          <ChartPanel
            key={measure}
            title={measure}
            label={`${measure} along ${x.name}, ${formatCount(points.length)} values`}
            kind={isOrdered(x) ? 'line' : 'bars'}
            series={[{ key: measure, label: measure, color: 'var(--gold)' }]}
            points={points}
            formatX={(value) => formatCell(value, x.type)}
            formatValue={formatMeasure}
            syncId={view.name}
          />
        ))}
      </div>
      {page.total && page.total > page.rows.length ? (
        <p className="text-sm text-faint">
          The charts show {formatCount(page.rows.length)} of {formatCount(page.total)} rows.
        </p>
      ) : null}
    </div>
  );
}

function toPoints(page: RecordPage, columns: readonly LakeColumn[], x: LakeColumn): ChartPoint[] {
  const xIndex = columns.findIndex(({ name }) => name === x.name);
  const points = page.rows.flatMap((row): ChartPoint[] => {
    const at = row[xIndex];
    if (typeof at !== 'string' && typeof at !== 'number') return [];
    const values = columns.map(({ name }, index) => [name, toNumber(row[index])] as const);
    return [{ x: at, values: Object.fromEntries(values) }];
  });
  // The table may be in any order; time goes from left to right.
  return isOrdered(x) ? points.sort((one, other) => compare(one.x, other.x)) : points;
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

/** Large integers come as text; a chart can do without their last digits. */
function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
