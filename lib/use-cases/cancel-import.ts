import type { BronzeUploads } from '../aws/bronze-uploads';
import type { ImportRequests } from '../aws/import-requests';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';

/**
 * Ends an import that is uploading, queued, checked or running. A run notices within seconds and removes what it has
 * written; the request removes what is left where none is under way, the file included.
 */
export async function cancelImport(
  deps: { imports: ImportTable; uploads: BronzeUploads; requests: ImportRequests },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  const { objectKey, uploadId } = await authorizeImport(deps.imports, actor, 'import', importId);
  const cancelled = (await deps.imports.cancel(importId)) ?? (await deps.imports.get(importId));
  if (cancelled.state !== 'CANCELLED') throw tooLate(cancelled);
  if (uploadId) await deps.uploads.abort(objectKey, uploadId);
  await deps.requests.request(importId);
  return cancelled;
}

function tooLate({ fileName, state }: ImportRecord): LakeportError {
  if (state === 'RUNNING') {
    return new LakeportError('conflict', `The import of «${fileName}» is being committed right now.`, {
      resolution: 'Wait for its end and undo it.',
    });
  }
  return new LakeportError('conflict', `The import of «${fileName}» is ${state} and cannot be cancelled.`, {
    ...(state === 'SUCCEEDED' && { resolution: 'Undo it.' }),
  });
}
