import type { BronzeUploads } from '../aws/bronze-uploads';
import type { ImportTable } from '../aws/import-table';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { requireOpenUpload, uploadNotOpen } from './open-upload';

/** Ends an open upload: the import is CANCELLED and its parts are thrown away. */
export async function abortUpload(
  deps: { imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  authorize(actor, 'import');
  const { objectKey, uploadId } = await requireOpenUpload(deps.imports, importId);
  const cancelled = await deps.imports.change(importId, ['UPLOADING'], {
    state: 'CANCELLED',
    finishedAt: new Date().toISOString(),
    uploadId: null,
  });
  if (!cancelled) throw uploadNotOpen(await deps.imports.get(importId));
  if (uploadId) await deps.uploads.abort(objectKey, uploadId);
  return cancelled;
}
