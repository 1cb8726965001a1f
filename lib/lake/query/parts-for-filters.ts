/** Which parts can hold rows that fit the filters: the others need not be fetched at all. */
import type { LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import { compareText } from '../key-range';
import type { Manifest } from '../manifest';
import type { ImportPart, Snapshot } from '../snapshot';
import type { Filter } from './filters';

/**
 * The parts, in the snapshot's order. Filters on `_import` are decided here alone; those on a key column only
 * narrow down, and only for strings, whose text is the value.
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
  return snapshot.manifests.flatMap((manifest) => {
    const fits =
      onImport.every((filter) => fitsText(manifest.importId, filter)) &&
      onStrings.every((filter) => mayFit(manifest.keyRange?.[filter.column], filter));
    return fits ? manifest[zone].parts.map((part) => ({ ...part, importId: manifest.importId })) : [];
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
