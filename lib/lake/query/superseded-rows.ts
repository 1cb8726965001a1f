/** The rows that no longer count, of all commits of a snapshot, as one relation. */
import { parquetSql, quoteLiteral, type DuckDb } from '../../duckdb';
import type { RowZone } from '../keys';
import type { Part } from '../manifest';
import type { PartCache } from '../part-cache';
import type { Snapshot } from '../snapshot';
import { withConnection } from './with-connection';

export interface SupersededRows {
  /** SQL of `(part_key, row)`. */
  relation: string;
  /** The local files that it reads. */
  files: string[];
  countIn: (parts: readonly Part[]) => Promise<number>;
}

interface SupersededRequest {
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  zone: RowZone;
  /** For reading the lists; that of a query without it. */
  timeoutMs?: number;
}

const NO_ROWS = `(select null::varchar as part_key, null::bigint as row where false)`;

/**
 * Runs `run` with the lists of all commits in one local file, so that a long log costs its many small files only once.
 * A list that is no longer in the store is left out.
 */
export async function withSuperseded<Result>(
  { snapshot, cache, db, zone, timeoutMs }: SupersededRequest,
  run: (superseded: SupersededRows) => Promise<Result>,
): Promise<Result> {
  const keys = snapshot.superseded(zone).map(({ key }) => key);
  const merge = (target: string) =>
    cache.useFound(keys, async (paths) => {
      const found = paths.filter((path) => path !== null);
      const lists = found.length === 0 ? NO_ROWS : parquetSql(found);
      const sql = `copy (select part_key, row from ${lists}) to ${quoteLiteral(target)} (format parquet)`;
      await withConnection(db, (connection) => connection.run(sql), timeoutMs);
    });
  if (keys.length === 0) return run({ relation: NO_ROWS, files: [], countIn: () => Promise.resolve(0) });
  return cache.useDerived(`superseded/${zone}/${keys.at(-1)}`, merge, (path) => {
    const relation = parquetSql([path]);
    return run({ relation, files: [path], countIn: (parts) => countIn(db, relation, parts) });
  });
}

/** The rows as `(part, row)`, where a part is its number or, without numbers, its place among the given ones. */
export function positionsSql(
  superseded: string,
  parts: readonly Part[],
  numbers?: readonly number[],
): string {
  const listed = parts
    .map(({ key }, index) => `(${numbers?.[index] ?? index}::ubigint, ${quoteLiteral(key)})`)
    .join(', ');
  return `(select listed.part, replaced.row from ${superseded} as replaced
    join (values ${listed}) as listed(part, key) on replaced.part_key = listed.key)`;
}

async function countIn(db: DuckDb, relation: string, parts: readonly Part[]): Promise<number> {
  if (parts.length === 0) return 0;
  const listed = parts.map(({ key }) => quoteLiteral(key)).join(', ');
  return withConnection(db, async (connection) => {
    const counted = await connection.runAndReadAll(
      `select count(*) from ${relation} where part_key in (${listed})`,
    );
    return Number(counted.getRows()[0]?.[0]);
  });
}
