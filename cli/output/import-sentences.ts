/** What an import did, in a line for people. */
import type { Counts, Effect } from '../../lib/counts';
import { formatDollars, formatDuration } from '../../lib/format';
import type { PortalImport } from '../portal/rest-client';

type RowCounts = Pick<
  Counts,
  'received' | 'accepted' | 'anomalous' | 'rejected' | 'inserted' | 'updated' | 'unchanged'
>;

export function countsLine(counts: RowCounts): string {
  const { received, accepted, anomalous, rejected, inserted, updated, unchanged } = counts;
  return (
    `${received} received = ${accepted} accepted + ${anomalous} anomalous + ${rejected} rejected` +
    ` (${inserted ?? 0} new, ${updated ?? 0} updated, ${unchanged ?? 0} unchanged)`
  );
}

/** What happened to rows of other imports, and what a dry run expects of the commit. */
export function sentenceOfImport(record: PortalImport): string {
  const { id, kind, state, counts, effect, error } = record;
  if (error) return `${id}: ${error.message}`;
  const brought = kind === 'load' || kind === 'replay';
  const parts = [
    ...(counts && brought ? [countsLine(counts)] : []),
    ...(effect ? [effectLine(effect, state === 'CHECKED')] : []),
    ...(state === 'CHECKED' ? [checkedLine(record)] : []),
  ];
  return `${id}: ${parts.length > 0 ? parts.join('; ') : state.toLowerCase()}`;
}

function effectLine({ removed, restored, kept }: Effect, isChecked: boolean): string {
  const will = isChecked ? 'would go' : 'gone';
  const back = isChecked ? 'would be what they were' : 'are what they were';
  return `${removed} rows ${will}, ${restored} ${back}, ${kept} stay because other imports have them`;
}

export function checkedLine({ id, estimate }: Pick<PortalImport, 'id' | 'estimate'>): string {
  const expected = estimate
    ? ` It would take about ${formatDuration(estimate.seconds)} and cost ${formatDollars(estimate.dollars)}.`
    : '';
  return `nothing is committed yet.${expected} Commit it with: lakeport confirm ${id}`;
}
