/**
 * The current rows of a zone as a relation: all parts of all commits without the rows that a later commit
 * replaced (merge on read with positional deletes, as in Apache Iceberg's version 2 tables). A part that retention
 * has removed is left out.
 */
import { parquetSql, quoteIdentifier, quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import type { PartCache } from '../part-cache';
import type { ImportPart, Snapshot } from '../snapshot';
import { sortParts, type PartOrder } from './sort-parts';
import { asColumnType, SQL_TYPES } from './sql-types';
import { positionsSql, withSuperseded } from './superseded-rows';
import { withConnection } from './with-connection';

export interface CurrentRowsRequest {
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  zone: RowZone;
  /** The columns of the definition. */
  columns: readonly LakeColumn[];
  /** Where given, only these parts of the snapshot, in its order. */
  parts?: readonly ImportPart[];
  /** How the rows are going to be sorted, for the speed of it. */
  order?: PartOrder | undefined;
}

/** What lies behind the relation. */
export interface CurrentFiles {
  /** All files that it reads. */
  paths: string[];
  /** The same relation with the rows that count no longer. */
  written: string;
  /** SQL of `(part, row)`: those rows, the part as in `_part`; null without any. */
  superseded: string | null;
}

/** A part whose file is here, and its place among all parts of the request. */
interface FoundPart extends ImportPart {
  path: string;
  place: number;
}

/** The lineage that every part stores. `_import` is stored only by a part of several imports. */
const STORED_LINEAGE: readonly LakeColumn[] = [
  { name: '_file', type: 'string' },
  { name: '_line', type: 'integer' },
  { name: '_flags', type: 'list' },
];

/**
 * Runs `run` with the relation as SQL text in brackets, and the number of rows that it lacks because their parts
 * have expired. Its columns are those of the request, `_file`, `_line`, `_flags`, `_import`, `_stored_import` (NULL
 * where the part is of one import), `_part` (place in the parts) and `_row` (place in the part). A column that a part
 * lacks is NULL. The files stay until `run` has settled.
 */
export async function withCurrentRows<Result>(
  request: CurrentRowsRequest,
  run: (relation: string, expiredRows: number, files: CurrentFiles) => Promise<Result>,
): Promise<Result> {
  const { snapshot, cache, zone } = request;
  const parts = request.parts ?? snapshot.parts(zone);
  const keys = parts.map(({ key }) => key);
  return cache.useFound(keys, async (paths) => {
    const all = parts.flatMap((part, place) => {
      const path = paths[place];
      return path ? [{ ...part, path, place }] : [];
    });
    const found = request.order ? await sortParts(request.db, all, request.order) : all;
    const expired = parts.filter((_part, place) => !paths[place]);
    const expiredRows = expired.reduce((sum, { rows }) => sum + rows, 0);
    const own = found.map(({ path }) => path);
    if (snapshot.superseded(zone).length === 0) {
      const relation = `(${await writtenSql(request, found)})`;
      return run(relation, expiredRows, { paths: own, written: relation, superseded: null });
    }
    return withSuperseded(request, async ({ relation: lists, files: listFiles, countIn }) => {
      const written = await writtenSql(request, found);
      const relation =
        found.length === 0
          ? `(${written})`
          : `(${written} anti join ${positionsSql(lists, found)} as superseded
              on superseded.part = stored.file_index and superseded.row = stored.file_row_number)`;
      const places = found.map(({ place }) => place);
      return run(relation, expiredRows - (await countIn(expired)), {
        paths: [...own, ...listFiles],
        written: `(${written})`,
        superseded: found.length === 0 ? null : positionsSql(lists, found, places),
      });
    });
  });
}

/** All rows of the parts, also those that a later commit has replaced: a SELECT from `stored`. */
async function writtenSql({ db, columns }: CurrentRowsRequest, found: readonly FoundPart[]): Promise<string> {
  const all = [...columns, ...STORED_LINEAGE];
  if (found.length === 0) return emptyRelation(all);
  const files = parquetSql(
    found.map(({ path }) => path),
    'union_by_name = true',
  );
  const storedTypes = await describe(db, files);
  const storedImport = storedTypes.has('_import') ? '_import' : 'null::varchar';
  const ofPart = `${listSql(found.map(({ importId }) => quoteLiteral(importId)))}[file_index::bigint + 1]`;
  return `select ${all.map((column) => storedColumnSql(column, storedTypes)).join(', ')},
    coalesce(${storedImport}, ${ofPart}) as _import, ${storedImport} as _stored_import,
    ${placeSql(found)} as _part, file_row_number as _row from ${files} as stored`;
}

function emptyRelation(columns: readonly LakeColumn[]): string {
  const typed = columns.map(({ name, type }) => `null::${SQL_TYPES[type]} as ${quoteIdentifier(name)}`);
  return `select ${typed.join(', ')}, null::varchar as _import, null::varchar as _stored_import,
    0::ubigint as _part, 0::bigint as _row where false`;
}

/** A cursor keeps a part's place among all parts, which must not change when one of them expires between two pages. */
function placeSql(found: readonly FoundPart[]): string {
  if (found.every(({ place }, index) => place === index)) return 'file_index';
  return `${listSql(found.map(({ place }) => String(place)))}[file_index::bigint + 1]::ubigint`;
}

function listSql(values: readonly string[]): string {
  return `[${values.join(', ')}]`;
}

/** @param storedTypes DuckDB type by column, the name in lower case */
export function storedColumnSql(
  { name, type }: LakeColumn,
  storedTypes: ReadonlyMap<string, string>,
): string {
  const identifier = quoteIdentifier(name);
  const storedType = storedTypes.get(name.toLowerCase());
  const value =
    storedType === undefined ? `null::${SQL_TYPES[type]}` : asColumnType(identifier, storedType, type);
  return `${value} as ${identifier}`;
}

/** DuckDB type by column, the name in lower case, as DuckDB ignores the case of names. */
async function describe(db: DuckDb, relation: string): Promise<Map<string, string>> {
  return withConnection(db, async (connection) => {
    const described = await connection.runAndReadAll(`describe select * from ${relation}`);
    return new Map(described.getRows().map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  });
}
