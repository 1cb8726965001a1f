import type { ColumnType, LakeColumn } from '@/lib/lake/columns';
import type { Filter, FilterOp } from '@/lib/lake/query/filters';

const WORDS: Record<FilterOp, string> = {
  eq: 'is',
  ne: 'is not',
  gt: 'greater than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  in: 'is one of',
  contains: 'contains',
  empty: 'is missing',
};

const TIME_WORDS: Partial<Record<FilterOp, string>> = {
  gt: 'after',
  gte: 'from',
  lt: 'before',
  lte: 'until',
};

const TIME_TYPES: readonly ColumnType[] = ['date', 'time', 'datetime'];
const ORDERED: FilterOp[] = ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'in', 'empty'];
const TEXTUAL: FilterOp[] = ['contains', 'eq', 'ne', 'in', 'gte', 'lte', 'empty'];

/** The operators that make sense for a type, the likeliest first. */
export function opsOf(type: ColumnType): FilterOp[] {
  if (type === 'string' || type === 'json') return TEXTUAL;
  if (type === 'boolean') return ['eq', 'empty'];
  if (type === 'list') return ['contains', 'empty'];
  return ORDERED;
}

export function opWords(op: FilterOp, type: ColumnType): string {
  return (TIME_TYPES.includes(type) ? TIME_WORDS[op] : undefined) ?? WORDS[op];
}

/** A filter as one reads it: `max_temp_c at least 30 °C`. */
export function describeFilter(filter: Filter, column: LakeColumn | undefined): string {
  const type = column?.type ?? 'string';
  if (filter.op === 'empty') return `${filter.column} ${filter.value ? 'is missing' : 'is there'}`;
  const value = Array.isArray(filter.value) ? filter.value.join(', ') : filter.value;
  const unit = column?.unit ? ` ${column.unit}` : '';
  return `${filter.column} ${opWords(filter.op, type)} ${value}${unit}`;
}
