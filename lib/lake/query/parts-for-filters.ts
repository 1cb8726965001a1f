/** Which parts can hold rows that fit the filters: the others need not be fetched at all. */
import type { LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import { compareText } from '../key-range';
import type { Manifest } from '../manifest';
import type { ImportPart, Snapshot } from '../snapshot';
import type { Filter } from './filters';

/**
 * The parts, in the snapshot's order. A part of several imports may fit any filter on `_import`. Filters on a key column
 * narrow down only for strings, whose text is the value.
 */
export function partsForFilters(
  snapshot: Snapshot,
  zone: RowZone,
  filters: readonly Filter[],
  columns: readonly LakeColumn[],
): ImportPart[] {
  const strings = new Set(columns.filter(({ type }) => type === 'string').map(({ name }) => name));
  const onImport = filters.filter(({ column }) => column === '_import');
  const onStrings = filters.filter(({ column }) => strings.has(column));
  return snapshot.manifests.flatMap(({ importId, keyRange, [zone]: { parts } }) => {
    const isOfFittingImport = onImport.every((filter) => fitsText(importId, filter));
    const mayHoldKeys = onStrings.every((filter) => mayFit(keyRange?.[filter.column], filter));
    if (!mayHoldKeys) return [];
    return parts
      .filter(({ key, mixed }) => (mixed || isOfFittingImport) && !snapshot.isDropped(key))
      .map((part) => ({ ...part, importId }));
  });
}

function fitsText(text: string, filter: Filter): boolean {
  switch (filter.op) {
    case 'empty':
      return !filter.value;
    case 'in':
      return filter.value.includes(text);
    case 'contains':
      return text.toLowerCase().includes(filter.value.toLowerCase());
    case 'eq':
      return text === filter.value;
    case 'ne':
      return text !== filter.value;
    default:
      return fitsOrder(compareText(text, filter.value), filter.op);
  }
}

function fitsOrder(order: number, op: 'gt' | 'gte' | 'lt' | 'lte'): boolean {
  if (order === 0) return op === 'gte' || op === 'lte';
  return order > 0 ? op === 'gt' || op === 'gte' : op === 'lt' || op === 'lte';
}

type Range = NonNullable<Manifest['keyRange']>[string];

function mayFit(range: Range | undefined, filter: Filter): boolean {
  if (!range) return true;
  const [least, greatest] = range;
  const contains = (text: string) => compareText(least, text) <= 0 && compareText(text, greatest) <= 0;
  switch (filter.op) {
    case 'eq':
      return contains(filter.value);
    case 'in':
      return filter.value.some(contains);
    case 'gt':
    case 'gte':
      return fitsOrder(compareText(greatest, filter.value), filter.op);
    case 'lt':
    case 'lte':
      return fitsOrder(compareText(least, filter.value), filter.op);
    default:
      return true;
  }
}
