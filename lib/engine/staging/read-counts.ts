import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';

/** A number of rows, as DuckDB's JSON has it. */
export const countSchema = z.coerce.number().int().nonnegative();

/** The one row of counts that a statement gives, by name; of one that fills a table, `Count`. */
export async function readCounts(
  connection: DuckDBConnection,
  sql: string,
  parameters?: Record<string, string>,
): Promise<Record<string, number>> {
  const result = await connection.runAndReadAll(sql, parameters);
  const [row = {}] = z.array(z.record(z.string(), countSchema)).parse(result.getRowObjectsJson());
  return row;
}
