/**
 * The current rows of a zone as a relation: all parts of all commits without the rows that a later commit
 * replaced (merge on read with positional deletes, as in Apache Iceberg's version 2 tables).
 */
import { parquetSql, quoteIdentifier, quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import type { PartCache } from '../part-cache';
import type { ImportPart, Snapshot } from '../snapshot';
import { asColumnType, SQL_TYPES } from './sql-types';
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
}

/** The lineage that a part stores; `_import` follows from the part. */
const STORED_LINEAGE: readonly LakeColumn[] = [
  { name: '_file', type: 'string' },
  { name: '_line', type: 'integer' },
  { name: '_flags', type: 'list' },
];

/**
 * Runs `run` with the relation as SQL text in brackets: the columns, `_file`, `_line`, `_flags`, `_part` (place in
 * the parts) and `_row` (place in the part). A column that a part lacks is NULL. The files stay until `run` has settled.
 * @throws ObjectMissingError when a part is not in the store
 */
export async function withCurrentRows<Result>(
  request: CurrentRowsRequest,
  run: (relation: string) => Promise<Result>,
): Promise<Result> {
  const { snapshot, cache, db, zone } = request;
  const parts = request.parts ?? snapshot.parts(zone);
  const columns = [...request.columns, ...STORED_LINEAGE];
  if (parts.length === 0) return run(emptyRelation(columns));
  return cache.use(
    parts.map(({ key }) => key),
    async (paths) => {
      const files = parquetSql(paths, 'union_by_name = true');
      const storedTypes = await describe(db, files);
      const select = `select ${columns.map((column) => columnSql(column, storedTypes)).join(', ')},
        file_index as _part, file_row_number as _row from ${files} as stored`;
      if (snapshot.superseded(zone).length === 0) return run(`(${select})`);
      return withSuperseded(request, (supersededPath) =>
        run(`(${select} anti join ${supersededSql(supersededPath, parts)} as superseded
          on superseded.part = stored.file_index and superseded.row = stored.file_row_number)`),
      );
    },
  );
}

function emptyRelation(columns: readonly LakeColumn[]): string {
  const typed = columns.map(({ name, type }) => `null::${SQL_TYPES[type]} as ${quoteIdentifier(name)}`);
  return `(select ${typed.join(', ')}, 0::ubigint as _part, 0::bigint as _row where false)`;
}

function columnSql({ name, type }: LakeColumn, storedTypes: ReadonlyMap<string, string>): string {
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

/** The replaced rows of all commits in one local file, so that a long log costs its many small files only once. */
async function withSuperseded<Result>(
  { snapshot, cache, db, zone }: CurrentRowsRequest,
  run: (path: string) => Promise<Result>,
): Promise<Result> {
  const keys = snapshot.superseded(zone).map(({ key }) => key);
  const merge = (target: string) =>
    cache.use(keys, (paths) =>
      withConnection(db, async (connection) => {
        await connection.run(
          `copy (select part_key, row from ${parquetSql(paths)}) to ${quoteLiteral(target)} (format parquet)`,
        );
      }),
    );
  return cache.useDerived(`superseded/${zone}/${keys.at(-1)}`, merge, run);
}

function supersededSql(path: string, parts: readonly ImportPart[]): string {
  const listed = parts.map(({ key }, index) => `(${index}::ubigint, ${quoteLiteral(key)})`).join(', ');
  return `(select listed.part, replaced.row from ${parquetSql([path])} as replaced
    join (values ${listed}) as listed(part, key) on replaced.part_key = listed.key)`;
}
