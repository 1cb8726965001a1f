/**
 * Filters over the columns of a dataset: the model, and its form in a URL.
 *
 *     station=X            eq          date[gte]=1985-01-01   ne gt gte lt lte
 *     value[in]=1,2        one of; "a,b" in quotes is one value, "" in them is a quote
 *     name[contains]=ab    the text in any case
 *     note[empty]=true     missing, or an empty string; false is the opposite
 *
 * All filters must hold. A missing value fits `ne` and `empty=true` and nothing else. Pure: the browser uses it too.
 */
import { z } from 'zod';
import { LakeportError } from '../../errors';
import type { LakeColumn } from '../columns';
import { canonicalValue } from './filter-values';
import { joinList, splitList } from './text-list';

const FILTER_OPS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'empty'] as const;
export type FilterOp = (typeof FILTER_OPS)[number];

const VALUES_MAX = 1000;

/** Values are text in canonical form, whatever the column's type: `1985-01-01`, `-3.5`, `true`. */
const filterSchema = z.union([
  z.object({
    column: z.string(),
    op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains']),
    value: z.string(),
  }),
  z.object({ column: z.string(), op: z.literal('in'), value: z.array(z.string()).min(1).max(VALUES_MAX) }),
  z.object({ column: z.string(), op: z.literal('empty'), value: z.boolean() }),
]);

export type Filter = z.infer<typeof filterSchema>;

/** Query parameters with a meaning of their own; a column of such a name is filtered as `limit[eq]=…`. */
const RESERVED_PARAMETERS = ['sort', 'limit', 'cursor', 'offset', 'columns', 'search', 'zone'] as const;

/**
 * The filters of a URL's query, values checked against the types of `columns`: all that may be filtered, which
 * for records is `withLineage(columns)`.
 * @throws LakeportError `invalid-filter`, naming the parameter or the column
 */
export function parseFilters(query: URLSearchParams, columns: readonly LakeColumn[]): Filter[] {
  const reserved: readonly string[] = RESERVED_PARAMETERS;
  return [...query]
    .filter(([name]) => !reserved.includes(name))
    .map(([name, text]) => {
      const { column, op } = splitName(name, columns);
      return checkFilter({ column, op, value: valueFromText(op, text, column) }, columns);
    });
}

/** The same filters as query parameters; `parseFilters` reads them back. */
export function serializeFilters(filters: readonly Filter[]): URLSearchParams {
  const query = new URLSearchParams();
  const reserved: readonly string[] = RESERVED_PARAMETERS;
  for (const { column, op, value } of filters) {
    const bare = op === 'eq' && !reserved.includes(column) && !/\[\w+\]$/.test(column);
    query.append(bare ? column : `${column}[${op}]`, Array.isArray(value) ? joinList(value) : String(value));
  }
  return query;
}

/**
 * A filter from outside with its values in canonical form.
 * @throws LakeportError `invalid-filter`
 */
export function checkFilter(input: unknown, columns: readonly LakeColumn[]): Filter {
  const parsed = filterSchema.safeParse(input);
  if (!parsed.success) throw invalid('A filter needs a column, an operator and a value that fits it.');
  const filter = parsed.data;
  const column = columns.find(({ name }) => name === filter.column);
  if (!column) throw unknownColumn(filter.column, columns);
  if (filter.op === 'empty') return filter;
  if (column.type === 'list' && ['gt', 'gte', 'lt', 'lte'].includes(filter.op)) {
    throw invalid(`The column ${column.name} has no order.`, 'Filter it with eq, ne, in, contains or empty.');
  }
  if (filter.op === 'contains') {
    if (filter.value === '') throw invalid(`The filter on ${column.name} looks for an empty text.`);
    return filter;
  }
  if (filter.op === 'in') return { ...filter, value: filter.value.map((text) => canonical(text, column)) };
  return { ...filter, value: canonical(filter.value, column) };
}

function canonical(text: string, column: LakeColumn): string {
  const value = canonicalValue(text, column.type);
  if (value !== null) return value;
  throw invalid(`“${text}” is no ${column.type}, which the column ${column.name} holds.`);
}

/** A name that is a column as a whole wins, so that a column called `a[in]` can be filtered at all. */
function splitName(name: string, columns: readonly LakeColumn[]): { column: string; op: FilterOp } {
  if (columns.some((column) => column.name === name)) return { column: name, op: 'eq' };
  const [, column, suffix] = /^(.+)\[(\w+)\]$/s.exec(name) ?? [];
  if (column === undefined) return { column: name, op: 'eq' };
  const op = FILTER_OPS.find((known) => known === suffix);
  if (op === undefined) {
    throw invalid(`The filter ${name} has no known operator.`, `Use one of ${FILTER_OPS.join(', ')}.`);
  }
  return { column, op };
}

function valueFromText(op: FilterOp, text: string, column: string): string | string[] | boolean {
  if (op === 'in') return splitList(text);
  if (op !== 'empty') return text;
  if (text !== 'true' && text !== 'false') throw invalid(`${column}[empty] is either true or false.`);
  return text === 'true';
}

function unknownColumn(name: string, columns: readonly LakeColumn[]): LakeportError {
  const known = columns.map((column) => column.name);
  return invalid(`There is no column ${name}.`, `The columns are ${known.join(', ')}.`);
}

function invalid(message: string, resolution?: string): LakeportError {
  return new LakeportError('invalid-filter', message, resolution === undefined ? {} : { resolution });
}
