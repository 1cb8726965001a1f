import type { ImportTable } from '../aws/import-table';
import type { ImportRecord } from '../lake/import-record';
import { newImport, type KnownOfImport } from './new-import';

/** Opens an import and stores its bytes, whose event starts it. What could not be stored is CANCELLED. */
export async function startStoredImport(
  imports: ImportTable,
  known: Omit<KnownOfImport, 'uploadId' | 'partSizeBytes'>,
  storeBytes: (objectKey: string) => Promise<void>,
): Promise<ImportRecord> {
  const opened = newImport({ ...known, uploadId: null, partSizeBytes: null });
  const record: ImportRecord = { ...opened, state: 'QUEUED' };
  await imports.create(record);
  try {
    await storeBytes(record.objectKey);
  } catch (error) {
    await imports.change(record.id, ['QUEUED'], {
      state: 'CANCELLED',
      finishedAt: new Date().toISOString(),
    });
    throw error;
  }
  return record;
}
