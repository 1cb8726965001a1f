import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { z } from 'zod';
import type { Field } from '../../dataset/field';
import { quoteIdentifier } from '../../duckdb';
import { LakeportError } from '../../errors';
import { SqlParameters } from '../typing/sql-parameters';
import { parquetTextSql } from './parquet-text-sql';

export interface ParquetColumn {
  name: string;
  /** As DuckDB calls it, for example `DECIMAL(18,2)`. */
  type: string;
}

/** A column to read, and the field whose spelling its texts are to have. */
export interface ParquetCell {
  column: string;
  field: Field;
}

/** Small row groups are read together, up to about so many rows. */
const ROWS_AT_ONCE = 20_480;
/** `hive_partitioning` would take columns from the folders of the path. */
const RELATION = 'read_parquet($path, hive_partitioning = false)';
/** A column that every Parquet relation of DuckDB has, unless the file has one of the same name. */
const ROW_NUMBER = 'file_row_number';

const columnsSchema = z.array(z.object({ name: z.string(), type: z.string() }));
const groupsSchema = z.array(z.object({ rows: z.coerce.number().int() }));

/**
 * The columns of a Parquet file and its number of rows. `path` must hold none of `*?[`, which DuckDB takes for
 * a pattern of several files.
 * @throws LakeportError `source-error` for a damaged file, and for one with a column `file_row_number`.
 */
export async function openParquetRows(
  connection: DuckDBConnection,
  path: string,
): Promise<{ columns: ParquetColumn[]; rows: number }> {
  return readingParquet(async () => {
    const described = await connection.runAndReadAll(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${RELATION})`,
      { path },
    );
    const columns = columnsSchema.parse(described.getRowObjectsJson());
    const groups = await readRowGroups(connection, path);
    if (columns.some(({ name }) => name.toLowerCase() === ROW_NUMBER)) {
      throw new LakeportError('source-error', `A Parquet file with a column ${ROW_NUMBER} cannot be read.`, {
        resolution: 'Give the column another name.',
      });
    }
    return { columns, rows: groups.reduce((sum, rows) => sum + rows, 0) };
  });
}

/**
 * All rows in the file's order, as texts in the order of `cells`, in batches of up to 2,048. Memory is bounded
 * by a batch, or by the pages of a row group. The connection must be nobody else's until the last batch: another
 * query on it would end the open stream early, without an error.
 * @throws LakeportError `source-error` for a damaged file.
 */
export async function* readParquetRows(
  connection: DuckDBConnection,
  path: string,
  cells: readonly ParquetCell[],
): AsyncGenerator<(string | null)[][]> {
  const { columns } = await openParquetRows(connection, path);
  const parameters = new SqlParameters();
  const texts = cells.map(({ column, field }) => {
    const type = columns.find(({ name }) => name === column)?.type;
    if (type === undefined) throw new RangeError(`The file has no column ${column}.`);
    return parquetTextSql(quoteIdentifier(column), type, field, parameters);
  });
  const select = `SELECT ${[ROW_NUMBER, ...texts].join(', ')} FROM ${RELATION}`;
  let rowNumber = 0;
  for (const range of rangesOf(await readingParquet(() => readRowGroups(connection, path)))) {
    const sql = `${select} WHERE ${ROW_NUMBER} BETWEEN ${range.first} AND ${range.last} ${range.order}`;
    const result = await readingParquet(() => connection.stream(sql, { path, ...parameters.values }));
    for (let batch = await nextBatch(result); batch.length > 0; batch = await nextBatch(result)) {
      for (const { number } of batch) {
        if (number !== rowNumber) throw new LakeportError('invariant-broken', 'Rows came in another order.');
        rowNumber += 1;
      }
      yield batch.map(({ texts: row }) => row);
    }
  }
}

interface NumberedRow {
  /** From 0. */
  number: number;
  texts: (string | null)[];
}

/** Empty at the end. */
async function nextBatch(result: DuckDBResult): Promise<NumberedRow[]> {
  const chunk = await readingParquet(() => result.fetchChunk());
  const rows = chunk?.getRows() ?? [];
  return rows.map(([number, ...values]) => ({
    number: Number(number),
    texts: values.map((value) => (value === null ? null : String(value))),
  }));
}

/** The number of rows of each row group. */
async function readRowGroups(connection: DuckDBConnection, path: string): Promise<number[]> {
  const result = await connection.runAndReadAll(
    `SELECT any_value(row_group_num_rows) AS rows FROM parquet_metadata($path)
     GROUP BY row_group_id ORDER BY row_group_id`,
    { path },
  );
  return groupsSchema.parse(result.getRowObjectsJson()).map(({ rows }) => rows);
}

interface RowRange {
  first: number;
  last: number;
  /** The clause that puts the rows in order, where that is needed. */
  order: string;
}

/**
 * The rows in the order they are read: threads take a row group each, so that one alone comes in order, and
 * several small ones are sorted.
 */
function rangesOf(groups: readonly number[]): RowRange[] {
  const ranges: RowRange[] = [];
  let first = 0;
  let end = 0;
  let count = 0;
  for (const [index, rows] of groups.entries()) {
    end += rows;
    count += 1;
    const isLast = index === groups.length - 1;
    if (end === first || (!isLast && end - first + (groups[index + 1] ?? 0) <= ROWS_AT_ONCE)) continue;
    ranges.push({ first, last: end - 1, order: count > 1 ? `ORDER BY ${ROW_NUMBER}` : '' });
    first = end;
    count = 0;
  }
  return ranges;
}

/** Runs a read of the file and says in our own words that it failed. */
async function readingParquet<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof LakeportError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    // These are no fault of the file.
    if (/^(Out of Memory|INTERRUPT)/i.test(reason)) throw cause;
    throw new LakeportError('source-error', `The Parquet file could not be read: ${firstLine(reason)}`, {
      resolution: 'The file may be damaged or cut short: write it again.',
      cause,
    });
  }
}

/** Without the place in the SQL, which means nothing to who sent the file. */
function firstLine(reason: string): string {
  return reason.split('\n', 1)[0] ?? reason;
}
