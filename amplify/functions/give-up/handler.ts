import { createImportAnnouncer } from '../../../lib/aws/import-announcer';
import { requireEnv } from '../../../lib/env';
import { giveUpExport } from '../../../lib/use-cases/exports/give-up-export';
import { giveUpPublishing } from '../../../lib/use-cases/give-up-publishing';
import { giveUpImport } from '../../../lib/use-cases/run-import/give-up-import';
import { datasets, env, imports, store } from '../clients';
import { exportIdOf } from '../events/export-event';
import { givenUpInvocation } from '../events/given-up-invocation';
import { importStartOf } from '../events/import-event';
import { exports } from '../export-clients';
import { log, logError } from '../log';
import { isPublishEvent, publishWorkOf } from '../events/publish-event';

const announce = createImportAnnouncer(requireEnv(env, 'GRAPHQL_URL'), env.AWS_REGION, logError);
const leaseMs = env.IMPORT_LEASE_SECONDS * 1000;

/** Keeps an event that has failed as often as it is tried, with its cause, and tells whoever waits for it. */
export const handler = async (record: unknown): Promise<void> => {
  const given = givenUpInvocation(record);
  const exportId = exportIdOf(given.event);
  if (exportId !== null) return giveUpExport({ exports, leaseMs }, exportId, given.failedAt);
  if (!isPublishEvent(given.event)) {
    await giveUpImport({ datasets, imports, store, announce, leaseMs }, importStartOf(given.event), given);
    return;
  }
  const work = publishWorkOf(given.event);
  if (work === null || work === 'clock') {
    log.error('The datasets were not compacted this time; the next hour tries again.', {
      cause: given.cause,
    });
    return;
  }
  await giveUpPublishing(store, work, given);
};
