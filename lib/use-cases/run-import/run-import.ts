import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { toLakeportError } from '../../errors';
import type { ImportRecord } from '../../lake/import-record';
import type { ImportState } from '../../lake/import-states';
import { latestSnapshot } from '../latest-snapshot';
import { claimLeased } from '../claim-leased';
import { endCommitted, endFailed, endRun } from './end-import';
import { findStartedImport, type CreatedObject, type ImportStart } from './find-started-import';
import { startImportProgress } from './import-progress';
import type { ImportRun, RunImportDeps } from './import-run';
import { removeCheckpoints, removeTraces } from './remove-traces';
import { findCommit } from './find-commit';
import { runByKind } from './kinds/run-by-kind';
import { tellUnseated } from './tell-unseated';
import { startTimeLimit } from './time-limit';

/**
 * Runs the import that an event is about. Events come at least once and in any order: whoever claims the import runs
 * it, everybody else returns. What is at fault itself ends the import as FAILED; any other error is thrown, so that
 * the event is delivered again.
 * @param remainingMs until the function is ended; the run stops before that and asks for its continuation
 */
export async function runImport(
  deps: RunImportDeps,
  start: ImportStart,
  remainingMs: number,
): Promise<ImportRecord | null> {
  const found = await findStartedImport(deps, start);
  if (!found) return null;
  const owner = randomUUID();
  const claim = await claimLeased(deps.imports, found.id, owner, deps.settings.leaseMs);
  if (!claim) return leave(deps, found.id);
  const record = claim.import;
  const progress = startImportProgress({ ...deps, ...deps.settings }, record.id, owner);
  const limit = startTimeLimit(remainingMs - deps.settings.marginMs);
  const workDir = path.join(deps.workDir, record.id);
  const reached: Reached = { checkpoint: false, commit: false };
  const run: ImportRun = {
    deps,
    record,
    progress,
    workDir,
    signal: AbortSignal.any([progress.lost, limit.signal]),
    isOutOfTime: () => limit.signal.aborted && !progress.lost.aborted,
    isRepeated: claim.attempt > 1,
    noteCheckpoint: () => (reached.checkpoint = true),
  };
  try {
    await mkdir(workDir, { recursive: true });
    const object = 'object' in start ? start.object : null;
    return await finish({ ...run, record: await withObject(deps, record, object) }, reached);
  } catch (error) {
    if (progress.lost.aborted) return await leave(deps, record.id);
    // Without a checkpoint the next invocation would come no further: that is a failure like any other.
    if (run.isOutOfTime() && reached.checkpoint && !reached.commit) return await goOn(run);
    deps.logFailure({ importId: record.id, attempt: claim.attempt, error });
    const failure = toLakeportError(error);
    // What fails after the commit is delivered again and finds the commit: an import that is in never says FAILED.
    if (failure.status < 500 && !reached.commit) {
      await forget(run, 'FAILED', reached);
      return await endFailed(run, failure);
    }
    await progress.release();
    throw error;
  } finally {
    progress.stop();
    limit.clear();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** What cannot be lost any more of a run that ends early. */
interface Reached {
  checkpoint: boolean;
  commit: boolean;
}

async function finish(run: ImportRun, reached: Reached): Promise<ImportRecord> {
  const { deps, record, progress } = run;
  progress.set({ etag: record.etag, versionId: record.versionId });
  if (record.stage === 'committing') {
    const snapshot = await latestSnapshot(deps.store, record.dataset);
    const commit = await findCommit(deps.store, snapshot, record.id);
    if (commit) {
      reached.commit = true;
      await tellUnseated(deps, commit);
      await forget(run, 'SUCCEEDED', reached);
      return endCommitted(run, commit);
    }
  }
  progress.set({ stage: 'scanning' });
  const startedAt = performance.now();
  const outcome = await runByKind(run);
  if (!record.dryRun) {
    reached.commit = true;
    await tellUnseated(deps, outcome.manifest);
  }
  await forget(run, record.dryRun ? 'CHECKED' : 'SUCCEEDED', reached);
  return endRun(run, outcome, performance.now() - startedAt);
}

/** Removes the checkpoints of an import that is about to end, where there may be some. */
async function forget(
  { deps, record, isRepeated }: ImportRun,
  state: ImportState,
  reached: Reached,
): Promise<void> {
  if (isRepeated || reached.checkpoint) await removeCheckpoints(deps.store, record, state);
}

/** The file's version and tag, as far as they are not known from an earlier run. */
async function withObject(
  { store }: RunImportDeps,
  record: ImportRecord,
  object: CreatedObject | null,
): Promise<ImportRecord> {
  if (record.etag !== null || record.kind === 'undo' || record.kind === 'replay') return record;
  if (object?.etag) return { ...record, etag: object.etag, versionId: object.versionId };
  const stored = await store.head(record.objectKey);
  return { ...record, etag: stored ? stored.etag.replaceAll('"', '') : null };
}

/** Of an import that somebody else runs or has ended. A cancelled one is to leave nothing behind. */
async function leave({ imports, store, announce }: RunImportDeps, id: string): Promise<ImportRecord> {
  const record = await imports.get(id);
  if (record.state !== 'CANCELLED') return record;
  await removeTraces(store, record);
  await announce(id);
  return record;
}

async function goOn({ deps, record, progress }: ImportRun): Promise<ImportRecord> {
  await progress.release();
  await deps.requests.request(record.id);
  return deps.imports.get(record.id);
}
