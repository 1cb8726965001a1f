import { createImportAnnouncer } from '../../../lib/aws/import-announcer';
import { requireEnv } from '../../../lib/env';
import { runImport } from '../../../lib/use-cases/run-import/run-import';
import { datasets, env, imports, requests, store } from '../clients';
import { importStartOf } from '../events/import-event';
import type { Invocation } from '../events/invocation';
import { log, logError } from '../log';
import { cache, duckDb, workDir } from '../scratch';

const announce = createImportAnnouncer(requireEnv(env, 'GRAPHQL_URL'), env.AWS_REGION, logError);

const settings = {
  leaseMs: env.IMPORT_LEASE_SECONDS * 1000,
  checkpointEveryMs: env.IMPORT_CHECKPOINT_SECONDS * 1000,
  marginMs: env.IMPORT_MARGIN_SECONDS * 1000,
  segmentBytes: env.IMPORT_SEGMENT_BYTES,
  memoryMb: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
};

/** Runs the import of an object that has appeared in bronze, or one that was asked for. An error means: deliver the event again. */
export const handler = async (event: unknown, context: Invocation): Promise<void> => {
  const start = importStartOf(event);
  const ended = await runImport(
    {
      datasets,
      imports,
      requests,
      store,
      cache,
      announce,
      // A run that goes on from a checkpoint must write what an undisturbed one would have written.
      db: await duckDb(true),
      workDir,
      settings,
      logFailure: ({ importId, attempt, error }) => {
        log.appendKeys({ importId, attempt });
        logError('The import failed.', error);
        log.resetKeys();
      },
    },
    start,
    context.getRemainingTimeInMillis(),
  );
  if (!ended) log.warn('The event is about no import and was left alone.', { ...start });
};
