/** Pages of a dataset's current rows: filtered, searched, sorted, with their lineage. */
import type { DuckDb } from '../../duckdb';
import { LakeportError } from '../../errors';
import { withLineage, type LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import type { PartCache } from '../part-cache';
import type { Snapshot } from '../snapshot';
import { withCurrentRows } from './current-rows';
import { decodeCursor, fingerprint, type Cursor } from './cursor';
import { checkFilter, type Filter } from './filters';
import type { JsonValue } from './json-values';
import { checkPageBounds } from './page-bounds';
import { partsForFilters } from './parts-for-filters';
import { conditionSql, readPage, type CheckedQuery } from './read-page';
import { checkSort, type Sort } from './sort';
import type { PartOrder } from './sort-parts';
import { SqlParameters } from './sql-parameters';
import { withConnection } from './with-connection';

export type RecordRow = Record<string, JsonValue>;

export interface RecordsQuery {
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  /** The columns of the definition, in its order. */
  columns: readonly LakeColumn[];
  zone: RowZone;
  /** Names of columns and lineage to return; the definition's columns without it. */
  select?: readonly string[];
  filters?: readonly Filter[];
  /** Text to look for in every column, in any case. */
  search?: string;
  sort?: Sort;
  /** 1 to 1,000; 100 without it. */
  limit?: number;
  offset?: number;
  /** Of the page before; instead of an offset. */
  cursor?: string;
  /** Whether to count all rows that fit, which is a query of its own when there are filters. */
  withTotal?: boolean;
}

export interface RecordsPage {
  columns: LakeColumn[];
  rows: RecordRow[];
  /** Rows that fit, over all pages; null when not asked for. */
  total: number | null;
  /** For the next page; null on the last. */
  cursor: string | null;
  /** Rows that are not among them because retention has removed their parts; null when there are none. */
  expiredRows: number | null;
  /** The commit that the page shows. */
  sequence: number;
  seconds: number;
}

/** @throws LakeportError `invalid-filter`, `invalid-request`, `invalid-cursor`, `query-timeout` */
export async function queryRecords(query: RecordsQuery): Promise<RecordsPage> {
  const startedAt = performance.now();
  const checked = check(query);
  const { snapshot, parts, selected } = checked;
  return withCurrentRows(
    { ...query, snapshot, parts, order: partOrder(query, checked) },
    async (relation, expiredRows, files) => {
      const [page, total] = await Promise.all([
        readPage(query, checked, relation, files),
        query.withTotal ? countRows(query, checked, relation, expiredRows) : null,
      ]);
      return {
        columns: selected,
        ...page,
        total,
        expiredRows: expiredRows === 0 ? null : expiredRows,
        sequence: snapshot.sequence,
        seconds: (performance.now() - startedAt) / 1000,
      };
    },
  );
}

function partOrder({ columns }: RecordsQuery, { sort: [first] }: CheckedQuery): PartOrder | undefined {
  const column = withLineage(columns).find(({ name }) => name === first?.column);
  return first && column && { column, desc: first.desc };
}

function check(query: RecordsQuery): CheckedQuery {
  const { columns, zone } = query;
  const { limit, offset } = checkPageBounds(query);
  const known = withLineage(columns);
  const filters = (query.filters ?? []).map((filter) => checkFilter(filter, known));
  const sort = checkSort(query.sort ?? [], known);
  const search = query.search ?? '';
  const name = fingerprint([query.snapshot.dataset, zone, filters, search, sort]);
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, name);
  const snapshot = cursor ? snapshotOf(cursor, query.snapshot) : query.snapshot;
  const parts = partsForFilters(snapshot, zone, filters, columns);
  return {
    snapshot,
    name,
    selected: selectColumns(query),
    filters,
    search,
    sort,
    limit,
    offset,
    cursor,
    parts,
  };
}

function snapshotOf(cursor: Cursor, snapshot: Snapshot): Snapshot {
  const { sequence } = cursor;
  if (sequence >= snapshot.switchedAt && sequence <= snapshot.sequence) return snapshot.at(sequence);
  throw new LakeportError(
    'invalid-cursor',
    `The cursor belongs to commit ${sequence}, which cannot be read from here.`,
    {
      resolution: 'Begin again without a cursor.',
    },
  );
}

function selectColumns({ select, columns }: RecordsQuery): LakeColumn[] {
  const known = withLineage(columns).map(({ name, type, unit, title }) => ({ name, type, unit, title }));
  if (!select) return known.slice(0, columns.length);
  return select.map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (column) return column;
    throw new LakeportError('invalid-request', `There is no column ${name}.`, {
      resolution: `The columns are ${known.map((candidate) => candidate.name).join(', ')}.`,
    });
  });
}

async function countRows(
  { db, columns, zone }: RecordsQuery,
  query: CheckedQuery,
  relation: string,
  expiredRows: number,
): Promise<number> {
  const isAll = query.filters.length === 0 && query.search === '';
  if (isAll) return query.snapshot.currentRows(zone) - expiredRows;
  const parameters = new SqlParameters();
  const sql = `select count(*) from ${relation} where ${conditionSql(query, columns, parameters)}`;
  return withConnection(db, async (connection) => {
    const counted = await connection.runAndReadAll(sql, parameters.values);
    return Number(counted.getRows()[0]?.[0]);
  });
}
