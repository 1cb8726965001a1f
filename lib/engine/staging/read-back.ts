/** Counts what was written by reading it again: an import succeeds on what is there, not on what was meant. */
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteLiteral } from '../../duckdb';
import { ROW_PROBLEM_CODES } from '../../problems';
import type { RowProblemCode } from '../../problems';
import { countSchema, readCounts } from './read-counts';

export interface OutputPart {
  path: string;
  rows: number;
  bytes: number;
}

export async function readBackParts(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<OutputPart[]> {
  if (paths.length === 0) return [];
  const result = await connection.runAndReadAll(
    `SELECT file_name AS path, num_rows AS rows
     FROM parquet_file_metadata([${paths.map(quoteLiteral).join(', ')}])`,
  );
  const found = z.array(z.object({ path: z.string(), rows: countSchema })).parse(result.getRowObjectsJson());
  const rowsOf = new Map(found.map(({ path, rows }) => [path, rows]));
  return Promise.all(
    paths.map(async (path) => ({ path, rows: rowsOf.get(path) ?? 0, bytes: (await stat(path)).size })),
  );
}

/** Missing values per output column over all parts, as the parts' own statistics have them. */
export async function readBackMissing(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  parts: readonly OutputPart[],
): Promise<Record<string, number>> {
  const names = outputColumns(definition).map((column) => column.name);
  if (parts.length === 0) return Object.fromEntries(names.map((name) => [name, 0]));
  const paths = parts.map((part) => quoteLiteral(part.path)).join(', ');
  const result = await connection.runAndReadAll(
    `SELECT path_in_schema AS name, sum(stats_null_count) AS missing FROM parquet_metadata([${paths}]) GROUP BY ALL`,
  );
  const found = z
    .array(z.object({ name: z.string(), missing: countSchema }))
    .parse(result.getRowObjectsJson());
  const missing = new Map(found.map((one) => [one.name, one.missing]));
  return Object.fromEntries(names.map((name) => [name, missing.get(name) ?? 0]));
}

export interface RejectCounts {
  /** Refused rows; a row may have several problems. */
  rows: number;
  problems: Partial<Record<RowProblemCode, number>>;
}

/** Of problems that are in the order of the file, a segment's in one part. */
export async function readBackRejects(
  connection: DuckDBConnection,
  parts: readonly OutputPart[],
): Promise<RejectCounts> {
  if (parts.length === 0) return { rows: 0, problems: {} };
  let rows = 0;
  for (const { path } of parts) {
    const counts = await readCounts(
      connection,
      `SELECT count(DISTINCT line) AS rows FROM ${parquetSql([path])}`,
    );
    rows += counts.rows ?? 0;
  }
  const result = await connection.runAndReadAll(
    `SELECT code, count(*) AS problems FROM ${parquetSql(parts.map((part) => part.path))} GROUP BY code ORDER BY code`,
  );
  const byCode = z
    .array(z.object({ code: z.enum(ROW_PROBLEM_CODES), problems: countSchema }))
    .parse(result.getRowObjectsJson());
  return { rows, problems: Object.fromEntries(byCode.map((one) => [one.code, one.problems])) };
}
