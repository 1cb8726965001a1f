import type { Counts } from '../../../counts';
import { compareStates } from '../../../lake/changes/compare-states';
import { replayLogPrefix } from '../../../lake/keys';
import { manifestSchema, type Manifest, type ManifestInput, type ZoneCommit } from '../../../lake/manifest';
import type { Snapshot } from '../../../lake/snapshot';
import { latestSnapshot } from '../../latest-snapshot';
import type { ImportRun, RunOutcome } from '../import-run';
import { loadReplayLog, openReplay, putSwitch } from './replay-log';
import { replayObjects, type ReplayObject } from './replay-objects';
import { withKeptFields } from './new-fields';
import { collectRejects } from './replay-rejects';
import { refuseForeignKeys, replayTasks } from './replay-tasks';
import { runReplayTask } from './run-replay-task';
import { bytesOf, NO_BYTES } from '../kinds/run-undo';

/**
 * Builds the dataset anew from bronze in a log of its own and then switches readers over to it (decision 0012). What
 * the log has already is not done again, so that a run goes on where the one before it stopped.
 */
export async function runDatasetReplay(run: ImportRun): Promise<RunOutcome> {
  const { deps, record, progress } = run;
  const { dataset } = record;
  const start = await openReplay(deps.store, record, await latestSnapshot(deps.store, dataset));
  const definition = await deps.datasets.getVersion(dataset, record.definitionVersion);
  for (;;) {
    const current = await latestSnapshot(deps.store, dataset);
    const tasks = replayTasks(current, start);
    await refuseForeignKeys(tasks, definition, (version) => deps.datasets.getVersion(dataset, version));
    const log = await runTasks(run, tasks, current);
    progress.set({ stage: 'comparing' });
    const problems = await collectRejects(run, definition, tasks);
    const manifest = await switchTo(run, current, log);
    const writtenBytes = log.manifests.reduce((sum, commit) => sum + bytesOf(commit), 0);
    const outcome = { problems, missing: null, writtenBytes };
    if (record.dryRun) return { ...outcome, manifest: manifestSchema.parse(manifest) };
    // What a dry run has added for itself alone is added to the dataset before readers see it.
    await withKeptFields(run, definition);
    await progress.enter('committing');
    const put = await putSwitch(deps.store, manifest);
    if (put) return { ...outcome, manifest: put };
    // Somebody has committed meanwhile: what they did is done here as well, and until then this can be cancelled.
    progress.set({ stage: 'writing' });
  }
}

async function runTasks(run: ImportRun, tasks: readonly Manifest[], current: Snapshot): Promise<Snapshot> {
  const { deps, record, progress, signal } = run;
  const prefix = replayLogPrefix(record.dataset, record.id);
  const objects = await replayObjects(deps, tasks);
  const sizeBytes = [...objects.values()].reduce((sum, object) => sum + object.sizeBytes, 0);
  const sized = { ...run, record: { ...record, sizeBytes } };
  progress.set({ sizeBytes });
  let log = await loadReplayLog(deps.store, record.dataset, prefix);
  const done = { bytesRead: 0, rowsRead: 0 };
  for (const task of tasks) {
    signal.throwIfAborted();
    const object: ReplayObject | undefined = objects.get(task.importId);
    if (!log.manifestOf(task.importId)) {
      await runReplayTask({ run: sized, task, object, log, prefix, current, done });
      log = await loadReplayLog(deps.store, record.dataset, prefix, log);
      run.noteCheckpoint();
    }
    done.bytesRead += object?.sizeBytes ?? 0;
    done.rowsRead += log.manifestOf(task.importId)?.counts.received ?? 0;
    progress.set({ ...done });
  }
  return log;
}

/** The commit that makes the log the state, with what that changes: rows that are neither new nor changed are unchanged. */
async function switchTo(
  { deps, record }: ImportRun,
  current: Snapshot,
  log: Snapshot,
): Promise<ManifestInput & { log: string }> {
  const { cache, db } = deps;
  const { inserted, updated, removed } = await compareStates({ cache, db, before: current, after: log });
  const counts = sumOfCounts(log.manifests);
  return {
    kind: 'switch',
    dataset: record.dataset,
    sequence: current.sequence + 1,
    importId: record.id,
    fileName: record.fileName,
    definitionVersion: record.definitionVersion,
    committedAt: new Date().toISOString(),
    sha256: NO_BYTES,
    counts: { ...counts, inserted, updated, unchanged: counts.accepted - inserted - updated },
    effect: { removed, restored: 0, kept: 0 },
    silver: NOTHING,
    anomalies: NOTHING,
    keyRange: null,
    log: replayLogPrefix(record.dataset, record.id),
  };
}

const NOTHING: ZoneCommit = { parts: [], superseded: null, confirmed: null, deleted: null };

/** Over the files; a flagged row that was released counts as accepted. */
function sumOfCounts(manifests: readonly Manifest[]): Counts {
  const sum = {
    received: 0,
    accepted: 0,
    anomalous: 0,
    rejected: 0,
    blank: 0,
    repaired: 0,
    discarded: 0,
    bytes: 0,
  };
  for (const { kind, counts } of manifests) {
    if (kind === 'release') {
      sum.accepted += counts.accepted;
      sum.anomalous -= counts.accepted;
    }
    if (kind !== 'load' && kind !== 'replay') continue;
    sum.received += counts.received;
    sum.accepted += counts.accepted;
    sum.anomalous += counts.anomalous;
    sum.rejected += counts.rejected;
    sum.blank += counts.blank;
    sum.repaired += counts.repaired ?? 0;
    sum.discarded += counts.discarded ?? 0;
    sum.bytes += counts.bytes;
  }
  return { ...sum, inserted: null, updated: null, unchanged: null, seconds: 0, rowsPerSecond: 0 };
}
