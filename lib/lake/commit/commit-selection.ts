/** Commits what people decide on single rows: rows deleted, and flagged rows released to silver or dismissed. */
import { brokenInvariants, type Counts, type Effect } from '../../counts';
import { quoteLiteral } from '../../duckdb';
import { mapBounded } from '../map-bounded';
import { ROW_ZONES, type RowZone } from '../keys';
import { rangeAround, type KeyRange } from '../key-range';
import type { Manifest } from '../manifest';
import type { Snapshot } from '../snapshot';
import { assertInvariants } from './incoming/checked-import';
import {
  commitDraft,
  NOTHING_WRITTEN,
  type CommitContext,
  type CommitOptions,
  type Draft,
  type Outputs,
} from './commit-draft';
import { countRows } from './outputs/parquet-relation';
import { matchCommits, prepareMatched } from './projection/matched-rows';
import { restoreRows } from './projection/restore-rows';
import { writeZone } from './outputs/write-outputs';

const PARALLEL_HEADS = 24;

export type SelectionKind = 'delete' | 'release' | 'dismiss';

export interface CommitSelectionOptions extends CommitOptions {
  kind: SelectionKind;
  /** A local file of lines `{"key": "<uuid of the key file>", …}`; of a line only the key counts. */
  keysPath: string;
  /** Of that file. */
  sizeBytes?: number;
}

/**
 * The selection's manifest, also when an earlier run has committed it already. `counts.accepted` are lines whose rows
 * were there; lines that repeat a key, or whose row has gone since, are counted as rejected.
 */
export async function commitSelection(options: CommitSelectionOptions): Promise<Manifest> {
  const { kind, keysPath, sizeBytes = 0 } = options;
  return commitDraft(options, [keysPath], async (context) => {
    const lines = await readKeys(context, keysPath);
    return (snapshot) => draftSelection(context, snapshot, kind, { received: lines, bytes: sizeBytes });
  });
}

/** Fills `wanted_keys(_key)`; the number of lines. */
async function readKeys({ connection }: CommitContext, keysPath: string): Promise<number> {
  await connection.run(`create table lines as select try_cast(key as uuid) as _key
    from read_json(${quoteLiteral(keysPath)}, format = 'newline_delimited', columns = {key: 'varchar'}, ignore_errors = true)`);
  await connection.run('create table wanted_keys as select distinct _key from lines where _key is not null');
  return countRows(connection, 'lines');
}

async function draftSelection(
  context: CommitContext,
  snapshot: Snapshot,
  kind: SelectionKind,
  { received, bytes }: { received: number; bytes: number },
): Promise<Draft> {
  const { connection } = context;
  await prepareMatched(connection);
  await matchCommits(context, snapshot, snapshot.manifests, null);
  if (kind === 'release') await leaveMissing(context);
  await connection.run(`create or replace table touched as
    select _key from matched_anomalies ${kind === 'delete' ? 'union select _key from matched_silver' : ''}`);
  for (const zone of ROW_ZONES) {
    const isReplaced = kind === 'delete' || zone === 'anomalies';
    await connection.run(`create or replace table superseded_${zone} as select part, row from matched_${zone}
      ${isReplaced ? '' : 'where false'}`);
  }
  if (kind === 'release') await prepareRelease(context);
  const accepted = await countRows(connection, 'touched');
  const rowsIn = async (zone: RowZone) => countRows(connection, `superseded_${zone}`);
  const updated = kind === 'dismiss' ? 0 : kind === 'delete' ? accepted : await rowsIn('silver');
  const counts: Counts = {
    received,
    accepted,
    anomalous: 0,
    rejected: received - accepted,
    blank: 0,
    inserted: kind === 'release' ? accepted - updated : 0,
    updated,
    unchanged: kind === 'dismiss' ? accepted : 0,
    bytes,
    seconds: 0,
    rowsPerSecond: 0,
  };
  assertInvariants(brokenInvariants(counts));
  const removed = kind === 'release' ? 0 : (await rowsIn('silver')) + (await rowsIn('anomalies'));
  const effect: Effect = { removed, restored: 0, kept: 0 };
  return {
    facts: { kind, counts, effect, keyRange: await touchedRange(context, snapshot) },
    write: () => writeSelection(context, kind),
  };
}

/** A flagged row whose part retention has removed cannot be released. */
async function leaveMissing({ connection, store, parts }: CommitContext): Promise<void> {
  const named = await connection.runAndReadAll('select distinct part from matched_anomalies');
  const ids = named.getRows().map(([id]) => Number(id));
  const heads = await mapBounded(ids, PARALLEL_HEADS, (id) => store.head(parts.get(id).key));
  const missing = ids.filter((_, index) => heads[index] === null);
  if (missing.length === 0) return;
  await connection.run(`delete from matched_anomalies where part in (${missing.join(', ')})`);
}

/** The released rows go to silver as they are, and replace the accepted rows of their keys. */
async function prepareRelease({ connection }: CommitContext): Promise<void> {
  await connection.run(
    'create or replace table restored_silver as select _key, _hash, part, row from matched_anomalies',
  );
  await connection.run(`create or replace table superseded_silver as
    select part, row from matched_silver semi join touched using (_key)`);
}

/** The key columns of the rows are not read: the ranges of the commits that hold the rows cover them. */
async function touchedRange(
  { connection, parts }: CommitContext,
  snapshot: Snapshot,
): Promise<KeyRange | null> {
  const named = await connection.runAndReadAll(
    ROW_ZONES.map((zone) => `select part from matched_${zone} semi join touched using (_key)`).join(
      ' union ',
    ),
  );
  const holders = new Set(named.getRows().map(([id]) => parts.get(Number(id)).importId));
  const commits = snapshot.manifests.filter(({ importId }) => holders.has(importId));
  return rangeAround(commits.map(({ keyRange }) => keyRange));
}

async function writeSelection(context: CommitContext, kind: SelectionKind): Promise<Outputs> {
  if (kind === 'delete') {
    // A key without a row in silver has none that waits for review either: one list says both.
    const deleted = 'select _key from touched order by _key';
    return {
      silver: await writeZone(context, 'silver', { superseded: 'superseded_silver', deleted }),
      anomalies: await writeZone(context, 'anomalies', { superseded: 'superseded_anomalies' }),
    };
  }
  const deleted = `select _key, _hash, part_key, row
    from matched_anomalies join lake_parts using (part) order by _key`;
  const silver =
    kind === 'release'
      ? await writeZone(context, 'silver', {
          mixed: await restoreRows(context, 'silver'),
          superseded: 'superseded_silver',
        })
      : NOTHING_WRITTEN;
  return {
    silver,
    anomalies: await writeZone(context, 'anomalies', { superseded: 'superseded_anomalies', deleted }),
  };
}
