import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openDuckDb } from '../../duckdb';
import type { DuckDb } from '../../duckdb';

/** One for the process: opening it takes longer than most of what it is asked. */
let opened: Promise<DuckDb> | undefined;

/** Lends a connection to a small DuckDB that reads no file, for looking at expressions. */
export async function withParser<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  opened ??= openDuckDb({
    dirs: [path.join(tmpdir(), 'lakeport-expressions')],
    memoryLimitMb: 64,
    threads: 1,
  });
  const connection = await (await opened).connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
  }
}
