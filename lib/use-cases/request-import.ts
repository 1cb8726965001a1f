import { ulid } from 'ulid';
import type { ImportRequests } from '../aws/import-requests';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { ImportKind, ImportSource } from '../lake/import-states';
import type { Actor } from '../roles';
import { newImport } from './new-import';

export interface RequestDeps {
  imports: ImportTable;
  requests: ImportRequests;
}

/** What somebody asks of an import that is there already. */
export interface OfImport {
  importId: string;
  /** Stop before the commit, as CHECKED. */
  dryRun: boolean;
  source: ImportSource;
}

/** What is still under way is among the last imports of its dataset; the commit itself refuses what slips through. */
const RECENT_IMPORTS = 200;

/** Opens an import that works on the bytes of `parent`, and asks for its run. */
export async function requestChild(
  deps: RequestDeps,
  actor: Actor,
  parent: ImportRecord,
  child: { kind: ImportKind; definitionVersion: number; dryRun: boolean; source: ImportSource },
): Promise<ImportRecord> {
  const { id, dataset, fileName, objectKey, sizeBytes, rootId } = parent;
  return requestNewImport(deps, actor, {
    dataset,
    fileName,
    objectKey,
    sizeBytes,
    parentId: id,
    rootId: rootId ?? id,
    ...child,
  });
}

/** Opens an import without an object of its own, and asks for its run. */
export async function requestNewImport(
  { imports, requests }: RequestDeps,
  actor: Actor,
  known: Omit<Parameters<typeof newImport>[0], 'id' | 'createdBy' | 'uploadId' | 'partSizeBytes'>,
): Promise<ImportRecord> {
  const opened = newImport({
    ...known,
    id: ulid(),
    createdBy: actor.name,
    uploadId: null,
    partSizeBytes: null,
  });
  const record: ImportRecord = { ...opened, state: 'QUEUED' };
  await imports.create(record);
  await requests.request(record.id);
  return record;
}

/** @throws LakeportError `conflict` while another import does the same; `isSame` tells which ones do. */
export async function refuseWhileUnderWay(
  imports: ImportTable,
  dataset: string,
  isSame: (record: ImportRecord) => boolean,
): Promise<void> {
  const { items } = await imports.list({ dataset, limit: RECENT_IMPORTS });
  const other = items.find(
    (record) => !record.dryRun && (record.state === 'QUEUED' || record.state === 'RUNNING') && isSame(record),
  );
  if (!other) return;
  throw new LakeportError('conflict', `Import ${other.id} is doing this already.`, {
    resolution: 'Wait for its end.',
  });
}
