/**
 * What one asks of a column, as one thinks of it: a range is one condition here and two filters for the server. A
 * condition is drafted as texts, which are checked when it is applied.
 */
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';
import { checkFilter, type Filter } from '@/lib/lake/query/filters';

export type Condition = 'in' | 'contains' | 'eq' | 'ne' | 'range' | 'gt' | 'lt' | 'empty' | 'present';

const ORDERED: Condition[] = ['range', 'in', 'eq', 'ne', 'gt', 'lt', 'empty', 'present'];
const TEXTUAL: Condition[] = ['contains', 'in', 'eq', 'ne', 'range', 'gt', 'lt', 'empty', 'present'];

/** The conditions that make sense for a type, the likeliest first. */
export function conditionsOf(type: ColumnType): Condition[] {
  if (type === 'string' || type === 'json') return TEXTUAL;
  if (type === 'boolean') return ['eq', 'empty', 'present'];
  if (type === 'list') return ['in', 'eq', 'ne', 'contains', 'empty', 'present'];
  return ORDERED;
}

export interface Draft {
  column: string;
  condition: Condition;
  /** Of the conditions with one value. */
  text: string;
  /** Of `in`. */
  values: readonly string[];
  /** Of `range`; one of them may be empty. */
  from: string;
  to: string;
}

export function emptyDraft(column: string, type: ColumnType): Draft {
  return {
    column,
    condition: conditionsOf(type)[0] ?? 'eq',
    text: type === 'boolean' ? 'true' : '',
    values: [],
    from: '',
    to: '',
  };
}

/** Filters that are one condition: a range's two ends, or a filter alone. `at` says where they stand in the list. */
export interface FilterGroup {
  column: string;
  filters: readonly Filter[];
  at: readonly number[];
}

/** The filters as conditions, in the order of their first filters. */
export function groupFilters(filters: readonly Filter[]): FilterGroup[] {
  const groups: FilterGroup[] = [];
  for (const [index, filter] of filters.entries()) {
    const other = filter.op === 'gte' ? 'lte' : filter.op === 'lte' ? 'gte' : null;
    const half = groups.findIndex(
      ({ column, filters: [only, second] }) => column === filter.column && only?.op === other && !second,
    );
    const open = other === null ? undefined : groups[half];
    if (open) groups[half] = { ...open, filters: [...open.filters, filter], at: [...open.at, index] };
    else groups.push({ column: filter.column, filters: [filter], at: [index] });
  }
  return groups;
}

/** The filters with those of one group replaced, which may be by none. */
export function replaceGroup(
  filters: readonly Filter[],
  group: FilterGroup,
  by: readonly Filter[],
): Filter[] {
  return filters.flatMap((filter, index) => {
    if (index === group.at[0]) return by;
    return group.at.includes(index) ? [] : [filter];
  });
}

export function draftOf({ column, filters }: FilterGroup, type: ColumnType): Draft {
  const draft = emptyDraft(column, type);
  const [first] = filters;
  if (!first) return draft;
  if (first.op === 'gte' || first.op === 'lte') {
    const end = (op: 'gte' | 'lte') => filters.find((filter) => filter.op === op)?.value;
    return { ...draft, condition: 'range', from: String(end('gte') ?? ''), to: String(end('lte') ?? '') };
  }
  if (first.op === 'empty') return { ...draft, condition: first.value ? 'empty' : 'present' };
  if (first.op === 'in') return { ...draft, condition: 'in', values: first.value };
  return { ...draft, condition: first.op, text: first.value };
}

/**
 * The filters of a draft, with values in canonical form; none when it asks for nothing yet.
 * @throws LakeportError `invalid-filter`
 */
export function filtersOf(draft: Draft, columns: readonly LakeColumn[]): Filter[] {
  const { column, condition, text, values, from, to } = draft;
  const check = (op: string, value: unknown): Filter => checkFilter({ column, op, value }, columns);
  switch (condition) {
    case 'empty':
      return [check('empty', true)];
    case 'present':
      return [check('empty', false)];
    case 'in':
      return values.length > 0 ? [values.length === 1 ? check('eq', values[0]) : check('in', values)] : [];
    case 'range':
      return [...(from === '' ? [] : [check('gte', from)]), ...(to === '' ? [] : [check('lte', to)])];
    default:
      return text === '' && condition !== 'eq' && condition !== 'ne' ? [] : [check(condition, text)];
  }
}
