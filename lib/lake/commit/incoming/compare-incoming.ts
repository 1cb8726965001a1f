/**
 * What an import changes: its rows against the current rows of the same keys, per zone, by key and content hash.
 *
 * - An accepted row replaces the accepted row of its key when the content differs, and any flagged row of its key.
 * - A flagged row replaces a flagged row of its key when the content differs; accepted rows stay.
 * - A current row of the same content is kept, and the import's own copy of it is not written.
 * - A flagged row that is the accepted row of its key has been released before, and one that was dismissed has been
 *   seen: neither waits for review again, and what waits of its key is replaced.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ROW_ZONES, type RowZone } from '../../keys';
import { mayShareKeys, type KeyRange } from '../../key-range';
import type { Snapshot } from '../../snapshot';
import type { CommitContext } from '../commit-draft';
import { countRows, parquetRelation } from '../outputs/parquet-relation';

/** Rows of the import by zone that are there already, and current rows that it replaces. */
export type Comparison = Record<RowZone, { kept: number; superseded: number }>;

/** Fills `kept_<zone>(_key, part, row)` and `superseded_<zone>(part, row)` from incoming, matched and dismissed rows. */
export async function compareIncoming(connection: DuckDBConnection): Promise<Comparison> {
  await connection.run(`create or replace table superseded_silver as
    select matched.part, matched.row from matched_silver as matched join incoming_silver as incoming using (_key)
    where incoming._hash <> matched._hash`);
  await connection.run(`create or replace table superseded_anomalies as
    select matched.part, matched.row
    from matched_anomalies as matched left join incoming_anomalies as incoming using (_key)
    where incoming._hash <> matched._hash or matched._key in (select _key from incoming_silver)`);
  await connection.run(`create or replace table kept_silver as
    select _key, part, row from matched_silver semi join incoming_silver using (_key, _hash)`);
  await connection.run(`create or replace table kept_anomalies as
    select _key, any_value(part) as part, any_value(row) as row from (
      select _key, _hash, part, row from matched_silver
      union all select _key, _hash, part, row from matched_anomalies
      union all select _key, _hash, part, row from dismissed
    ) semi join incoming_anomalies using (_key, _hash) anti join incoming_silver using (_key) group by _key`);
  const compared = async (zone: RowZone) => ({
    kept: await countRows(connection, `kept_${zone}`),
    superseded: await countRows(connection, `superseded_${zone}`),
  });
  return { silver: await compared('silver'), anomalies: await compared('anomalies') };
}

/** Fills `dismissed(_key, _hash, part, row)` with the flagged rows that commits which stand have dismissed. */
export async function readDismissed(
  { connection, cache, parts }: CommitContext,
  snapshot: Snapshot,
  range: KeyRange | null,
): Promise<void> {
  await connection.run('create or replace table dismissed (_key uuid, _hash uuid, part integer, row bigint)');
  if ((await countRows(connection, 'incoming_anomalies')) === 0) return;
  const lists = snapshot
    .standing()
    .filter(({ kind, keyRange }) => kind === 'dismiss' && mayShareKeys(keyRange, range))
    .flatMap(({ anomalies }) => anomalies.deleted ?? []);
  if (lists.length === 0) return;
  await parts.register(ROW_ZONES.flatMap((zone) => snapshot.writtenParts(zone)));
  await cache.useFound(
    lists.map(({ key }) => key),
    async (found) => {
      const paths = found.filter((path) => path !== null);
      if (paths.length === 0) return;
      await connection.run(`insert into dismissed
        select _key, _hash, part, row from ${parquetRelation(paths)} join lake_parts using (part_key)
        semi join incoming_anomalies using (_key, _hash)`);
    },
  );
}
