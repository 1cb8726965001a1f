/**
 * An import that is run again takes the place of what it was: later imports still win, and what it had and has no more
 * is as if it had never been.
 */
import { brokenInvariants, type Counts } from '../../counts';
import { partKey, ROW_ZONES, type RowZone } from '../keys';
import { rangeAround } from '../key-range';
import type { Snapshot } from '../snapshot';
import { assertInvariants, type CheckedFile, type CheckedImport } from './incoming/checked-import';
import type { CommitContext, Draft, DraftOn, Outputs } from './commit-draft';
import { changedFiles, type IncomingRows } from './incoming/incoming-rows';
import { countRows, parquetRelation } from './outputs/parquet-relation';
import { claimsOf, placeAfter } from './projection/assertions';
import { changeOfStanding, seatHolders } from './projection/change-of-standing';
import { effectOf, matchChangingKeys, recomputeKeys } from './projection/recompute-keys';
import { restoreRows } from './projection/restore-rows';
import { writeZone } from './outputs/write-outputs';

type ChangedFiles = Record<RowZone, CheckedFile[]>;

export interface ReplayOptions {
  place?: number;
  unseats?: readonly string[];
}

export function draftReplay(
  first: CommitContext,
  incoming: IncomingRows,
  checked: CheckedImport,
  options: ReplayOptions,
): DraftOn {
  let rounds = 0;
  return async (snapshot) => {
    rounds += 1;
    // Parts of another round are other objects: what is in the bucket never changes under its key.
    const attempt = { ...first.attempt, attempt: `${first.attempt.attempt}r${rounds}` };
    return draftOn({ ...first, attempt }, snapshot, incoming, checked, options);
  };
}

async function draftOn(
  context: CommitContext,
  snapshot: Snapshot,
  incoming: IncomingRows,
  checked: CheckedImport,
  { place = snapshot.sequence + 1, unseats: named = [] }: ReplayOptions,
): Promise<Draft> {
  const unseats = seatHolders(snapshot, named);
  const unseated = changeOfStanding(snapshot, unseats);
  const isAlone = unseated.leaving.length + unseated.returning.length === 0;
  const range = isAlone ? incoming.range : rangeAround([incoming.range, unseated.range]);
  const change = { ...unseated, range };
  await matchChangingKeys(
    context,
    snapshot,
    change,
    'select _key from incoming_silver union all select _key from incoming_anomalies',
  );
  const kept = await findKept(context);
  const files = {
    silver: await changedFiles(context, 'silver', incoming, kept.silver),
    anomalies: await changedFiles(context, 'anomalies', incoming, kept.anomalies),
  };
  await readOwn(context, files);
  const earlier = claimsOf(
    snapshot,
    change.standing.filter((manifest) => manifest.place <= place),
  );
  await recomputeKeys(context, snapshot, change, () => assertOwn(context, placeAfter(earlier.length)));
  const effect = await effectOf(context.connection, true);
  const counts = await countsOf(context, checked, kept.silver);
  return {
    facts: { kind: 'replay', counts, effect, keyRange: range, place, unseats },
    write: () => writeReplay(context, files),
  };
}

/** Fills `kept_<zone>` with the current rows that the import brings too; the number of them. */
async function findKept({ connection }: CommitContext): Promise<Record<RowZone, number>> {
  for (const zone of ROW_ZONES) {
    await connection.run(`create or replace table kept_${zone} as
      select _key, _hash, part, row from matched_${zone} semi join incoming_${zone} using (_key, _hash)`);
  }
  return {
    silver: await countRows(connection, 'kept_silver'),
    anomalies: await countRows(connection, 'kept_anomalies'),
  };
}

/** Against the state before, in which what is replayed still counts. */
async function countsOf(
  { connection }: CommitContext,
  { counts: checked }: CheckedImport,
  unchanged: number,
): Promise<Counts> {
  const known = await countRows(connection, 'matched_silver semi join incoming_silver using (_key)');
  const updated = known - unchanged;
  const counts = { ...checked, inserted: checked.accepted - known, updated, unchanged };
  assertInvariants(brokenInvariants(counts));
  return counts;
}

/** Fills `own_<zone>` with the rows that are going to be written, under the keys of their parts. */
async function readOwn(context: CommitContext, files: ChangedFiles): Promise<void> {
  const { connection, parts, attempt, importId } = context;
  for (const zone of ROW_ZONES) {
    for (const [index, file] of files[zone].entries()) {
      const key = partKey(zone, attempt, index);
      const part = { key, keysKey: '', rows: file.rows, bytes: 0, mixed: false, importId };
      const [id] = await parts.register([part]);
      await connection.run(`insert into own_${zone}
        select _key, _hash, ${id}, file_row_number from ${parquetRelation([file.path])}`);
    }
  }
}

async function assertOwn({ connection }: CommitContext, place: number): Promise<void> {
  for (const [zone, op, at] of [
    ['silver', 'accept', place],
    ['anomalies', 'flag', place + 1],
  ] as const) {
    await connection.run(
      `insert into asserted select ${at}, '${op}', _key, _hash, part, row from own_${zone}`,
    );
    await connection.run(
      `insert into asserted select ${at}, '${op}', _key, _hash, part, row from kept_${zone}`,
    );
  }
}

async function writeReplay(context: CommitContext, files: ChangedFiles): Promise<Outputs> {
  // Rows that count again may be rows of this import, in the other zone: its own parts have to be there first.
  const own = {
    silver: await writeZone(context, 'silver', { own: files.silver }),
    anomalies: await writeZone(context, 'anomalies', { own: files.anomalies }),
  };
  const rest = async (zone: RowZone) => {
    const { parts, ...lists } = await writeZone(
      context,
      zone,
      {
        mixed: await restoreRows(context, zone),
        superseded: `superseded_${zone}`,
        confirmed: `kept_${zone}`,
      },
      own[zone].parts.length,
    );
    return { parts: [...own[zone].parts, ...parts], ...lists };
  };
  return { silver: await rest('silver'), anomalies: await rest('anomalies') };
}
