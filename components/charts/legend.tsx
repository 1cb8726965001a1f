import type { ReactNode } from 'react';
import type { ChartSeries } from '@/components/charts/chart-series';

/** Which colour stands for what, with a figure of the whole range where there is one. */
export function Legend({
  series,
  figures,
}: {
  series: readonly ChartSeries[];
  figures?: Record<string, string> | undefined;
}): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {series.map(({ key, label, color, dash }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          {dash === undefined ? (
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: color }} />
          ) : (
            <svg aria-hidden width="22" height="10">
              <line
                x1="0"
                y1="5"
                x2="22"
                y2="5"
                strokeWidth="2.5"
                strokeDasharray={dash}
                style={{ stroke: color }}
              />
            </svg>
          )}
          {label}
          {figures?.[key] === undefined ? null : (
            <span className="font-medium text-ink tabular-nums">{figures[key]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
