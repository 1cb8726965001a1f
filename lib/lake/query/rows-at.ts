/** Rows whose places are known: read from their own parts alone, and there from the row groups that hold them. */
import type { DuckDBValue } from '@duckdb/node-api';
import { parquetSql, quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import type { PartCache } from '../part-cache';
import type { ImportPart } from '../snapshot';
import { storedColumnSql } from './current-rows';
import { withConnection } from './with-connection';

export interface RowPlace {
  /** Place among the parts. */
  part: number;
  /** Place in the part. */
  row: number;
}

export interface RowsAtRequest {
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  parts: readonly ImportPart[];
  /** What to read; `_import` is NULL where the part is of one import. */
  columns: readonly LakeColumn[];
}

/** The values of each row in the order of the columns, rows in the order of the places. */
export async function readRowsAt(
  { cache, db, parts, columns }: RowsAtRequest,
  places: readonly RowPlace[],
): Promise<DuckDBValue[][]> {
  if (places.length === 0) return [];
  const rowsByPart = new Map<number, number[]>();
  for (const { part, row } of places) rowsByPart.set(part, [...(rowsByPart.get(part) ?? []), row]);
  const keys = [...rowsByPart.keys()].map((part) => parts[part]?.key ?? '');
  return cache.use(keys, (paths) =>
    withConnection(db, async (connection) => {
      const schemas = await connection.runAndReadAll(
        `select file_name, name, duckdb_type, num_children from parquet_schema([${paths.map(quoteLiteral).join(', ')}])
         where column_id > 0 order by file_name, column_id`,
      );
      const typesByPath = storedTypes(schemas.getRows());
      const selects = [...rowsByPart].map(([part, rows], index) => {
        const path = paths[index] ?? '';
        const types = typesByPath.get(path) ?? new Map<string, string>();
        const values = columns.map((column) => storedColumnSql(column, types));
        return `select ${[`${part}::ubigint as _part`, 'file_row_number as _row', ...values].join(', ')}
          from ${parquetSql([path])} where file_row_number in (${rows.join(', ')})`;
      });
      const found = await connection.runAndReadAll(selects.join(' union all '));
      const valuesByPlace = new Map(
        found.getRows().map(([part, row, ...values]) => [`${Number(part)}/${Number(row)}`, values]),
      );
      return places.flatMap(({ part, row }) => {
        const values = valuesByPlace.get(`${part}/${row}`);
        return values ? [values] : [];
      });
    }),
  );
}

/** DuckDB type by column, the name in lower case, for each file; the only nested columns are lists of texts. */
function storedTypes(rows: DuckDBValue[][]): Map<string, Map<string, string>> {
  const byPath = new Map<string, Map<string, string>>();
  let nested = 0;
  for (const [path, name, type, children] of rows) {
    const types = byPath.get(String(path)) ?? new Map<string, string>();
    byPath.set(String(path), types);
    const below = Number(children ?? 0);
    if (nested === 0) types.set(String(name).toLowerCase(), below > 0 ? 'VARCHAR[]' : String(type));
    nested = nested === 0 ? below : nested - 1 + below;
  }
  return byPath;
}
