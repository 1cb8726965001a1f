import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openDuckDb } from '../../duckdb';

/** Lends a small DuckDB that reads no file, for looking at expressions. */
export async function withParser<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const duckDb = await openDuckDb({
    dirs: [path.join(tmpdir(), 'lakeport-expressions')],
    memoryLimitMb: 64,
    threads: 1,
  });
  try {
    return await use(await duckDb.connect());
  } finally {
    duckDb.close();
  }
}
