import type { BronzeUploads } from '../aws/bronze-uploads';
import type { ImportTable } from '../aws/import-table';
import { rejectsKey } from '../lake/keys';
import type { Actor } from '../roles';
import { authorize } from './authorize';

/** A presigned URL of the import's rejects.csv; null when no row was refused. */
export async function getRejectsUrl(
  deps: { imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  importId: string,
): Promise<string | null> {
  authorize(actor, 'read');
  const record = await deps.imports.get(importId);
  if (!record.counts?.rejected) return null;
  const name = record.fileName.replace(/(\.[^.]*)?$/, '.rejects.csv');
  return deps.uploads.signDownload(rejectsKey(record.dataset, record.id, 'csv'), name);
}
