import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetDefinition } from '../../../dataset/definition';
import { LakeportError } from '../../../errors';
import { commitImport } from '../../../lake/commit/commit-import';
import { commitSelection, type SelectionKind } from '../../../lake/commit/commit-selection';
import { commitUndo } from '../../../lake/commit/commit-undo';
import type { Manifest } from '../../../lake/manifest';
import type { Snapshot } from '../../../lake/snapshot';
import { checkFileOf } from '../kinds/check-object';
import type { ImportRun } from '../import-run';
import type { ReplayObject } from './replay-objects';
import { addNewFields, withKeptFields } from './new-fields';
import { keepRejects } from './replay-rejects';
import { placeInLog } from './replay-tasks';
import { seatOf } from '../kinds/run-replay';
import { NO_BYTES } from '../kinds/run-undo';

export interface ReplayTask {
  run: ImportRun;
  /** What the import committed to the dataset's log. */
  task: Manifest;
  object: ReplayObject | undefined;
  /** The new log, and its prefix. */
  log: Snapshot;
  prefix: string;
  /** The dataset's state. */
  current: Snapshot;
  /** Of the imports before. */
  done: { bytesRead: number; rowsRead: number };
}

/** Commits an import to the log of a dataset's replay, under its own id and the replay's definition. */
export async function runReplayTask(replay: ReplayTask): Promise<void> {
  const run = runOf(replay);
  await mkdir(run.workDir, { recursive: true });
  try {
    await commitTask({ ...replay, run });
  } finally {
    await rm(run.workDir, { recursive: true, force: true });
  }
}

async function commitTask(replay: ReplayTask): Promise<void> {
  const { run, task, log, prefix, object } = replay;
  const { kind, importId, fileName } = task;
  const common = {
    log: prefix,
    writer: run.record.id,
    sha256: NO_BYTES,
    snapshot: log,
    store: run.deps.store,
    cache: run.deps.cache,
    workDir: run.workDir,
    definition: await definitionOf(replay),
    importId,
    fileName,
    onStage: async () => run.signal.throwIfAborted(),
  };
  if (kind === 'undo') {
    const [undoes] = task.unseats;
    if (undoes !== undefined && log.manifestOf(undoes)) await commitUndo({ ...common, undoes });
    return;
  }
  if (!object) throw new LakeportError('source-error', `The file of import ${importId} is not known.`);
  if (kind === 'delete' || kind === 'release' || kind === 'dismiss') {
    await commitAgain(run, { ...common, kind }, object.objectKey);
    return;
  }
  const checked = await checkFileOf(run, common.definition, object, replay.done);
  await keepRejects(run, importId, checked.rejects);
  const definition = await addNewFields(run, common.definition, checked.newFields);
  await commitImport({
    ...common,
    ...seatInLog(replay),
    kind: kind === 'replay' ? 'replay' : 'load',
    definition,
    sha256: checked.sha256,
    etag: object.etag,
    checked,
  });
}

/** The replay's definition, with the columns that the imports before have added. */
async function definitionOf({ run, log }: ReplayTask): Promise<DatasetDefinition> {
  const { datasets } = run.deps;
  const { dataset, definitionVersion } = run.record;
  const evolved = Math.max(definitionVersion, ...log.manifests.map((commit) => commit.definitionVersion));
  return withKeptFields(run, await datasets.getVersion(dataset, evolved));
}

async function commitAgain(
  { deps, workDir }: ImportRun,
  common: Omit<Parameters<typeof commitSelection>[0], 'keysPath'> & { kind: SelectionKind },
  objectKey: string,
): Promise<void> {
  const keysPath = path.join(workDir, 'keys.ndjson');
  await deps.store.getToFile(objectKey, keysPath);
  await commitSelection({ ...common, keysPath });
}

/** A replay that was committed while this one ran has its place among the imports that were there before. */
function seatInLog({ task, log, current }: ReplayTask): ReturnType<typeof seatOf> {
  const replayed = task.unseats.find((id) => log.manifestOf(id));
  if (replayed !== undefined) return seatOf(log, replayed);
  if (task.place === task.sequence) return {};
  const places = new Map(current.manifests.map(({ importId, place }) => [importId, place]));
  const place = placeInLog(log, places, task.place);
  return place === undefined ? {} : { place };
}

/** The run in a folder of this import alone. */
function runOf({ run, task }: ReplayTask): ImportRun {
  return { ...run, workDir: path.join(run.workDir, task.importId) };
}
