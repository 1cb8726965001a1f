/**
 * Parts in the order of what they hold: the first rows of an order are then found in the first of them, and DuckDB
 * leaves out those that can have none. Only speed depends on it.
 */
import { quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import { SQL_TYPES } from './sql-types';
import { withConnection } from './with-connection';

/** Fewer rows are sorted in less time than it takes to look at what their parts hold. */
const ROWS_MIN = 500_000;

export interface PartOrder {
  column: LakeColumn;
  desc: boolean;
}

/** Those with the greatest values first, or with the least; without a known bound last. */
export async function sortParts<Part extends { path: string; rows: number }>(
  db: DuckDb,
  parts: readonly Part[],
  { column, desc }: PartOrder,
): Promise<Part[]> {
  if (parts.length < 2 || parts.reduce((sum, { rows }) => sum + rows, 0) < ROWS_MIN) return [...parts];
  const bound = desc ? 'max(try_cast(stats_max_value as TYPE))' : 'min(try_cast(stats_min_value as TYPE))';
  const files = parts.map(({ path }) => quoteLiteral(path)).join(', ');
  const sorted = await withConnection(db, (connection) =>
    connection.runAndReadAll(
      `select file_name from parquet_metadata([${files}]) where path_in_schema = ${quoteLiteral(column.name)}
       group by file_name order by ${bound.replace('TYPE', SQL_TYPES[column.type])} ${desc ? 'desc' : 'asc'} nulls last`,
    ),
  );
  const places = new Map(sorted.getRows().map(([path], place) => [String(path), place]));
  const placeOf = ({ path }: Part) => places.get(path) ?? parts.length;
  return parts.toSorted((one, other) => placeOf(one) - placeOf(other));
}
