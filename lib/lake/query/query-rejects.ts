/** The problems of an import's refused rows, page by page, and how they spread over codes and columns. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { DuckDb } from '../../duckdb';
import { ROW_PROBLEM_CODES, ROW_PROBLEM_COLUMNS, type RowProblem } from '../../problems';
import type { PartCache } from '../part-cache';
import { checkPageBounds, type PageBounds } from './page-bounds';
import { SqlParameters } from './sql-parameters';
import { withRejects } from './stored-rejects';
import { withConnection } from './with-connection';

const integer = z.coerce.number().int().nonnegative();

const rowProblemSchema: z.ZodType<RowProblem> = z.object({
  file: z.string(),
  line: integer,
  byte_offset: integer,
  column: z.string().nullable(),
  code: z.enum(ROW_PROBLEM_CODES),
  message: z.string(),
  raw: z.string(),
  suggestion: z.string().nullable(),
});

const problemGroupSchema = z.object({
  code: z.enum(ROW_PROBLEM_CODES),
  column: z.string().nullable(),
  problems: integer,
  /** Rows that have such a problem. */
  rows: integer,
});

/** Problems of one kind in one column; a row can have several. */
export type ProblemGroup = z.infer<typeof problemGroupSchema>;

export interface RejectsQuery {
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  dataset: string;
  importId: string;
  code?: string;
  /** Problems of this column; those of the row as a whole have none. */
  column?: string;
  /** 1 to 1,000; 100 without it. */
  limit?: number;
  offset?: number;
}

export interface RejectsPage {
  /** In the order of the file. */
  rows: RowProblem[];
  /** Problems that fit the filters. */
  total: number;
  /** Over all problems of the import, the most frequent first. */
  groups: ProblemGroup[];
}

/** @throws LakeportError `not-found` when the import's refused rows are not stored, or no longer */
export async function queryRejects(query: RejectsQuery): Promise<RejectsPage> {
  const { limit, offset } = checkPageBounds(query);
  return withRejects(query, (relation) =>
    withConnection(query.db, (connection) => readRejects(connection, relation, { ...query, limit, offset })),
  );
}

async function readRejects(
  connection: DuckDBConnection,
  relation: string,
  { code, column, limit, offset }: RejectsQuery & PageBounds,
): Promise<RejectsPage> {
  const parameters = new SqlParameters();
  const conditions = ['true'];
  if (code !== undefined) conditions.push(`code = ${parameters.add(code)}`);
  if (column !== undefined) conditions.push(`"column" = ${parameters.add(column)}`);
  const fitting = `from ${relation} where ${conditions.join(' and ')}`;
  const names = ROW_PROBLEM_COLUMNS.map((name) => `"${name}"`).join(', ');
  const read = async (sql: string, values?: Record<string, string>) =>
    (await connection.runAndReadAll(sql, values)).getRowObjects();
  const rows = await read(
    `select ${names} ${fitting} order by file, line, byte_offset, file_row_number limit ${limit} offset ${offset}`,
    parameters.values,
  );
  const counted = await read(`select count(*) as total ${fitting}`, parameters.values);
  const groups = await read(
    `select code, "column", count(*) as problems,
       count(distinct (file, byte_offset)) as rows from ${relation} group by all order by problems desc, code, "column"`,
  );
  return {
    rows: rows.map((row) => rowProblemSchema.parse(row)),
    total: Number(counted[0]?.total),
    groups: groups.map((group) => problemGroupSchema.parse(group)),
  };
}
