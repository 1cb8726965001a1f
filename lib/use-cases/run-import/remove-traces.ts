import type { S3ObjectStore } from '../../aws/s3-object-store';
import type { ImportRecord } from '../../lake/import-record';
import { checkpointPrefix, importPrefix, replayLogPrefix } from '../../lake/keys';
import type { ImportState } from '../../lake/import-states';
import type { ObjectStore } from '../../lake/object-store';
import { loadSnapshot } from '../../lake/snapshot';
import { findCommit } from './find-commit';

/**
 * Removes all that a cancelled import has left in the bucket: what its runs wrote, and its file, unless the file is
 * another import's. Done again, it finds nothing.
 */
export async function removeTraces(store: S3ObjectStore, record: ImportRecord): Promise<void> {
  const { dataset, id } = record;
  // A commit is final, whoever thinks otherwise.
  if (await findCommit(store, await loadSnapshot(store, dataset), id)) return;
  const prefixes = [
    ...(['silver', 'anomalies', 'rejects'] as const).map((zone) => importPrefix(zone, dataset, id)),
    checkpointPrefix(dataset, id),
    replayLogPrefix(dataset, id),
  ];
  for (const prefix of prefixes) await removeAll(store, prefix);
  if (ownsObject(record)) await store.deleteVersion(record.objectKey, record.versionId);
}

/** Removes what would let a run go on, of an import that is about to end in this state. */
export async function removeCheckpoints(
  store: ObjectStore,
  record: ImportRecord,
  state: ImportState,
): Promise<void> {
  const { dataset, id, kind, parentId } = record;
  // Confirmed or sent again, the replay of a dataset goes on with the log that it has built.
  const isDatasetReplay = kind === 'replay' && parentId === null;
  if (isDatasetReplay && state !== 'SUCCEEDED') return;
  await removeAll(store, checkpointPrefix(dataset, id));
}

async function removeAll(store: ObjectStore, prefix: string): Promise<void> {
  for await (const { key } of store.list(prefix)) await store.delete(key);
}

/** An undo and a replay name the object of their parent. */
function ownsObject({ kind, objectKey }: ImportRecord): boolean {
  return kind !== 'undo' && kind !== 'replay' && objectKey !== '';
}
