import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Zone } from '@/lib/lake/zones';

/** The tint of each zone, as a background. */
export const ZONE_BACKGROUNDS: Record<Zone, string> = {
  bronze: 'bg-bronze',
  silver: 'bg-silver',
  anomalies: 'bg-anomalies',
  rejects: 'bg-rejects',
  gold: 'bg-gold',
};

/** The same tint for charts, which want a colour and no class. */
export const ZONE_COLORS: Record<Zone, string> = {
  bronze: 'var(--bronze)',
  silver: 'var(--silver)',
  anomalies: 'var(--anomalies)',
  rejects: 'var(--rejects)',
  gold: 'var(--gold)',
};

/** The small square that stands for a zone beside its name or a number of it. */
export function ZoneMark({ zone, className }: { zone: Zone; className?: string }): ReactNode {
  return (
    <span
      aria-hidden
      className={clsx('inline-block size-2.5 shrink-0 rounded-xs', ZONE_BACKGROUNDS[zone], className)}
    />
  );
}
