/** The whole result of a question as one local file. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral, type DuckDb } from '../../duckdb';
import type { ExportFormat } from '../../exports';
import { LakeportError } from '../../errors';
import { withLineage, type LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import type { PartCache } from '../part-cache';
import { searchSql } from '../query/contains-sql';
import { orderSql } from '../query/cursor';
import { withCurrentRows } from '../query/current-rows';
import { filterSql } from '../query/filter-sql';
import { partsForFilters } from '../query/parts-for-filters';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';
import type { Snapshot } from '../snapshot';
import type { CheckedQuestion } from './check-question';
import { copySql, outputSql } from './export-format';

export interface WriteRowsOptions {
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder and write `path`. */
  db: DuckDb;
  zone: RowZone;
  /** The columns of the definition. */
  columns: readonly LakeColumn[];
  question: CheckedQuestion;
  format: ExportFormat;
  path: string;
  /** Ends the work; the promise then rejects. */
  signal: AbortSignal;
  timeoutMs: number;
  /** Hears how many rows there will be before the first one is written. */
  onCounted: (rows: number) => void;
}

/**
 * Writes the rows in the order that the pages of `queryRecords` have, and gives their number.
 * @throws LakeportError `invariant-broken` when the file has another number of rows than were counted;
 * `file-too-large` when the scratch disk does not hold it
 */
export async function writeRows(options: WriteRowsOptions): Promise<number> {
  const { snapshot, zone, columns, question, format, path, signal } = options;
  const parts = partsForFilters(snapshot, zone, question.filters, columns);
  return withCurrentRows({ ...options, parts }, async (relation) => {
    const parameters = new SqlParameters();
    const known = withLineage(columns);
    const condition = `${filterSql(question.filters, known, parameters)}
      and ${searchSql(question.search, columns, parameters)}`;
    const rows = `select ${outputSql(question.selected, format)} from ${relation} as stored where ${condition}
      order by ${orderSql(question.sort, 'stored')}`;
    const counting = `select count(*) from ${relation} where ${condition}`;
    return interruptible(options, async (connection) => {
      const counted = await numberFrom(connection, counting, parameters);
      options.onCounted(counted);
      signal.throwIfAborted();
      const sql = copySql(rows, quoteLiteral(path), format);
      const written = await numberFrom(connection, sql, parameters).catch(explainFullDisk);
      if (written === counted) return written;
      throw new LakeportError(
        'invariant-broken',
        `The export has ${written} rows where ${counted} were counted. Nothing was stored.`,
      );
    });
  });
}

async function interruptible<Result>(
  { db, signal, timeoutMs }: WriteRowsOptions,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  return withConnection(
    db,
    async (connection) => {
      signal.throwIfAborted();
      const interrupt = () => connection.interrupt();
      signal.addEventListener('abort', interrupt);
      try {
        return await work(connection);
      } finally {
        signal.removeEventListener('abort', interrupt);
      }
    },
    timeoutMs,
  );
}

async function numberFrom(
  connection: DuckDBConnection,
  sql: string,
  parameters: SqlParameters,
): Promise<number> {
  const answer = await connection.runAndReadAll(sql, parameters.values);
  return Number(answer.getRows()[0]?.[0]);
}

function explainFullDisk(error: unknown): never {
  if (error instanceof Error && /no space left|max_temp_directory_size|disk quota/i.test(error.message)) {
    throw new LakeportError('file-too-large', 'The rows need more scratch disk than an export has.', {
      resolution: 'Ask for Parquet, which is smallest, for fewer columns, or for fewer rows by filters.',
      cause: error,
    });
  }
  throw error;
}
