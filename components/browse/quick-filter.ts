/** Filters by a value that is in sight: only rows with it, or all others. */
import { valueWords } from '@/components/browse/filter-words';
import { editText } from '@/components/record-table/edit-text';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

export interface QuickFilter {
  /** `station is USC001`, the rest of a sentence that begins with “Only rows where” or “Without rows where”. */
  words: string;
  only: Filter;
  exclude: Filter;
}

/** The filters that a cell offers; a list offers one for each of its items. */
export function quickFilters({ name: column, type, unit }: LakeColumn, value: unknown): QuickFilter[] {
  const items: unknown[] = type === 'list' && Array.isArray(value) ? value : [value];
  const isMissing = (item: unknown) => item === null || item === undefined || item === '';
  if (items.length === 0 || items.every(isMissing)) {
    return [
      {
        words: `${column} is empty`,
        only: { column, op: 'empty', value: true },
        exclude: { column, op: 'empty', value: false },
      },
    ];
  }
  return items.map((item) => {
    const text = editText(item);
    return {
      words: `${column} ${type === 'list' ? 'has' : 'is'} ${valueWords(text, type)}${unit ? ` ${unit}` : ''}`,
      only: { column, op: 'eq', value: text },
      exclude: { column, op: 'ne', value: text },
    };
  });
}

/** The filters with one more. Two that say the same column is one thing would leave nothing, so the newer one counts. */
export function withFilter(filters: readonly Filter[], added: Filter): Filter[] {
  const isSettled = ({ column, op }: Filter) =>
    column === added.column &&
    (added.op === 'ne' ? op === 'eq' : op === 'eq' || op === 'in' || op === 'empty' || op === 'ne');
  const rest = filters.filter(
    (filter) => !isSettled(filter) && JSON.stringify(filter) !== JSON.stringify(added),
  );
  return [...rest, added];
}

/** The values of a column that are chosen one by one. */
export function chosenValues(filters: readonly Filter[], column: string): string[] {
  return filters.flatMap((filter) => {
    if (filter.column !== column) return [];
    return filter.op === 'in' ? filter.value : filter.op === 'eq' ? [filter.value] : [];
  });
}

/** The filters with a column held to some values; with none it is free again. */
export function withChosenValues(
  filters: readonly Filter[],
  column: string,
  values: readonly string[],
): Filter[] {
  const isChoice = ({ column: other, op }: Filter) => other === column && ['eq', 'in', 'empty'].includes(op);
  const at = filters.findIndex(isChoice);
  const [first] = values;
  const chosen: Filter[] =
    first === undefined
      ? []
      : [values.length === 1 ? { column, op: 'eq', value: first } : { column, op: 'in', value: [...values] }];
  const rest = filters.filter((filter) => !isChoice(filter));
  return rest.toSpliced(at < 0 ? rest.length : at, 0, ...chosen);
}

/** The filters with the ends of a column's range replaced; an empty text is an open end. */
export function withRange(filters: readonly Filter[], column: string, from: string, to: string): Filter[] {
  const isEnd = ({ column: other, op }: Filter) =>
    other === column && ['gt', 'gte', 'lt', 'lte'].includes(op);
  return [
    ...filters.filter((filter) => !isEnd(filter)),
    ...(from === '' ? [] : [{ column, op: 'gte' as const, value: from }]),
    ...(to === '' ? [] : [{ column, op: 'lte' as const, value: to }]),
  ];
}
