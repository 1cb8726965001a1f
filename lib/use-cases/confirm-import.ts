import type { ImportRequests } from '../aws/import-requests';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';

/** Sends an import on whose dry run has ended: it runs again, and commits. */
export async function confirmImport(
  deps: { imports: ImportTable; requests: ImportRequests },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  await authorizeImport(deps.imports, actor, 'import', importId);
  const confirmed = await deps.imports.change(importId, ['CHECKED'], {
    state: 'QUEUED',
    dryRun: false,
    finishedAt: null,
    bytesRead: 0,
    rowsRead: 0,
  });
  const record = confirmed ?? (await deps.imports.get(importId));
  // Asked for twice, it is still one import: a request too many finds it under way.
  if (!confirmed && (record.state !== 'QUEUED' || record.dryRun)) throw notChecked(record);
  await deps.requests.request(importId);
  return record;
}

function notChecked({ fileName, state }: ImportRecord): LakeportError {
  return new LakeportError('conflict', `The import of «${fileName}» is ${state}, not CHECKED.`, {
    resolution: 'Only a dry run that has ended can be confirmed.',
  });
}
