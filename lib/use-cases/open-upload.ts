import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';

/** The import if the actor may go on with its upload; throws `upload-not-open` when that is no longer open. */
export async function requireOpenUpload(
  imports: ImportTable,
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  const record = await authorizeImport(imports, actor, 'import', importId);
  if (record.state === 'UPLOADING') return record;
  throw uploadNotOpen(record);
}

export function uploadNotOpen(record: ImportRecord): LakeportError {
  return new LakeportError(
    'upload-not-open',
    `The upload of «${record.fileName}» is ${record.state}, not open.`,
    {
      resolution: 'Start a new upload.',
    },
  );
}

/** Parts the file has, at the size that was agreed when the upload was opened. */
export function partCountOf(record: ImportRecord): number {
  return record.partSizeBytes ? Math.ceil(record.sizeBytes / record.partSizeBytes) : 0;
}

/** The bytes part `partNumber` must have. */
export function expectedPartBytes(record: ImportRecord, partNumber: number): number {
  const size = record.partSizeBytes ?? 0;
  return Math.min(size, record.sizeBytes - (partNumber - 1) * size);
}
