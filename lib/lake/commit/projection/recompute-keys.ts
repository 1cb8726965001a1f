/** Works out anew what the keys of some commits are when these commits leave or come back. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Effect } from '../../../counts';
import { ROW_ZONES } from '../../keys';
import { mapBounded } from '../../map-bounded';
import type { Snapshot } from '../../snapshot';
import type { CommitContext } from '../commit-draft';
import { countRows } from '../outputs/parquet-relation';
import type { ChangeOfStanding } from './change-of-standing';
import { claimsOf, collectAssertions, createAssertions } from './assertions';
import { matchCommits, prepareMatched } from './matched-rows';
import { projectKeys } from './project-keys';

/** Stands for any place of commits that come back; those of the commits that leave are not negative. */
const RETURNING_PLACE = -10;
/** Before all commits. */
const FIRST_PLACE = -2;
const PARALLEL_HEADS = 24;

/**
 * Finds the keys concerned and their current rows: `changing` has what the changing commits say, `matched_<zone>`
 * the current rows of `wanted_keys`, and `own_<zone>(_key, _hash, part, row)` is there, empty, for rows of the commit
 * itself. `alsoKeys` is a query for further keys.
 */
export async function matchChangingKeys(
  context: CommitContext,
  snapshot: Snapshot,
  change: ChangeOfStanding,
  alsoKeys = 'select null::uuid as _key where false',
): Promise<void> {
  const { connection } = context;
  await createAssertions(connection, 'changing');
  const returning = claimsOf(snapshot, change.returning).map((claim) => ({
    ...claim,
    place: RETURNING_PLACE,
  }));
  await collectAssertions(context, snapshot, claimsOf(snapshot, change.leaving), 'changing');
  await collectAssertions(context, snapshot, returning, 'changing');
  await connection.run(
    `create or replace table wanted_keys as select _key from changing union select _key from (${alsoKeys})`,
  );
  await prepareMatched(connection);
  for (const zone of ROW_ZONES) {
    await connection.run(
      `create or replace table own_${zone} (_key uuid, _hash uuid, part integer, row bigint)`,
    );
  }
  await matchCommits(context, snapshot, snapshot.manifests, change.range);
}

/**
 * Fills `wanted_<zone>`, `superseded_<zone>` (current rows, and own ones, that no longer count) and `restored_<zone>`
 * (rows of older parts that count again). `addOwn` may add the assertions of the commit itself to `asserted`.
 */
export async function recomputeKeys(
  context: CommitContext,
  snapshot: Snapshot,
  change: ChangeOfStanding,
  addOwn: () => Promise<void> = async () => {},
): Promise<void> {
  const { connection } = context;
  await createAssertions(connection, 'asserted');
  const claims = claimsOf(snapshot, change.standing);
  const isComplete = await collectAssertions(context, snapshot, claims, 'asserted', change.range);
  if (!isComplete) await keepUnaccounted(connection);
  await addOwn();
  await projectKeys(connection);
  for (const zone of ROW_ZONES) {
    await connection.run(`create or replace table superseded_${zone} as
      select _key, _hash, part, row from (select * from matched_${zone} union all by name select * from own_${zone})
      anti join wanted_${zone} using (_key, _hash)`);
    await connection.run(`create or replace table restored_${zone} as
      select _key, _hash, part, row from wanted_${zone}
      anti join matched_${zone} using (_key, _hash) anti join own_${zone} using (_key, _hash)`);
    await findSources(context, zone);
  }
}

/** A current row of which nobody is known any more, as its history has been removed, was there before all others. */
async function keepUnaccounted(connection: DuckDBConnection): Promise<void> {
  for (const [zone, op] of [
    ['silver', 'accept'],
    ['anomalies', 'flag'],
  ] as const) {
    await connection.run(`insert into asserted
      select ${FIRST_PLACE}, '${op}', _key, _hash, part, row from matched_${zone}
      anti join changing using (_key, _hash) anti join (from asserted) as known using (_key, _hash)`);
  }
}

/**
 * Another part with the same row takes the place of one that retention has removed; a row of which there is none
 * cannot come back.
 */
async function findSources(
  { connection, store, parts, importId }: CommitContext,
  zone: string,
): Promise<void> {
  const seen = new Set<number>();
  for (;;) {
    const named = await connection.runAndReadAll(`select distinct part from restored_${zone}`);
    const ids = named.getRows().map(([id]) => Number(id));
    const unseen = ids.filter((id) => !seen.has(id) && parts.get(id).importId !== importId);
    const heads = await mapBounded(unseen, PARALLEL_HEADS, (id) => store.head(parts.get(id).key));
    for (const id of unseen) seen.add(id);
    const missing = unseen.filter((_, index) => heads[index] === null);
    if (missing.length === 0) return;
    await connection.run(`delete from asserted where part in (${missing.join(', ')})`);
    await connection.run(`create or replace table restored_${zone} as
      select restored._key, restored._hash, source.part as part, source.row as row
      from restored_${zone} as restored join (
        select _key, _hash, arg_max(part, place) as part, arg_max(row, place) as row
        from asserted where part is not null group by _key, _hash
      ) as source using (_key, _hash)`);
    await connection.run(`delete from wanted_${zone} where (_key, _hash) not in (
      select (_key, _hash) from restored_${zone} union all select (_key, _hash) from matched_${zone}
      union all select (_key, _hash) from own_${zone})`);
  }
}

/** `isOwn` tells whether the commit brings rows itself: what it brings again has not been kept for another's sake. */
export async function effectOf(connection: DuckDBConnection, isOwn: boolean): Promise<Effect> {
  const effect: Effect = { removed: 0, restored: 0, kept: 0 };
  for (const [zone, ops] of [
    ['silver', `'accept', 'release'`],
    ['anomalies', `'flag'`],
  ] as const) {
    effect.removed += await countRows(connection, `matched_${zone} anti join wanted_${zone} using (_key)`);
    effect.restored += await countRows(connection, `restored_${zone}`);
    const brought = `(select distinct _key from changing where place >= 0 and op in (${ops})) as brought`;
    const others = isOwn ? `${brought} anti join incoming_${zone} using (_key)` : brought;
    const stayed = `(select _key from matched_${zone} semi join wanted_${zone} using (_key, _hash)) as stayed`;
    effect.kept += await countRows(connection, `${others} semi join ${stayed} using (_key)`);
  }
  return effect;
}
