import type { ReactNode } from 'react';
import type { ChartSeries } from '@/components/charts/chart-series';

interface ChartTooltipProps {
  series: readonly ChartSeries[];
  formatX: (x: string | number) => string;
  formatValue: (value: number) => string;
  /** Filled in by the chart. */
  active?: boolean;
  label?: string | number;
  payload?: readonly { name?: unknown; value?: unknown }[];
}

/** All values at the place pointed at. */
export function ChartTooltip({
  series,
  formatX,
  formatValue,
  active,
  label,
  payload,
}: ChartTooltipProps): ReactNode {
  if (!active || label === undefined) return null;
  return (
    <div className="rounded-md border bg-surface px-3 py-2 text-sm shadow-overlay">
      <p className="mb-1 text-muted">{formatX(label)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {series.map(({ key, label: name, color }) => {
          const value = payload?.find((entry) => entry.name === key)?.value;
          return (
            <div key={key} className="contents">
              <dt className="flex items-center gap-1.5">
                <span aria-hidden className="size-2.5 rounded-xs" style={{ background: color }} />
                {name}
              </dt>
              <dd className="text-right font-medium">
                {typeof value === 'number' ? formatValue(value) : '–'}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
