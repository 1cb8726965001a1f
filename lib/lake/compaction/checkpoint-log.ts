import { manifestsPrefix } from '../keys';
import { latestCheckpoint, writeCheckpoint } from '../log/log-checkpoint';
import { readLog } from '../log/read-log';
import type { ObjectStore } from '../object-store';

/** Commits that a reader without a snapshot fetches one by one. */
const COMMITS_MAX = 200;

/**
 * Writes a checkpoint of the dataset's log where one is due, and of a log that has been made its state since the last
 * one. Commits before such a switch are left out, as nothing reads them.
 */
export async function checkpointLog(
  store: ObjectStore,
  dataset: string,
  log = manifestsPrefix(dataset),
  commitsMax = COMMITS_MAX,
): Promise<void> {
  const after = await latestCheckpoint(store, log);
  const since = await readLog(store, { dataset, log, after });
  const other = since.findLast(({ kind }) => kind === 'switch')?.log;
  if (other) await checkpointLog(store, dataset, other, commitsMax);
  if (since.length < commitsMax) return;
  const manifests = after === 0 ? since : await readLog(store, { dataset, log, after: 0 });
  const place = manifests.findLastIndex(({ kind }) => kind === 'switch');
  await writeCheckpoint(store, log, place < 0 ? manifests : manifests.slice(place));
}
