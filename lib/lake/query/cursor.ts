/**
 * Where a page ended: the commit it was read from and the last row's place in the order. The next page is read
 * from the same commit, whatever is imported meanwhile, and skips nothing and repeats nothing.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { quoteIdentifier } from '../../duckdb';
import { LakeportError } from '../../errors';
import type { LakeColumn } from '../columns';
import type { Sort } from './sort';
import type { SqlParameters } from './sql-parameters';
import { SQL_TYPES } from './sql-types';

const cursorSchema = z.object({
  sequence: z.number().int().nonnegative(),
  /** Of the query that the cursor belongs to. */
  query: z.string(),
  /** The last row's values in the sort columns, as texts that DuckDB casts back without loss, and its place in the parts. */
  values: z.array(z.string().nullable()),
  part: z.number().int().nonnegative(),
  row: z.number().int().nonnegative(),
});

export type Cursor = z.infer<typeof cursorSchema>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws LakeportError `invalid-cursor` when it is none, or one of another query */
export function decodeCursor(text: string, query: string): Cursor {
  const cursor = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (cursor.success && cursor.data.query === query) return cursor.data;
  throw new LakeportError('invalid-cursor', 'The cursor does not belong to this query.', {
    resolution: 'Keep filters and order while paging, or begin again without a cursor.',
  });
}

/** A short name of a query, equal only for equal queries. */
export function fingerprint(query: unknown): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}

/**
 * A total order: missing values last, equal rows by their place in the parts. `relation` is the name of what is ordered,
 * needed where the SELECT gives another value under the name of a column.
 */
export function orderSql(sort: Sort, relation = ''): string {
  const of = relation === '' ? '' : `${relation}.`;
  const keys = sort.map(
    ({ column, desc }) => `${of}${quoteIdentifier(column)} ${desc ? 'desc' : 'asc'} nulls last`,
  );
  return [...keys, `${of}_part`, `${of}_row`].join(', ');
}

/** The values that a row is sorted by; `String` of each is what a cursor keeps. */
export function sortKeysSql(sort: Sort): string[] {
  return sort.map(({ column }) => quoteIdentifier(column));
}

/** The condition that a row comes after the cursor in the order of `orderSql`. */
export function afterSql(
  cursor: Cursor,
  sort: Sort,
  columns: readonly LakeColumn[],
  parameters: SqlParameters,
): string {
  const part = `cast(${parameters.add(String(cursor.part))} as ubigint)`;
  const row = `cast(${parameters.add(String(cursor.row))} as bigint)`;
  const place = `(_part > ${part} or (_part = ${part} and _row > ${row}))`;
  return sort.reduceRight((rest, { column, desc }, index) => {
    const key = quoteIdentifier(column);
    const value = cursor.values[index] ?? null;
    if (value === null) return `(${key} is null and ${rest})`;
    const typed = `cast(${parameters.add(value)} as ${sortType(column, columns)})`;
    return `(${key} ${desc ? '<' : '>'} ${typed} or ${key} is null or (${key} = ${typed} and ${rest}))`;
  }, place);
}

function sortType(column: string, columns: readonly LakeColumn[]): string {
  return SQL_TYPES[columns.find(({ name }) => name === column)?.type ?? 'string'];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
