/** Commits a checked import: its new and changed rows, and which rows it found there already. */
import { brokenInvariants, type Counts } from '../../counts';
import type { Manifest } from '../manifest';
import type { Snapshot } from '../snapshot';
import { assertChecked, assertInvariants, type CheckedImport } from './incoming/checked-import';
import {
  commitDraft,
  type CommitContext,
  type CommitOptions,
  type Draft,
  type DraftOn,
  type Outputs,
} from './commit-draft';
import { compareIncoming, readDismissed, type Comparison } from './incoming/compare-incoming';
import { changedFiles, prepareIncoming, type IncomingRows } from './incoming/incoming-rows';
import { matchCommits, prepareMatched } from './projection/matched-rows';
import { draftReplay } from './replay-import';
import { writeZone } from './outputs/write-outputs';

export type { CommitStage } from './commit-draft';

export interface CommitImportOptions extends CommitOptions {
  checked: CheckedImport;
  /** A replay takes the `place` of the import that it runs again and of which it unseats all that stood there. */
  kind?: 'load' | 'replay';
  place?: number;
  unseats?: readonly string[];
}

/**
 * The import's manifest, also when an earlier run has committed it already. An import that changes nothing is
 * committed too, as a part of the history.
 * @throws LakeportError `invariant-broken` before anything is committed, when rows are not where they should be
 */
export async function commitImport(options: CommitImportOptions): Promise<Manifest> {
  const { checked } = options;
  const inputs = [...checked.accepted, ...checked.anomalies].map(({ path }) => path);
  return commitDraft(options, inputs, async (context) => {
    await assertChecked(context.connection, checked);
    const incoming = await prepareIncoming(context, checked);
    return options.kind === 'replay'
      ? draftReplay(context, incoming, checked, options)
      : draftLoad(context, incoming, checked);
  });
}

/** A state that others have brought on since is looked at where it is new; what is not affected by it stays. */
async function draftLoad(
  context: CommitContext,
  incoming: IncomingRows,
  checked: CheckedImport,
): Promise<DraftOn> {
  const { connection } = context;
  await connection.run(`create view wanted_keys as
    select _key from incoming_silver union all select _key from incoming_anomalies`);
  await prepareMatched(connection);
  let seen: Snapshot | null = null;
  let draft: Draft | null = null;
  return async (snapshot) => {
    const isContinued = seen !== null && seen.switchedAt === snapshot.switchedAt;
    if (!isContinued) await prepareMatched(connection);
    const commits = snapshot.manifests.slice(isContinued ? seen?.manifests.length : 0);
    seen = snapshot;
    const changedRows = await matchCommits(context, snapshot, commits, incoming.range);
    const mayDismiss = checked.counts.anomalous > 0 && commits.some(({ kind }) => kind !== 'load');
    if (draft && isContinued && changedRows === 0 && !mayDismiss) return draft;
    await readDismissed(context, snapshot, incoming.range);
    draft = loadDraft(context, incoming, checked, await compareIncoming(connection));
    return draft;
  };
}

function loadDraft(
  context: CommitContext,
  incoming: IncomingRows,
  checked: CheckedImport,
  comparison: Comparison,
): Draft {
  const unchanged = comparison.silver.kept;
  const updated = comparison.silver.superseded;
  const inserted = checked.counts.accepted - unchanged - updated;
  const counts = { ...checked.counts, inserted, updated, unchanged };
  let written: Promise<Outputs> | null = null;
  return {
    facts: { kind: 'load', counts, keyRange: incoming.range },
    write: () => (written ??= writeLoad(context, incoming, counts, comparison)),
  };
}

async function writeLoad(
  context: CommitContext,
  incoming: IncomingRows,
  counts: Counts,
  comparison: Comparison,
): Promise<Outputs> {
  const write = async (zone: 'silver' | 'anomalies') =>
    writeZone(context, zone, {
      own: await changedFiles(context, zone, incoming, comparison[zone].kept),
      superseded: `superseded_${zone}`,
      confirmed: `kept_${zone}`,
    });
  const outputs = { silver: await write('silver'), anomalies: await write('anomalies') };
  assertOutputs(counts, comparison, outputs);
  return outputs;
}

function assertOutputs(counts: Counts, comparison: Comparison, outputs: Outputs): void {
  const broken = brokenInvariants(counts);
  for (const [zone, received] of [
    ['silver', counts.accepted],
    ['anomalies', counts.anomalous],
  ] as const) {
    const { kept, superseded } = comparison[zone];
    const written = outputs[zone].parts.reduce((sum, part) => sum + part.rows, 0);
    if (written !== received - kept)
      broken.push(`${zone} was given ${written} rows of ${received}, ${kept} being there`);
    const replaced = outputs[zone].superseded?.rows ?? 0;
    if (replaced !== superseded) broken.push(`${zone} lists ${replaced} replaced rows of ${superseded}`);
  }
  assertInvariants(broken);
}
