import path from 'node:path';
import type { S3ObjectStore } from '../../../aws/s3-object-store';
import type { DuckDb } from '../../../duckdb';
import { mergeRejects, rejectsCsv } from '../../../engine/rejects';
import type { ImportRecord } from '../../../lake/import-record';
import { rejectsKey } from '../../../lake/keys';

/** Stores the problems of an import's refused rows, as Parquet to be browsed and as CSV to be downloaded. */
export async function storeRejects(
  { store, db }: { store: S3ObjectStore; db: DuckDb },
  { dataset, id }: Pick<ImportRecord, 'dataset' | 'id'>,
  rejects: readonly { path: string }[],
  { workDir, retentionDays }: { workDir: string; retentionDays: number | null },
): Promise<void> {
  if (rejects.length === 0) return;
  const connection = await db.connect();
  try {
    const merged = path.join(workDir, 'rejects.parquet');
    await mergeRejects(connection, rejects, merged);
    await store.putFile(rejectsKey(dataset, id, 'parquet'), merged, { retentionDays });
    const csv = rejectsCsv(connection, rejects, workDir);
    await store.putStream(rejectsKey(dataset, id, 'csv'), csv, {
      contentType: 'text/csv; charset=utf-8',
      retentionDays,
    });
  } finally {
    connection.closeSync();
  }
}
