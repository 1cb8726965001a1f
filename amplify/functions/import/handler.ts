import { createImportAnnouncer } from '../../../lib/aws/import-announcer';
import { requireEnv } from '../../../lib/env';
import { runImport } from '../../../lib/use-cases/run-import';
import { datasets, env, imports, store } from '../clients';
import { log, logError } from '../log';
import { objectKeyOf } from '../object-created-event';
import { cache, duckDb, workDir } from '../scratch';

const announce = createImportAnnouncer(requireEnv(env, 'GRAPHQL_URL'), env.AWS_REGION, logError);

/** Runs the import of an object that has appeared in bronze. An error means: deliver the event again. */
export const handler = async (event: unknown): Promise<void> => {
  const objectKey = objectKeyOf(event);
  const ended = await runImport(
    {
      datasets,
      imports,
      store,
      cache,
      announce,
      db: await duckDb(),
      workDir,
      logFailure: ({ importId, attempt, error }) => {
        log.appendKeys({ importId, attempt });
        logError('The import failed.', error);
        log.resetKeys();
      },
    },
    objectKey,
  );
  if (!ended) log.warn('The object belongs to no import and was left alone.', { objectKey });
};
