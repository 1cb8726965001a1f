import type { ImportRecord } from '../lake/import-record';
import type { ObjectStore } from '../lake/object-store';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import type { RefusedDeps } from './open-refused';
import { readRepairedRows, type RepairsRequest } from './repairs/read-repaired-rows';
import { startRowsImport } from './start-rows-import';

/** Imports repaired rows of an import's refused ones, by an import that is returned and has the first for a parent. */
export async function repairRejects(
  deps: RefusedDeps & { store: Pick<ObjectStore, 'putText'> },
  actor: Actor,
  request: RepairsRequest,
): Promise<ImportRecord> {
  await authorizeImport(deps.imports, actor, 'import', request.importId);
  const { record, dataset, fileName, rows } = await readRepairedRows(deps, request);
  return startRowsImport(deps, actor, dataset, {
    rows,
    fileName,
    parentId: record.id,
    rootId: record.rootId ?? record.id,
  });
}
