import type { DatasetDefinition } from '../../../dataset/definition';
import { definitionForFile } from '../../../dataset/definition-for-file';
import { retentionDays } from '../../../dataset/retention';
import { checkFile, type CheckedFile } from '../../../engine/check-file';
import type { ImportRecord } from '../../../lake/import-record';
import { checkpointPrefix } from '../../../lake/keys';
import type { ImportRun } from '../import-run';
import { objectSource } from '../object-source';
import { Checkpoints } from './checkpoints';
import { storeRejects } from './store-rejects';

export type ImportObject = Pick<
  ImportRecord,
  'id' | 'objectKey' | 'sizeBytes' | 'versionId' | 'etag' | 'fileName'
>;

/** Checks the bytes of an import and stores its rejects. */
export async function checkObject(
  run: ImportRun,
  definition: DatasetDefinition,
  object: ImportObject,
): Promise<CheckedFile> {
  const checked = await checkFileOf(run, definition, object);
  await storeRejects(run.deps, run.record, checked.rejects, {
    workDir: run.workDir,
    retentionDays: retentionDays(definition, 'rejects'),
  });
  return checked;
}

/**
 * Checks the bytes of an import, from where an earlier run of this one came to. When it ends early, what is finished
 * by then is kept.
 * @param before progress that this file's is added to
 */
export async function checkFileOf(
  run: ImportRun,
  definition: DatasetDefinition,
  object: ImportObject,
  before = { bytesRead: 0, rowsRead: 0 },
): Promise<CheckedFile> {
  const { deps, progress, signal, workDir } = run;
  const { segmentBytes } = deps.settings;
  const checkpoints = await openCheckpoints(run, definition, object);
  try {
    const checked = await checkFile({
      // Rows that a program or the portal sends bring what a file's name would tell.
      definition: definitionForFile(definition, object.fileName),
      fileName: object.fileName,
      source: objectSource(deps.store, object),
      workDir,
      hashRows: true,
      duckDb: deps.db,
      signal,
      onProgress: ({ stage, bytesRead, rowsRead }) => {
        if (stage === 'checking') checkpoints.close();
        progress.set({
          stage,
          bytesRead: before.bytesRead + bytesRead,
          rowsRead: before.rowsRead + rowsRead,
        });
      },
      finished: checkpoints.finished,
      onSegment: (segment) => checkpoints.add(segment),
      ...(segmentBytes !== undefined && { limits: { firstSegmentBytes: segmentBytes, segmentBytes } }),
    });
    signal.throwIfAborted();
    return checked;
  } catch (error) {
    if (run.isOutOfTime()) await checkpoints.keep();
    throw error;
  }
}

/** Below the prefix of the import that runs: a replay of the dataset checks the files of many. */
function openCheckpoints(
  { deps, record, workDir, isRepeated, noteCheckpoint }: ImportRun,
  { version }: DatasetDefinition,
  { id, etag, versionId }: ImportObject,
): Promise<Checkpoints> {
  return Checkpoints.open(
    {
      store: deps.store,
      prefix: `${checkpointPrefix(record.dataset, record.id)}${id}/`,
      etag: etag ?? versionId ?? '',
      definitionVersion: version,
      workDir,
      everyMs: deps.settings.checkpointEveryMs,
      onKept: noteCheckpoint,
    },
    isRepeated,
  );
}
