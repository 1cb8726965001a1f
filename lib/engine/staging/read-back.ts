/** Counts what was written by reading it again: an import succeeds on what is there, not on what was meant. */
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteLiteral } from '../../duckdb';
import { ROW_PROBLEM_CODES } from '../../problems';
import type { RowProblemCode } from '../../problems';
import { countSchema } from './read-counts';

export interface OutputPart {
  path: string;
  rows: number;
  bytes: number;
}

export interface RowParts {
  /** In the order of their paths. */
  parts: OutputPart[];
  /** Missing values per output column over all parts. */
  missing: Record<string, number>;
}

/** What the parts' own metadata say of their rows. */
export async function readBackRows(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  paths: readonly string[],
): Promise<RowParts> {
  const columns = paths.length === 0 ? [] : await readColumns(connection, paths);
  const rowsOf = new Map(columns.map(({ path, rows }) => [path, rows]));
  const missingIn = new Map<string, number>();
  for (const { name, missing } of columns) missingIn.set(name, (missingIn.get(name) ?? 0) + missing);
  return {
    parts: await Promise.all(paths.map((path) => partOf(path, rowsOf.get(path) ?? 0))),
    missing: Object.fromEntries(
      outputColumns(definition).map(({ name }) => [name, missingIn.get(name) ?? 0]),
    ),
  };
}

const columnsSchema = z.array(
  z.object({ path: z.string(), name: z.string(), rows: countSchema, missing: countSchema }),
);

/** Each column of each part. */
async function readColumns(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<z.infer<typeof columnsSchema>> {
  const result = await connection.runAndReadAll(
    `SELECT file_name AS path, path_in_schema AS name, sum(row_group_num_rows) AS rows,
            sum(stats_null_count) AS missing
     FROM parquet_metadata([${paths.map(quoteLiteral).join(', ')}]) GROUP BY ALL`,
  );
  return columnsSchema.parse(result.getRowObjectsJson());
}

export interface RejectParts {
  /** In the order of their paths; their rows are problems. */
  parts: OutputPart[];
  /** Refused rows; a row may have several problems. */
  rows: number;
  problems: Partial<Record<RowProblemCode, number>>;
}

/** The line that counts all problems has no code. */
const rejectCountsSchema = z.array(
  z.object({ code: z.enum(ROW_PROBLEM_CODES).nullable(), problems: countSchema, rows: countSchema }),
);

/** Of parts that share no row. They are read one by one, so that the lines of one alone are in memory. */
export async function readBackRejects(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<RejectParts> {
  const parts: OutputPart[] = [];
  const problemsOf = new Map<RowProblemCode, number>();
  let refused = 0;
  for (const path of paths) {
    const result = await connection.runAndReadAll(
      `SELECT code, count(*) AS problems, count(DISTINCT line) AS rows
       FROM ${parquetSql([path])} GROUP BY GROUPING SETS ((code), ())`,
    );
    for (const { code, problems, rows } of rejectCountsSchema.parse(result.getRowObjectsJson())) {
      if (code !== null) {
        problemsOf.set(code, (problemsOf.get(code) ?? 0) + problems);
      } else {
        refused += rows;
        parts.push(await partOf(path, problems));
      }
    }
  }
  return { parts, rows: refused, problems: Object.fromEntries([...problemsOf].toSorted()) };
}

async function partOf(path: string, rows: number): Promise<OutputPart> {
  return { path, rows, bytes: (await stat(path)).size };
}
