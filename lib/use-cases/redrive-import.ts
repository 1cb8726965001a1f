import type { DatasetTable } from '../aws/dataset-table';
import type { ImportRequests } from '../aws/import-requests';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { deadLetterKey } from '../lake/keys';
import type { ObjectStore } from '../lake/object-store';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';

/** Sends a failed import again, under the dataset's definition as it is now: it may have been corrected since. */
export async function redriveImport(
  deps: { datasets: DatasetTable; imports: ImportTable; requests: ImportRequests; store: ObjectStore },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  const failed = await authorizeImport(deps.imports, actor, 'import', importId);
  const { version } = await deps.datasets.get(failed.dataset);
  const queued = await deps.imports.change(importId, ['FAILED'], {
    state: 'QUEUED',
    stage: null,
    definitionVersion: version,
    error: null,
    finishedAt: null,
    attempts: 0,
    bytesRead: 0,
    rowsRead: 0,
  });
  const record = queued ?? (await deps.imports.get(importId));
  if (record.state !== 'QUEUED') throw notFailed(record);
  await deps.store.delete(deadLetterKey(record.dataset, importId));
  await deps.requests.request(importId);
  return record;
}

function notFailed({ fileName, state }: ImportRecord): LakeportError {
  return new LakeportError('conflict', `The import of «${fileName}» is ${state}, not FAILED.`, {
    resolution: 'Only a failed import can be sent again; one that has succeeded can be replayed.',
  });
}
