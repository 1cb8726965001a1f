import { createPublishRequests } from '../../../lib/aws/publish-requests';
import { compactDatasets } from '../../../lib/use-cases/compact-datasets';
import { publishCommits } from '../../../lib/use-cases/publish-commits';
import { datasets, env, events, records, store } from '../clients';
import type { Invocation } from '../events/invocation';
import { log } from '../log';
import { publishWorkOf } from '../events/publish-event';
import { cache, duckDb, workDir } from '../scratch';

const publishAgain = createPublishRequests(events);
const marginMs = env.IMPORT_MARGIN_SECONDS * 1000;

/** Publishes a commit, or compacts the datasets when the clock says so. An error means: deliver the event again. */
export const handler = async (event: unknown, context: Invocation): Promise<void> => {
  const work = publishWorkOf(event);
  if (work === null) {
    log.warn('The object is no manifest and was left alone.');
    return;
  }
  const lake = { datasets, store, cache, db: await duckDb(), workDir };
  const mayGoOn = () => context.getRemainingTimeInMillis() > marginMs;
  if (work === 'clock') return compactDatasets({ ...lake, mayGoOn });
  await publishCommits({ ...lake, records, mayGoOn, publishAgain }, work.dataset, work.sequence);
};
