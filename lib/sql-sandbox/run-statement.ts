/** Runs a statement that has been checked, within limits of time, memory and size. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { openSealedDuckDb, quoteIdentifier } from '../duckdb';
import { LakeportError } from '../errors';
import { explainSqlError, invalidSql } from './invalid-sql';
import { writeSelect, type ParsedSelect } from './parse-select';

export const SQL_LIMITS = {
  /** Rows of an answer. */
  rowsMax: 1000,
  /** Of running, from when the files are on the local disk. */
  secondsMax: 10,
  /** DuckDB's own bound. */
  memoryMb: 512,
  /** By how much the process may grow, of which DuckDB counts only a part. */
  processMemoryMb: 1024,
  /** Of all values of an answer as text: AppSync carries no more. */
  answerBytesMax: 4 * 1024 ** 2,
};
export type SqlLimits = typeof SQL_LIMITS;

const WATCH_MS = 50;

/** A relation that the statement may read. */
export interface SqlRelation {
  name: string;
  /** SQL in brackets. */
  sql: string;
  /** The local files that it reads. */
  files: readonly string[];
}

export interface SqlAnswer {
  columns: { name: string; sqlType: string }[];
  rows: DuckDBValue[][];
  /** Whether there are more rows than were read. */
  cut: boolean;
}

/** @throws LakeportError `invalid-sql`, `query-timeout` */
export async function runStatement(
  select: ParsedSelect,
  relations: readonly SqlRelation[],
  limits: SqlLimits,
): Promise<SqlAnswer> {
  const files = relations.flatMap((relation) => relation.files);
  const db = await openSealedDuckDb(files, limits.memoryMb);
  try {
    const connection = await db.connect();
    return await withinLimits(connection, limits, async () => {
      for (const { name, sql } of relations) {
        await connection.run(`create temp view ${quoteIdentifier(name)} as select * from ${sql}`);
      }
      return await answer(connection, select, limits);
    });
  } catch (error) {
    throw explainSqlError(error, select.sql) ?? error;
  } finally {
    db.close();
  }
}

async function answer(
  connection: DuckDBConnection,
  select: ParsedSelect,
  { rowsMax, answerBytesMax }: SqlLimits,
): Promise<SqlAnswer> {
  // Only bound, so that an error names the place in the text as it was given.
  (await connection.prepare(select.sql)).destroySync();
  const result = await connection.stream(await withLimit(connection, select, rowsMax + 1));
  const types = result.columnTypes().map(String);
  const columns = result.columnNames().map((name, index) => ({ name, sqlType: types[index] ?? '' }));
  const rows: DuckDBValue[][] = [];
  let bytes = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return { columns, rows, cut: false };
    for (const row of chunk.getRows()) {
      bytes += row.reduce<number>((sum, value) => sum + String(value).length, 0);
      if (rows.length === rowsMax || bytes > answerBytesMax) return { columns, rows, cut: true };
      rows.push(row);
    }
  }
}

/** With its own limit if it has none, so that the first rows of an order are found without sorting all. */
async function withLimit(connection: DuckDBConnection, select: ParsedSelect, limit: number): Promise<string> {
  const sql = await writeSelect(connection, select);
  if (select.isLimited) return sql;
  return `${sql} LIMIT ${limit}`;
}

async function withinLimits<Result>(
  connection: DuckDBConnection,
  { secondsMax, processMemoryMb }: SqlLimits,
  work: () => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + secondsMax * 1000;
  const bytesMax = process.memoryUsage.rss() + processMemoryMb * 1024 ** 2;
  let stopped: LakeportError | undefined;
  // Again and again: an interrupt ends the statement that is running, not those that come after it.
  const watch = setInterval(() => {
    if (performance.now() > deadline) stopped ??= tooSlow(secondsMax);
    else if (process.memoryUsage.rss() > bytesMax) stopped ??= tooLarge();
    if (stopped) connection.interrupt();
  }, WATCH_MS);
  try {
    return await work();
  } catch (error) {
    if (stopped) throw stopped;
    throw error instanceof Error && error.message.startsWith('Out of Memory') ? tooLarge() : error;
  } finally {
    clearInterval(watch);
    connection.closeSync();
  }
}

function tooSlow(seconds: number): LakeportError {
  return new LakeportError('query-timeout', `The statement took longer than ${seconds} seconds.`, {
    resolution: 'Ask for less: filter rows with WHERE, or leave out joins.',
  });
}

function tooLarge(): LakeportError {
  return invalidSql(
    'The statement needs more memory than there is for it.',
    null,
    'Filter rows with WHERE, or group by a column with fewer different values.',
  );
}
