import type { BronzeUploads, UploadedPart } from '../aws/bronze-uploads';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import { expectedPartBytes, partCountOf, uploadNotOpen } from './open-upload';

/**
 * Puts the parts together, which makes the object and so starts the import. The parts S3 has are checked
 * against the size agreed on opening: a file that arrived in part is never imported. Whoever asks again, because the
 * first answer was lost, gets the import as it is by now.
 */
export async function completeUpload(
  deps: { imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  const record = await authorizeImport(deps.imports, actor, 'import', importId);
  if (record.state === 'CANCELLED') throw uploadNotOpen(record);
  if (record.state !== 'UPLOADING') return record;
  const { objectKey, uploadId } = record;
  if (uploadId) {
    const parts = await deps.uploads.listParts(objectKey, uploadId);
    if (!parts) throw uploadNotOpen(record);
    requireAllParts(record, parts);
    await deps.uploads.complete(objectKey, uploadId, parts);
  } else {
    await deps.uploads.put(objectKey, '', null);
  }
  // The import may have been started by the object already; then it is past QUEUED and stays so.
  const queued = await deps.imports.change(importId, ['UPLOADING'], { state: 'QUEUED', uploadId: null });
  return queued ?? deps.imports.get(importId);
}

function requireAllParts(record: ImportRecord, parts: readonly UploadedPart[]): void {
  const whole = new Set(
    parts
      .filter((part) => part.sizeBytes === expectedPartBytes(record, part.partNumber))
      .map((part) => part.partNumber),
  );
  const expected = partCountOf(record);
  if (whole.size === expected && parts.length === expected) return;
  throw new LakeportError(
    'upload-incomplete',
    `${whole.size} of ${expected} parts of «${record.fileName}» have arrived.`,
    { resolution: 'Resume the upload.' },
  );
}
