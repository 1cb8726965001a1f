/** A connection for one piece of work: closed after it, and interrupted when it takes too long. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../duckdb';
import { LakeportError } from '../../errors';

/** Below the 29 s after which API Gateway gives up on a request. */
const TIMEOUT_MS = 25_000;

/** @throws LakeportError `query-timeout` */
export async function withConnection<Result>(
  db: DuckDb,
  work: (connection: DuckDBConnection) => Promise<Result>,
  timeoutMs = TIMEOUT_MS,
): Promise<Result> {
  const connection = await db.connect();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    connection.interrupt();
  }, timeoutMs);
  try {
    return await work(connection);
  } catch (error) {
    if (!timedOut) throw error;
    throw new LakeportError('query-timeout', `The query took longer than ${timeoutMs / 1000} seconds.`, {
      resolution: 'Narrow it down with filters.',
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    connection.closeSync();
  }
}
