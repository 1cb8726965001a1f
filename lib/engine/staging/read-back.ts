/** Counts what was written by reading it again: an import succeeds on what is there, not on what was meant. */
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { quoteIdentifier, quoteLiteral } from '../../duckdb';
import { ROW_PROBLEM_CODES } from '../../problems';
import type { RowProblemCode } from '../../problems';
import { filesSql } from './late-problems';

export interface OutputPart {
  path: string;
  rows: number;
  bytes: number;
}

const count = z.coerce.number().int().nonnegative();

export async function readBackParts(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<OutputPart[]> {
  if (paths.length === 0) return [];
  const result = await connection.runAndReadAll(
    `SELECT file_name AS path, num_rows AS rows FROM parquet_file_metadata(${filesSql(paths)})`,
  );
  const found = z.array(z.object({ path: z.string(), rows: count })).parse(result.getRowObjectsJson());
  const rowsOf = new Map(found.map(({ path, rows }) => [path, rows]));
  return Promise.all(
    paths.map(async (path) => ({ path, rows: rowsOf.get(path) ?? 0, bytes: (await stat(path)).size })),
  );
}

/** Missing values per output column over all parts. */
export async function readBackMissing(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  parts: readonly OutputPart[],
): Promise<Record<string, number>> {
  const names = outputColumns(definition).map((column) => column.name);
  if (parts.length === 0) return Object.fromEntries(names.map((name) => [name, 0]));
  const items = names.map((name, index) => `count(*) - count(${quoteIdentifier(name)}) AS missing${index}`);
  const files = filesSql(parts.map((part) => part.path));
  const [row] = await readCounts(connection, `SELECT ${items.join(', ')} FROM read_parquet(${files})`);
  return Object.fromEntries(names.map((name, index) => [name, row?.[`missing${index}`] ?? 0]));
}

export interface RejectCounts {
  /** Refused rows; a row may have several problems. */
  rows: number;
  problems: Partial<Record<RowProblemCode, number>>;
}

export async function readBackRejects(connection: DuckDBConnection, parquet: string): Promise<RejectCounts> {
  const file = quoteLiteral(parquet);
  const [row] = await readCounts(
    connection,
    `SELECT count(DISTINCT line) AS rows FROM read_parquet(${file})`,
  );
  const result = await connection.runAndReadAll(
    `SELECT code, count(*) AS problems FROM read_parquet(${file}) GROUP BY code ORDER BY code`,
  );
  const byCode = z
    .array(z.object({ code: z.enum(ROW_PROBLEM_CODES), problems: count }))
    .parse(result.getRowObjectsJson());
  return {
    rows: row?.rows ?? 0,
    problems: Object.fromEntries(byCode.map((one) => [one.code, one.problems])),
  };
}

async function readCounts(connection: DuckDBConnection, sql: string): Promise<Record<string, number>[]> {
  const result = await connection.runAndReadAll(sql);
  return z.array(z.record(z.string(), count)).parse(result.getRowObjectsJson());
}
