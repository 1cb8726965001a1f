import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetSql, quoteLiteral } from '../duckdb';
import { ROW_PROBLEM_COLUMNS } from '../problems';

/**
 * The problems of some files as RFC 4180 text with a header, part by part, so that little disk is used however
 * many there are.
 * @param parts Parquet files of problems, in the order in which they are wanted
 * @param dir for one part at a time; `connection` must be allowed to write there
 */
export async function* rejectsCsv(
  connection: DuckDBConnection,
  parts: readonly { path: string }[],
  dir: string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${ROW_PROBLEM_COLUMNS.join(',')}\n`);
  const scratch = path.join(dir, 'rejects-part.csv');
  try {
    for (const part of parts) {
      await connection.run(
        `COPY (SELECT * EXCLUDE (file_row_number)
               FROM ${parquetSql([part.path], 'file_row_number = true')} ORDER BY file_row_number)
         TO ${quoteLiteral(scratch)} (FORMAT csv, HEADER false)`,
      );
      yield* createReadStream(scratch);
    }
  } finally {
    await rm(scratch, { force: true });
  }
}

/** Puts the problems of some files into one Parquet file, `target`. */
export async function mergeRejects(
  connection: DuckDBConnection,
  parts: readonly { path: string }[],
  target: string,
): Promise<void> {
  const rows = parquetSql(parts.map((part) => part.path));
  await connection.run(`COPY (FROM ${rows}) TO ${quoteLiteral(target)} (FORMAT parquet, COMPRESSION zstd)`);
}
