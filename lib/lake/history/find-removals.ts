import { parquetSql } from '../../duckdb';
import type { RowZone } from '../keys';
import type { Manifest } from '../manifest';
import type { CurrentRowsRequest } from '../query/current-rows';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';

export interface Removal {
  manifest: Manifest;
  zone: RowZone;
}

/** The zone in which a commit of that kind removes rows by their keys. */
const ZONE_OF_KIND: Partial<Record<Manifest['kind'], RowZone>> = {
  delete: 'silver',
  dismiss: 'anomalies',
};

/** The commits that removed the row of a key by name. */
export async function findRemovals(
  { cache, db }: Pick<CurrentRowsRequest, 'cache' | 'db'>,
  key: string,
  manifests: readonly Manifest[],
): Promise<Removal[]> {
  const candidates = manifests.flatMap((manifest) => {
    const zone = ZONE_OF_KIND[manifest.kind];
    const list = zone && manifest[zone].deleted;
    return zone && list ? [{ manifest, zone, list }] : [];
  });
  const lists = candidates.map(({ list }) => list.key);
  return cache.useFound(lists, async (paths) => {
    const found = candidates.flatMap((candidate, index) => {
      const path = paths[index];
      return path ? [{ ...candidate, path }] : [];
    });
    if (found.length === 0) return [];
    const parameters = new SqlParameters();
    const sql = `select distinct file_index from ${parquetSql(
      found.map(({ path }) => path),
      'union_by_name = true',
    )} where _key = ${parameters.add(key)}::uuid`;
    return withConnection(db, async (connection) => {
      const rows = await connection.runAndReadAll(sql, parameters.values);
      const places = new Set(rows.getRows().map(([place]) => Number(place)));
      return found
        .filter((_one, place) => places.has(place))
        .map(({ manifest, zone }) => ({ manifest, zone }));
    });
  });
}
