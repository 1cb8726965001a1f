import clsx from 'clsx';
import type { ReactNode } from 'react';

interface ProgressProps {
  label: string;
  /** Null while it is not known. */
  value: number | null;
  max: number;
  tone?: 'accent' | 'good' | 'bad' | 'quiet';
}

const TONES = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad', quiet: 'bg-faint' };

/** How much of a whole is done. */
export function Progress({ label, value, max, tone = 'accent' }: ProgressProps): ReactNode {
  const percent = value !== null && max > 0 ? Math.min(100, (100 * value) / max) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === null ? {} : { 'aria-valuenow': Math.floor(percent) })}
      className="h-1.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={clsx(
          'h-full origin-left rounded-full transition-transform duration-200 ease-linear',
          TONES[tone],
          value === null && 'animate-wait',
        )}
        style={value === null ? undefined : { transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
