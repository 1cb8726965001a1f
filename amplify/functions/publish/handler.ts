import { parseManifestKey } from '../../../lib/lake/keys';
import { publishCommits } from '../../../lib/use-cases/publish-commits';
import { datasets, records, store } from '../clients';
import { log } from '../log';
import { objectKeyOf } from '../object-created-event';
import { cache, duckDb, workDir } from '../scratch';

/** Publishes a commit: the manifest whose object has appeared. An error means: deliver the event again. */
export const handler = async (event: unknown): Promise<void> => {
  const objectKey = objectKeyOf(event);
  const commit = parseManifestKey(objectKey);
  if (!commit) {
    log.warn('The object is no manifest and was left alone.', { objectKey });
    return;
  }
  const db = await duckDb();
  await publishCommits({ datasets, records, store, cache, db, workDir }, commit.dataset, commit.sequence);
};
