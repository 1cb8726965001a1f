import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { ZoneMark } from '@/components/lake/zone-mark';
import { formatCount, formatDollars, formatDuration } from '@/lib/format';
import type { Zone } from '@/lib/lake/zones';

interface Line {
  name: string;
  count: number | null | undefined;
  /** What happens to one row, and to several. */
  one: string;
  many: string;
  zone?: Zone;
  /** Whether these rows are no change. */
  isIdle?: boolean;
}

/** What an import does to the rows of its dataset: a number, and what happens to so many rows. */
function differenceLines({ kind, counts, effect }: Import): Line[] {
  const touched = counts?.accepted;
  const gone: Line = {
    name: 'gone',
    count: counts?.rejected,
    one: 'was gone already',
    many: 'were gone already',
    isIdle: true,
  };
  switch (kind) {
    case 'undo':
      return undoLines(effect);
    case 'delete':
      return [{ name: 'removed', count: touched, one: 'goes', many: 'go' }, gone];
    case 'release':
      return [
        {
          name: 'released',
          count: touched,
          one: 'counts among the accepted',
          many: 'count among the accepted',
          zone: 'silver',
        },
        gone,
      ];
    case 'dismiss':
      return [
        { name: 'dismissed', count: touched, one: 'is put away', many: 'are put away', zone: 'anomalies' },
        gone,
      ];
    case 'load':
      return loadLines(counts);
    case 'replay':
      return [...loadLines(counts), ...replayLines(effect)];
  }
}

function undoLines(effect: Import['effect']): Line[] {
  return [
    { name: 'removed', count: effect?.removed, one: 'goes', many: 'go' },
    {
      name: 'restored',
      count: effect?.restored,
      one: 'returns to what it was',
      many: 'return to what they were',
    },
    {
      name: 'kept',
      count: effect?.kept,
      one: 'stays, because a later import has it',
      many: 'stay, because a later import has them',
      isIdle: true,
    },
  ];
}

function loadLines(counts: Import['counts']): Line[] {
  return [
    { name: 'new', count: counts?.inserted, one: 'is new', many: 'are new', zone: 'silver' },
    { name: 'changed', count: counts?.updated, one: 'is changed', many: 'are changed', zone: 'silver' },
    {
      name: 'unchanged',
      count: counts?.unchanged,
      one: 'is unchanged',
      many: 'are unchanged',
      zone: 'silver',
      isIdle: true,
    },
    {
      name: 'flagged',
      count: counts?.anomalous,
      one: 'is flagged for review',
      many: 'are flagged for review',
      zone: 'anomalies',
    },
    {
      name: 'refused',
      count: counts?.rejected,
      one: 'is refused',
      many: 'are refused',
      zone: 'rejects',
      isIdle: true,
    },
  ];
}

function replayLines(effect: Import['effect']): Line[] {
  const restored: Line = {
    name: 'restored',
    count: effect?.restored,
    one: 'returns to what it was before',
    many: 'return to what they were before',
  };
  return [
    { name: 'removed', count: effect?.removed, one: 'goes', many: 'go' },
    ...(effect && effect.restored > 0 ? [restored] : []),
  ];
}

interface DifferenceProps {
  item: Import;
  /** The counts of the rows that came in stand beside it already. */
  besideCounts?: boolean;
}

/** The same words for what would happen and for what has happened. */
export function Difference({ item, besideCounts = false }: DifferenceProps): ReactNode {
  const lines = besideCounts ? replayLines(item.effect) : differenceLines(item);
  const changesNothing = lines.every(({ count, isIdle }) => isIdle || count === 0);
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        {lines.map((line) => (
          <DifferenceLine key={line.name} {...line} />
        ))}
      </dl>
      {changesNothing && !besideCounts ? (
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Check aria-hidden className="size-4 shrink-0 text-good" />
          No row of the dataset is changed.
        </p>
      ) : null}
    </div>
  );
}

function DifferenceLine({ count, one, many, zone }: Line): ReactNode {
  return (
    <div className={clsx('col-span-2 grid grid-cols-subgrid items-baseline', !count && 'text-faint')}>
      <dt className="order-2 flex items-center gap-1.5">
        {zone ? <ZoneMark zone={zone} /> : null}
        {count === 1 ? `row ${one}` : `rows ${many}`}
      </dt>
      <dd className="order-1 text-right text-lg font-semibold tracking-tight">{formatCount(count)}</dd>
    </div>
  );
}

/** What committing a checked import is expected to take. */
export function Estimate({ item }: { item: Import }): ReactNode {
  const { estimate } = item;
  if (!estimate) return null;
  return (
    <p className="text-sm text-muted tabular-nums">
      Doing it for real takes about {formatDuration(estimate.seconds)} and costs{' '}
      {formatDollars(estimate.dollars)}.
    </p>
  );
}
