/** The rows of one page, in their order. */
import type { DuckDBValue } from '@duckdb/node-api';
import { quoteIdentifier } from '../../duckdb';
import { withLineage, type LakeColumn } from '../columns';
import type { Snapshot, ImportPart } from '../snapshot';
import { searchSql } from './contains-sql';
import type { CurrentFiles } from './current-rows';
import { afterSql, encodeCursor, orderSql, sortKeysSql, type Cursor } from './cursor';
import { filterSql } from './filter-sql';
import type { Filter } from './filters';
import { toJsonValue } from './json-values';
import type { RecordRow, RecordsPage, RecordsQuery } from './query-records';
import { readRowsAt, type RowPlace } from './rows-at';
import type { Sort } from './sort';
import { SqlParameters } from './sql-parameters';
import { withConnection } from './with-connection';

/** A query whose parts have been checked against the columns and the cursor. */
export interface CheckedQuery {
  snapshot: Snapshot;
  name: string;
  selected: LakeColumn[];
  filters: Filter[];
  search: string;
  sort: Sort;
  limit: number;
  offset: number;
  cursor: Cursor | null;
  parts: ImportPart[];
}

type PageSource = Pick<RecordsQuery, 'db' | 'cache' | 'columns'>;
type Page = Pick<RecordsPage, 'rows' | 'cursor'>;

/** Further down it is faster to leave out the rows that count no longer while sorting. */
const OVERREAD_OFFSET_MAX = 10_000;
/** So many rows more are sorted than are wanted, and once more as many as those. */
const OVERREAD_ROWS = 100;

/**
 * Of an order, only the keys are sorted: the columns of a page's hundred rows are read afterwards, by their places.
 * @param relation of the current rows
 */
export async function readPage(
  source: PageSource,
  query: CheckedQuery,
  relation: string,
  files: CurrentFiles,
): Promise<Page> {
  return query.sort.length === 0
    ? readUnsorted(source, query, relation)
    : readSorted(source, query, relation, files);
}

async function readUnsorted(source: PageSource, query: CheckedQuery, relation: string): Promise<Page> {
  const { limit, offset } = query;
  const outputs = storedColumns(query.selected).map(({ name }) => quoteIdentifier(name));
  const found = await select(source, query, { from: relation, outputs, limit: limit + 1, offset });
  const rows = found.slice(0, limit);
  const values = rows.map((row) => row.slice(2));
  return { rows: toRecords(query, rows.map(placeOf), values), cursor: cursorAfter(query, found) };
}

async function readSorted(
  source: PageSource,
  query: CheckedQuery,
  relation: string,
  files: CurrentFiles,
): Promise<Page> {
  const found = await findSorted(source, query, relation, files);
  const places = found.slice(0, query.limit).map(placeOf);
  const columns = storedColumns(query.selected).map((column) => ({
    ...column,
    name: column.name === '_stored_import' ? '_import' : column.name,
  }));
  const values = await readRowsAt({ ...source, parts: query.parts, columns }, places);
  return { rows: toRecords(query, places, values), cursor: cursorAfter(query, found) };
}

/** Place and sort keys of the page's rows and of the one after it. */
async function findSorted(
  source: PageSource,
  query: CheckedQuery,
  relation: string,
  { written, superseded }: CurrentFiles,
): Promise<DuckDBValue[][]> {
  const { sort, limit, offset } = query;
  const outputs = sortKeysSql(sort);
  const wanted = offset + limit + 1;
  if (superseded !== null && offset <= OVERREAD_OFFSET_MAX) {
    // To leave the superseded rows out of the few that come first costs far less than to leave them out of all.
    const overread = 2 * (wanted + OVERREAD_ROWS);
    const first = await select(source, query, {
      from: written,
      outputs,
      limit: overread,
      offset: 0,
      superseded,
    });
    const current = first.filter((values) => values.at(-1) === false);
    if (first.length < overread || current.length >= wanted) return current.slice(offset, wanted);
  }
  return select(source, query, { from: relation, outputs, limit: limit + 1, offset });
}

interface Selection {
  from: string;
  outputs: string[];
  limit: number;
  offset: number;
  /** Where given, each row ends with whether it is among these. */
  superseded?: string;
}

/** Rows of the part, the row and the outputs. */
async function select(
  { db, columns }: PageSource,
  query: CheckedQuery,
  { from, outputs, limit, offset, superseded }: Selection,
): Promise<DuckDBValue[][]> {
  const parameters = new SqlParameters();
  const conditions = [conditionSql(query, columns, parameters)];
  if (query.cursor) conditions.push(afterSql(query.cursor, query.sort, withLineage(columns), parameters));
  const sql = `select ${['_part', '_row', ...outputs].join(', ')} from ${from} where ${conditions.join(' and ')}
    order by ${orderSql(query.sort)} limit ${limit} offset ${offset}`;
  const marked = `select found.*, _gone_row is not null from (${sql}) as found
    left join (select part as _gone_part, row as _gone_row from ${superseded}) as gone
      on _gone_part = found._part and _gone_row = found._row order by ${orderSql(query.sort)}`;
  return withConnection(db, async (connection) =>
    (await connection.runAndReadAll(superseded ? marked : sql, parameters.values)).getRows(),
  );
}

export function conditionSql(
  { filters, search }: CheckedQuery,
  columns: readonly LakeColumn[],
  parameters: SqlParameters,
): string {
  return `${filterSql(filters, withLineage(columns), parameters)} and ${searchSql(search, columns, parameters)}`;
}

/** Most parts are of one import, which is known here: a text for each of millions of rows would be made for nothing. */
function storedColumns(selected: readonly LakeColumn[]): LakeColumn[] {
  return selected.map((column) =>
    column.name === '_import' ? { ...column, name: '_stored_import' } : column,
  );
}

function placeOf([part, row]: DuckDBValue[]): RowPlace {
  return { part: Number(part), row: Number(row) };
}

/** `values` are those of the selected columns. */
function toRecords(
  { selected, parts }: CheckedQuery,
  places: readonly RowPlace[],
  values: readonly DuckDBValue[][],
): RecordRow[] {
  return places.map(({ part }, index) => {
    const ofPart = parts[part]?.importId ?? null;
    return Object.fromEntries(
      selected.map(({ name }, column) => {
        const value = toJsonValue(values[index]?.[column] ?? null);
        return [name, name === '_import' ? (value ?? ofPart) : value];
      }),
    );
  });
}

/** Null when there is no row after the page's last one. */
function cursorAfter(
  { snapshot, name, sort, limit }: CheckedQuery,
  found: readonly DuckDBValue[][],
): string | null {
  const last = found.length > limit ? found[limit - 1] : undefined;
  if (!last) return null;
  return encodeCursor({
    sequence: snapshot.sequence,
    query: name,
    values: last.slice(2, 2 + sort.length).map((value) => (value === null ? null : String(value))),
    ...placeOf(last),
  });
}
