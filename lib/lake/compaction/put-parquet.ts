import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parquetSql, quoteLiteral, type DuckDb } from '../../duckdb';
import type { ObjectStore } from '../object-store';
import { withConnection } from '../query/with-connection';

/** Nobody waits for a compaction, so a statement may take as long as a function may run. */
export const COMPACTION_TIMEOUT_MS = 14 * 60 * 1000;

export interface PutContext {
  store: ObjectStore;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  /** Exists. */
  workDir: string;
}

/**
 * Puts the rows of a query as a Parquet object and counts them in the file; without rows nothing is put. What is in the
 * bucket must have the file's size before anything points to it.
 */
export async function putParquet(
  { store, db, workDir }: PutContext,
  key: string,
  sql: string,
  retentionDays: number | null,
): Promise<{ key: string; rows: number; bytes: number }> {
  const file = path.join(workDir, key.replaceAll('/', '_'));
  try {
    const rows = await withConnection(
      db,
      async (connection) => {
        await connection.run(`copy (${sql}) to ${quoteLiteral(file)} (format parquet, compression zstd)`);
        const counted = await connection.runAndReadAll(`select count(*) from ${parquetSql([file])}`);
        return Number(counted.getRows()[0]?.[0]);
      },
      COMPACTION_TIMEOUT_MS,
    );
    const bytes = (await stat(file)).size;
    if (rows === 0) return { key, rows, bytes };
    await store.putFile(key, file, { contentType: 'application/vnd.apache.parquet', retentionDays });
    const stored = await store.head(key);
    if (stored?.sizeBytes === bytes) return { key, rows, bytes };
    throw new Error(`${key} was put with ${bytes} bytes, but the store has ${stored?.sizeBytes ?? 'none'}.`);
  } finally {
    await rm(file, { force: true });
  }
}
