import { quoteLiteral, parquetSql, type DuckDb } from '../../duckdb';
import { ROW_ZONES } from '../keys';
import type { PartCache } from '../part-cache';
import { withConnection } from '../query/with-connection';
import type { Snapshot } from '../snapshot';
import { COMPACTION_TIMEOUT_MS } from './put-parquet';

/** Whether the commits after `before` replace rows of the parts, or move them elsewhere. */
export async function touchesRows(
  { cache, db }: { cache: PartCache; db: DuckDb },
  before: Snapshot,
  after: Snapshot,
  parts: readonly string[],
): Promise<boolean> {
  if (after.switchedAt !== before.switchedAt || parts.some((key) => after.isDropped(key))) return true;
  const lists = after.manifests
    .filter(({ sequence }) => sequence > before.sequence)
    .flatMap((manifest) => ROW_ZONES.flatMap((zone) => manifest[zone].superseded ?? []));
  if (lists.length === 0) return false;
  return cache.use(
    lists.map(({ key }) => key),
    (paths) =>
      withConnection(
        db,
        async (connection) => {
          const listed = parts.map((key) => quoteLiteral(key)).join(', ');
          const found = await connection.runAndReadAll(
            `select count(*) from ${parquetSql(paths)} where part_key in (${listed})`,
          );
          return Number(found.getRows()[0]?.[0]) > 0;
        },
        COMPACTION_TIMEOUT_MS,
      ),
  );
}
