import type { RecordTable } from '../aws/record-table';
import { LakeportError } from '../errors';
import { queryKey } from '../lake/query/query-key';
import type { RecordRow } from '../lake/query/query-records';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset, type QueryDeps } from './query-dataset';

/**
 * One current row by its key, with its lineage: from the Records table where the dataset has one, otherwise by
 * a query.
 */
export async function getRecord(
  deps: QueryDeps & { records: RecordTable },
  actor: Actor,
  request: { dataset: string; key: readonly string[] },
): Promise<Record<string, unknown> | RecordRow> {
  authorize(actor, 'read');
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { definition } = dataset;
  const { primaryKey } = definition.schema;
  if (!definition.records || request.key.length !== primaryKey.length) {
    return queryKey({ ...deps, snapshot, columns, zone: 'silver', primaryKey, key: request.key });
  }
  const found = await deps.records.get(dataset.name, request.key);
  if (found) return { ...found.values, _import: found.importId, _file: found.file, _line: found.line };
  throw new LakeportError(
    'record-not-found',
    `There is no record ${request.key.join(', ')} in ${dataset.name}.`,
  );
}
