/**
 * What became of the records of a file. Invariant, checked before an import commits:
 * `received = accepted + anomalous + rejected` and, where there is a current state to compare with,
 * `accepted = inserted + updated + unchanged`. Blank rows are counted apart and never received.
 */
import { z } from 'zod';

const count = z.number().int().nonnegative();

export const countsSchema = z.object({
  received: count,
  accepted: count,
  anomalous: count,
  rejected: count,
  blank: count,
  inserted: count.nullable(),
  updated: count.nullable(),
  unchanged: count.nullable(),
  /** Accepted or flagged rows that were taken with their suggested repair. */
  repaired: count.nullish(),
  /** Values that did not fit and became missing. */
  discarded: count.nullish(),
  bytes: count,
  seconds: z.number().nonnegative(),
  rowsPerSecond: z.number().nonnegative(),
});

export type Counts = z.infer<typeof countsSchema>;

/** Of a commit that brings no rows itself. */
export const NO_ROWS: Counts = {
  received: 0,
  accepted: 0,
  anomalous: 0,
  rejected: 0,
  blank: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  bytes: 0,
  seconds: 0,
  rowsPerSecond: 0,
};

/**
 * What an import did to rows that other imports brought: rows that are gone, rows that are again what they were
 * before, and rows that stay because another import brought or changed them too.
 */
export const effectSchema = z.object({ removed: count, restored: count, kept: count });

export type Effect = z.infer<typeof effectSchema>;

/** The sums that do not add up, as sentences; empty when the invariant holds. */
export function brokenInvariants(counts: Counts): string[] {
  const broken: string[] = [];
  const { received, accepted, anomalous, rejected, inserted, updated, unchanged } = counts;
  if (received !== accepted + anomalous + rejected) {
    broken.push(
      `received ${received} ≠ accepted ${accepted} + anomalous ${anomalous} + rejected ${rejected}`,
    );
  }
  if (
    inserted !== null &&
    updated !== null &&
    unchanged !== null &&
    accepted !== inserted + updated + unchanged
  ) {
    broken.push(`accepted ${accepted} ≠ inserted ${inserted} + updated ${updated} + unchanged ${unchanged}`);
  }
  return broken;
}
