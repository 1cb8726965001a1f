import type { BronzeUploads } from '../aws/bronze-uploads';
import type { ImportTable } from '../aws/import-table';
import type { Actor } from '../roles';
import { expectedPartBytes, requireOpenUpload, uploadNotOpen } from './open-upload';

/** The parts of an open upload that have arrived whole; what is not listed must be sent (again). */
export async function listParts(
  deps: { imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  importId: string,
): Promise<{ partNumber: number; sizeBytes: number }[]> {
  const record = await requireOpenUpload(deps.imports, actor, importId);
  if (!record.uploadId) return [];
  const parts = await deps.uploads.listParts(record.objectKey, record.uploadId);
  if (!parts) throw uploadNotOpen(record);
  return parts
    .filter((part) => part.sizeBytes === expectedPartBytes(record, part.partNumber))
    .map(({ partNumber, sizeBytes }) => ({ partNumber, sizeBytes }));
}
