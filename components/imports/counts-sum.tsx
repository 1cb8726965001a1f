import clsx from 'clsx';
import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ZONE_BACKGROUNDS, ZoneMark } from '@/components/lake/zone-mark';
import { brokenInvariants, type Counts } from '@/lib/counts';
import { formatCount, formatQuantity, formatShare } from '@/lib/format';
import type { Zone } from '@/lib/lake/zones';

interface Term {
  label: string;
  value: number | null;
  /** Where these rows are now. */
  zone?: Zone;
}

/**
 * What became of the rows of a file, as the two sums that must add up. Null while they are not known yet;
 * the places of the numbers stay the same.
 */
export function CountsSum({ counts }: { counts: Counts | null }): ReactNode {
  const broken = counts ? brokenInvariants(counts) : [];
  const value = (
    name: 'received' | 'accepted' | 'anomalous' | 'rejected' | 'inserted' | 'updated' | 'unchanged',
  ) => (counts ? counts[name] : null);
  const outcome: Term[] = [
    { label: 'Accepted', value: value('accepted'), zone: 'silver' },
    { label: 'Anomalous', value: value('anomalous'), zone: 'anomalies' },
    { label: 'Rejected', value: value('rejected'), zone: 'rejects' },
  ];
  const effect: Term[] = [
    { label: 'Inserted', value: value('inserted') },
    { label: 'Updated', value: value('updated') },
    { label: 'Unchanged', value: value('unchanged') },
  ];
  return (
    <div className="flex flex-col gap-4">
      <Sum total={{ label: 'Received', value: value('received'), zone: 'bronze' }} terms={outcome} large />
      <OutcomeBar terms={outcome} total={counts?.received ?? 0} />
      <Sum total={{ label: 'Accepted', value: value('accepted'), zone: 'silver' }} terms={effect} />
      <p
        role="status"
        className={clsx(
          'flex min-h-5.5 items-center gap-1.5 text-sm',
          broken.length > 0 ? 'text-bad' : 'text-faint',
        )}
      >
        {counts && broken.length === 0 ? (
          <>
            <Check aria-hidden className="size-4 shrink-0 text-good" />
            Every row is accounted for
            {besides(counts)}.
          </>
        ) : null}
        {broken.length > 0 ? (
          <>
            <TriangleAlert aria-hidden className="size-4" />
            The counts do not add up: {broken.join('; ')}. Tell an admin.
          </>
        ) : null}
        {counts ? null : 'The counts appear when the import is committed.'}
      </p>
    </div>
  );
}

/** What the sums do not say. */
function besides({ blank, repaired, discarded }: Counts): string {
  const parts = [
    ...(blank > 0 ? [formatQuantity(blank, 'blank line')] : []),
    ...(repaired ? [`${formatQuantity(repaired, 'row')} repaired`] : []),
    ...(discarded ? [`${formatQuantity(discarded, 'value')} discarded`] : []),
  ];
  return parts.length > 0 ? `; besides, ${parts.join(', ')}` : '';
}

/** On a phone a ledger, one term a line; from a tablet on one equation. */
function Sum({ total, terms, large = false }: { total: Term; terms: Term[]; large?: boolean }): ReactNode {
  return (
    <dl className="flex flex-col gap-1 sm:flex-row sm:flex-wrap sm:items-end sm:gap-x-5 sm:gap-y-3">
      <Amount term={total} large={large} sign="" />
      {terms.map((term, index) => (
        <Amount
          key={term.label}
          term={term}
          large={large}
          sign={index === 0 ? '=' : '+'}
          share={large ? total.value : null}
        />
      ))}
    </dl>
  );
}

interface AmountProps {
  term: Term;
  large: boolean;
  sign: string;
  /** The whole of which the share is said. */
  share?: number | null;
}

function Amount({ term, large, sign, share = null }: AmountProps): ReactNode {
  const { label, value, zone } = term;
  return (
    <div
      data-sign={sign}
      className={clsx(
        'grid grid-cols-[0.75rem_minmax(0,1fr)_auto] items-baseline gap-x-3',
        'before:col-start-1 before:text-center before:text-faint before:content-[attr(data-sign)]',
        // The first has no sign before it, and from a tablet on takes no room for one.
        sign === ''
          ? 'sm:grid-cols-1 sm:before:hidden'
          : 'sm:grid-cols-[auto_auto] sm:gap-x-5 sm:before:row-span-2 sm:before:self-end',
        large && 'sm:before:pb-0.5 sm:before:text-xl',
      )}
    >
      <dt
        className={clsx(
          'flex items-center gap-1.5 text-sm whitespace-nowrap text-muted',
          large ? 'sm:min-w-24' : 'sm:min-w-20',
        )}
      >
        {zone ? <ZoneMark zone={zone} /> : null}
        {label}
        {share && value ? <span className="text-faint">{formatShare(value, share)}</span> : null}
      </dt>
      <dd
        className={clsx(
          'font-semibold tracking-tight',
          large ? 'text-lg sm:text-2xl' : 'text-base sm:text-lg',
        )}
      >
        {formatCount(value)}
      </dd>
    </div>
  );
}

/** The same proportions to the eye. A share too small to see still gets a sliver. */
function OutcomeBar({ terms, total }: { terms: Term[]; total: number }): ReactNode {
  return (
    <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
      {terms.map(({ label, value, zone }) =>
        zone && value && total > 0 ? (
          <div
            key={label}
            className={clsx('min-w-1', ZONE_BACKGROUNDS[zone])}
            style={{ flexGrow: value / total, flexBasis: 0 }}
          />
        ) : null,
      )}
    </div>
  );
}
