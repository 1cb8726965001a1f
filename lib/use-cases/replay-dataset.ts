import type { DatasetTable } from '../aws/dataset-table';
import type { ImportRecord } from '../lake/import-record';
import type { ImportSource } from '../lake/import-states';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { refuseWhileUnderWay, requestNewImport, type RequestDeps } from './request-import';

/** Builds a dataset anew from bronze under its current definition, by an import that is returned. */
export async function replayDataset(
  deps: RequestDeps & { datasets: DatasetTable },
  actor: Actor,
  request: { dataset: string; dryRun: boolean; source: ImportSource },
): Promise<ImportRecord> {
  authorize(actor, 'define', request.dataset);
  const { name, version } = await deps.datasets.get(request.dataset);
  await refuseWhileUnderWay(
    deps.imports,
    name,
    ({ kind, parentId }) => kind === 'replay' && parentId === null,
  );
  return requestNewImport(deps, actor, {
    kind: 'replay',
    dataset: name,
    fileName: name,
    objectKey: '',
    sizeBytes: 0,
    definitionVersion: version,
    dryRun: request.dryRun,
    source: request.source,
  });
}
