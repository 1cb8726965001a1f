import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Bar } from '@/components/charts/model/bar-rows';
import { formatMeasure, withUnit } from '@/components/charts/plot/format-measure';

interface BarListProps {
  label: string;
  bars: readonly Bar[];
  unit: string | undefined;
  color: string;
  markedKey: string | null;
}

/** Lying bars: the name before each, the figure behind it. Those below zero go to the left. */
export function BarList({ label, bars, unit, color, markedKey }: BarListProps): ReactNode {
  const values = bars.map(({ value }) => value ?? 0);
  const least = Math.min(0, ...values);
  const range = Math.max(0, ...values) - least || 1;
  const zero = (-least / range) * 100;
  return (
    <div
      role="img"
      aria-label={label}
      className="grid grid-cols-[minmax(0,max-content)_1fr_max-content] gap-x-3 text-sm"
    >
      {unit ? <p className="col-span-3 mb-1 text-xs text-faint">{unit}</p> : null}
      {bars.map(({ key, label: name, value }, index) => (
        <div
          key={`${key}${index}`}
          title={`${name}: ${value === null ? 'no value' : withUnit(value, unit)}`}
          className={clsx(
            'col-span-3 -mx-1 grid grid-cols-subgrid items-center rounded-sm px-1 py-0.5',
            key === markedKey ? 'bg-accent-soft' : 'hover:bg-canvas',
          )}
        >
          <span className="max-w-56 truncate text-muted">{name}</span>
          <span className="relative h-3.5 border-line-strong" style={{ borderLeftWidth: least < 0 ? 0 : 1 }}>
            {least < 0 ? (
              <span className="absolute inset-y-0 border-l border-line-strong" style={{ left: `${zero}%` }} />
            ) : null}
            {value === null ? null : (
              <span
                className="absolute inset-y-0 rounded-xs"
                style={{
                  background: color,
                  left: `${value < 0 ? zero - (-value / range) * 100 : zero}%`,
                  width: `${(Math.abs(value) / range) * 100}%`,
                }}
              />
            )}
          </span>
          <span className="text-right tabular-nums">{value === null ? '–' : formatMeasure(value)}</span>
        </div>
      ))}
    </div>
  );
}
