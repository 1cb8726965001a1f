import type { ReactNode } from 'react';
import type { ChartSeries } from '@/components/charts/chart-series';

/** Which colour stands for what, with a figure of the whole range where there is one. */
export function Legend({
  series,
  figures,
}: {
  series: readonly ChartSeries[];
  figures?: Record<string, string>;
}): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {series.map(({ key, label, color }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-xs" style={{ background: color }} />
          {label}
          {figures?.[key] === undefined ? null : (
            <span className="font-medium text-ink tabular-nums">{figures[key]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
