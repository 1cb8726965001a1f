/**
 * What an import changes: its rows against the current rows of the same keys, per zone, by key and content hash.
 *
 * - An accepted row replaces the accepted row of its key when the content differs, and any flagged row of its key.
 * - A flagged row replaces a flagged row of its key when the content differs; accepted rows stay.
 * - A current row of the same content is kept, and the import's own copy of it is not written.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '../../duckdb';
import { ROW_ZONES, type RowZone } from '../keys';
import { mayShareKeys, type KeyRange } from '../key-range';
import type { Manifest } from '../manifest';
import type { PartCache } from '../part-cache';
import type { CheckedFile } from './checked-import';
import { countRows, parquetRelation } from './parquet-relation';

export type IncomingFiles = Record<RowZone, readonly CheckedFile[]>;

/** Rows of the import by zone that equal a current row, and current rows that it replaces. */
export type Comparison = Record<RowZone, { kept: number; superseded: number }>;

const MATCHED_COLUMNS = '_key uuid, _hash uuid, part_key varchar, row bigint';

/**
 * Prepares the tables of a comparison on a connection of its own instance:
 * `incoming_<zone>(_key, _hash)`, `matched_<zone>` (current rows whose key the import brings),
 * and, after `classify`, `superseded_<zone>` and `kept_<zone>`.
 */
export async function prepareComparison(
  connection: DuckDBConnection,
  incoming: IncomingFiles,
): Promise<void> {
  for (const zone of ROW_ZONES) {
    const files = incoming[zone].map(({ path }) => path);
    const rows =
      files.length === 0
        ? 'select null::uuid as _key, null::uuid as _hash where false'
        : `select _key, _hash from ${parquetRelation(files)}`;
    await connection.run(`create view incoming_${zone} as ${rows}`);
    await connection.run(`create table matched_${zone} (${MATCHED_COLUMNS})`);
  }
}

/**
 * Brings the matched rows up to date with commits that have not been looked at yet, in one step for all of
 * them. Says whether that changed anything: if not, what was written before still holds.
 */
export async function matchCommits(
  connection: DuckDBConnection,
  cache: PartCache,
  manifests: readonly Manifest[],
  incomingRange: KeyRange | null,
): Promise<boolean> {
  const related = manifests.filter(({ keyRange }) => mayShareKeys(keyRange, incomingRange));
  let changedRows = 0;
  for (const zone of ROW_ZONES) {
    const parts = related.flatMap((manifest) => manifest[zone].parts);
    const superseded = related.flatMap((manifest) => manifest[zone].superseded ?? []);
    const keys = [...parts.map(({ keysKey }) => keysKey), ...superseded.map(({ key }) => key)];
    changedRows += await cache.use(keys, async (paths) => {
      await loadSuperseded(connection, paths.slice(parts.length));
      const partKeys = parts.map(({ key }) => key);
      return (
        (await dropSuperseded(connection, zone)) +
        (await addMatches(connection, zone, paths.slice(0, parts.length), partKeys))
      );
    });
  }
  return changedRows > 0;
}

/** Fills `superseded_<zone>` and `kept_<zone>` from the matched rows. */
export async function classify(connection: DuckDBConnection): Promise<Comparison> {
  await connection.run(`create or replace table superseded_silver as
    select matched.* from matched_silver as matched join incoming_silver as incoming using (_key)
    where incoming._hash <> matched._hash`);
  await connection.run(`create or replace table superseded_anomalies as
    select matched.* from matched_anomalies as matched left join incoming_anomalies as incoming using (_key)
    where incoming._hash <> matched._hash or matched._key in (select _key from incoming_silver)`);
  for (const zone of ROW_ZONES) {
    await connection.run(`create or replace table kept_${zone} as
      select _key from matched_${zone} anti join superseded_${zone} using (part_key, row)
      where _key in (select _key from incoming_${zone})`);
  }
  const compared = async (zone: RowZone) => ({
    kept: await countRows(connection, `kept_${zone}`),
    superseded: await countRows(connection, `superseded_${zone}`),
  });
  return { silver: await compared('silver'), anomalies: await compared('anomalies') };
}

async function loadSuperseded(connection: DuckDBConnection, paths: readonly string[]): Promise<void> {
  const rows =
    paths.length === 0
      ? `select ''::varchar as part_key, 0::bigint as row where false`
      : `select part_key, row from ${parquetRelation(paths)}`;
  await connection.run(`create or replace table newly_superseded as ${rows}`);
}

async function dropSuperseded(connection: DuckDBConnection, zone: RowZone): Promise<number> {
  const dropped = await connection.run(`delete from matched_${zone} as matched using newly_superseded as gone
    where gone.part_key = matched.part_key and gone.row = matched.row`);
  return dropped.rowsChanged;
}

/** Accepted rows meet the current rows of both zones, flagged ones only their like. */
async function addMatches(
  connection: DuckDBConnection,
  zone: RowZone,
  paths: readonly string[],
  partKeys: readonly string[],
): Promise<number> {
  if (paths.length === 0) return 0;
  const wanted =
    zone === 'silver'
      ? 'select _key from incoming_silver'
      : 'select _key from incoming_silver union all select _key from incoming_anomalies';
  const listed = partKeys.map((key, index) => `(${index}::ubigint, ${quoteLiteral(key)})`).join(', ');
  const added = await connection.run(`insert into matched_${zone}
    select found._key, found._hash, listed.part_key, found.row
    from (
      select _key, _hash, file_index as part, file_row_number as row from ${parquetRelation(paths)}
      where _key in (${wanted})
    ) as found
    join (values ${listed}) as listed(part, part_key) using (part)
    anti join newly_superseded as gone on gone.part_key = listed.part_key and gone.row = found.row`);
  return added.rowsChanged;
}
