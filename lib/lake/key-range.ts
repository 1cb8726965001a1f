/**
 * Least and greatest text of each key column over some rows. Where two ranges are disjoint in any column, the
 * rows share no key: comparing and looking up then read nothing of the other's files. A column with a missing
 * value has no range here, as its rows cannot be told apart by it.
 */
import type { Manifest } from './manifest';

export type KeyRange = NonNullable<Manifest['keyRange']>;

/** False only when it is certain that no key is in both; null is an unknown range. */
export function mayShareKeys(left: KeyRange | null, right: KeyRange | null): boolean {
  if (!left || !right) return true;
  return Object.entries(left).every(([column, [least, greatest]]) => {
    const other = right[column];
    return !other || (compareText(least, other[1]) <= 0 && compareText(other[0], greatest) <= 0);
  });
}

/** The narrowest range that shares all keys of the given ones; null, which is unknown, when one of them is. */
export function rangeAround(ranges: readonly (KeyRange | null)[]): KeyRange | null {
  const [first = null, ...rest] = ranges;
  return rest.reduce<KeyRange | null>((around, range) => {
    if (!around || !range) return null;
    const columns = Object.entries(around).flatMap(([column, [least, greatest]]) => {
      const other = range[column];
      if (!other) return [];
      const limits: KeyRange[string] = [
        compareText(least, other[0]) <= 0 ? least : other[0],
        compareText(greatest, other[1]) >= 0 ? greatest : other[1],
      ];
      return [[column, limits] as const];
    });
    return columns.length === 0 ? null : Object.fromEntries(columns);
  }, first);
}

/** The order of the texts' UTF-8 bytes, as DuckDB has it; JavaScript's own differs outside the basic plane. */
export function compareText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
