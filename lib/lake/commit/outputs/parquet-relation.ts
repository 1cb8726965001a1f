/** Local Parquet files as SQL text: no statement here takes text that a user chose. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetSql, quoteLiteral } from '../../../duckdb';

/** Columns of different files are matched by name. */
export function parquetRelation(paths: readonly string[]): string {
  return parquetSql(paths, 'union_by_name = true');
}

/** Writes the rows of a query to a file. `lz4` is for files that are read once and dropped. */
export async function copyToParquet(
  connection: DuckDBConnection,
  sql: string,
  path: string,
  compression: 'zstd' | 'lz4' = 'zstd',
): Promise<void> {
  await connection.run(`copy (${sql}) to ${quoteLiteral(path)} (format parquet, compression ${compression})`);
}

export async function countRows(connection: DuckDBConnection, relation: string): Promise<number> {
  const counted = await connection.runAndReadAll(`select count(*) from ${relation}`);
  return Number(counted.getRows()[0]?.[0]);
}
