/** The current rows of some keys, found in key files alone. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ROW_ZONES, type RowZone } from '../../keys';
import { mayShareKeys, type KeyRange } from '../../key-range';
import type { Manifest } from '../../manifest';
import type { ImportPart, Snapshot } from '../../snapshot';
import type { CommitContext } from '../commit-draft';
import { parquetRelation } from '../outputs/parquet-relation';

/** Files that one statement reads. */
const FILES_MAX = 500;

/** Prepares `matched_<zone>(_key, _hash, part, row)` for the keys of `wanted_keys(_key)`, which the caller provides. */
export async function prepareMatched(connection: DuckDBConnection): Promise<void> {
  for (const zone of ROW_ZONES) {
    await connection.run(
      `create or replace table matched_${zone} (_key uuid, _hash uuid, part integer, row bigint)`,
    );
  }
}

/**
 * Brings the matched rows up to date with commits of the snapshot that have not been looked at yet, in one step for
 * all of them. The number of rows that came or went: if none did, what was made of them before still holds.
 */
export async function matchCommits(
  context: CommitContext,
  snapshot: Snapshot,
  commits: readonly Manifest[],
  range: KeyRange | null,
): Promise<number> {
  const related = commits.filter(({ keyRange }) => mayShareKeys(keyRange, range));
  let changedRows = 0;
  for (const zone of ROW_ZONES) {
    changedRows += await removeDropped(context, zone, commits);
    // A compaction puts the lists of all commits together, also of those whose rows it does not move.
    const lists = commits
      .filter((commit) => commit.kind === 'compaction' || mayShareKeys(commit.keyRange, range))
      .flatMap((commit) => commit[zone].superseded?.key ?? [])
      .filter((key) => !snapshot.isDropped(key));
    changedRows += await removeSuperseded(context, zone, lists);
    const parts = related
      .flatMap(({ importId, [zone]: commit }) => commit.parts.map((part) => ({ ...part, importId })))
      .filter(({ key }) => !snapshot.isDropped(key));
    changedRows += await addMatches(context, zone, parts);
  }
  return changedRows;
}

/** Rows of parts that a compaction has replaced are found again in the part that it wrote. */
async function removeDropped(
  { connection, parts }: CommitContext,
  zone: RowZone,
  commits: readonly Manifest[],
): Promise<number> {
  const drops = new Set(commits.flatMap((commit) => commit.drops));
  if (drops.size === 0) return 0;
  const matched = await connection.runAndReadAll(`select distinct part from matched_${zone}`);
  const ids = matched.getRows().map(([id]) => Number(id));
  const dropped = ids.filter((id) => drops.has(parts.get(id).key));
  if (dropped.length === 0) return 0;
  const { rowsChanged } = await connection.run(
    `delete from matched_${zone} where part in (${dropped.join(', ')})`,
  );
  return rowsChanged;
}

/** Leaves the rows of the lists in `newly_superseded(part_key, row)`. */
async function removeSuperseded(
  { connection, cache }: CommitContext,
  zone: RowZone,
  keys: readonly string[],
): Promise<number> {
  await connection.run('create or replace table newly_superseded (part_key varchar, row bigint)');
  for (let start = 0; start < keys.length; start += FILES_MAX) {
    await cache.useFound(keys.slice(start, start + FILES_MAX), async (found) => {
      const paths = found.filter((path) => path !== null);
      if (paths.length === 0) return;
      await connection.run(
        `insert into newly_superseded select part_key, row from ${parquetRelation(paths)}`,
      );
    });
  }
  if (keys.length === 0) return 0;
  const { rowsChanged } = await connection.run(`delete from matched_${zone} as matched
    using (select listed.part, gone.row from newly_superseded as gone join lake_parts as listed using (part_key)) as gone
    where gone.part = matched.part and gone.row = matched.row`);
  return rowsChanged;
}

/** A part whose key file retention has removed has no rows any more. */
async function addMatches(
  { connection, cache, parts: registry }: CommitContext,
  zone: RowZone,
  parts: readonly ImportPart[],
): Promise<number> {
  let added = 0;
  for (let start = 0; start < parts.length; start += FILES_MAX) {
    const batch = parts.slice(start, start + FILES_MAX);
    const ids = await registry.register(batch);
    added += await cache.useFound(
      batch.map(({ keysKey }) => keysKey),
      async (found) => {
        const files = found.flatMap((path, index) => (path === null ? [] : [{ path, part: ids[index] }]));
        if (files.length === 0) return 0;
        const listed = files.map(({ part }, index) => `(${index}::ubigint, ${part})`);
        const { rowsChanged } = await connection.run(`insert into matched_${zone}
          with found as (
            select _key, _hash, file_index as file, file_row_number as row
            from ${parquetRelation(files.map(({ path }) => path))} where _key in (select _key from wanted_keys)
          )
          select found._key, found._hash, listed.part, found.row
          from found join (values ${listed.join(', ')}) as listed(file, part) using (file)
          anti join (
            select known.part, gone.row from newly_superseded as gone join lake_parts as known using (part_key)
          ) as gone on gone.part = listed.part and gone.row = found.row`);
        return rowsChanged;
      },
    );
  }
  return added;
}
