import { runExport } from '../../../lib/use-cases/exports/run-export';
import { datasets, env, store } from '../clients';
import { exportIdOf } from '../events/export-event';
import type { Invocation } from '../events/invocation';
import { exports } from '../export-clients';
import { log, logError } from '../log';
import { cache, duckDb, workDir } from '../scratch';

const leaseMs = env.IMPORT_LEASE_SECONDS * 1000;
const marginMs = env.IMPORT_MARGIN_SECONDS * 1000;

/** Writes an export that was asked for. An error means: deliver the event again. */
export const handler = async (event: unknown, context: Invocation): Promise<void> => {
  const exportId = exportIdOf(event);
  if (exportId === null) {
    log.warn('The event is about no export and was left alone.');
    return;
  }
  const lake = { datasets, store, exports, cache, workDir, db: await duckDb() };
  const logFailure = (id: string, error: unknown) => logError(`The export ${id} failed.`, error);
  await runExport({ ...lake, leaseMs, marginMs, logFailure }, exportId, context.getRemainingTimeInMillis());
};
