import type { Dataset } from '../aws/dataset-table';
import type { RecordTable, StoredRecord } from '../aws/record-table';
import { outputColumns } from '../dataset/definition';
import { LakeportError } from '../errors';
import { queryKey } from '../lake/query/query-key';
import type { RecordRow } from '../lake/query/query-records';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset, type QueryDeps } from './query-dataset';

/**
 * One current row by its key, with its lineage: from the Records table where that has the dataset's rows, otherwise by
 * a query.
 */
export async function getRecord(
  deps: QueryDeps & { records: RecordTable },
  actor: Actor,
  request: { dataset: string; key: readonly string[] },
): Promise<Record<string, unknown> | RecordRow> {
  authorize(actor, 'read', request.dataset);
  const dataset = await deps.datasets.get(request.dataset);
  if (!(await isInTable(deps, dataset, request.key))) return queryRecord(deps, request);
  const found = await deps.records.get(dataset.name, request.key);
  if (found) return rowOf(dataset, found) ?? queryRecord(deps, request);
  throw new LakeportError(
    'record-not-found',
    `There is no record ${request.key.join(', ')} in ${dataset.name}.`,
  );
}

/** A table that is behind what was published, or has another version's key, has nothing to say. */
async function isInTable(
  { datasets }: QueryDeps,
  { name, version, definition, records, publishedSequence }: Dataset,
  key: readonly string[],
): Promise<boolean> {
  const { primaryKey } = definition.schema;
  if (!definition.records || !records?.sequence || key.length !== primaryKey.length) return false;
  if (records.sequence < (publishedSequence ?? 0)) return false;
  if (records.version === version) return true;
  const before = await datasets.getVersion(name, records.version);
  return before.schema.primaryKey.join('\n') === primaryKey.join('\n');
}

/** Null for a row that is too large for the table. A column that came after the row was written is missing in it. */
function rowOf({ definition }: Dataset, { values, importId, file, line }: StoredRecord) {
  if (!values) return null;
  const cells = outputColumns(definition).map(({ name }) => [name, values[name] ?? null]);
  return { ...Object.fromEntries(cells), _import: importId, _file: file, _line: line };
}

async function queryRecord(
  deps: QueryDeps,
  { dataset: name, key }: { dataset: string; key: readonly string[] },
): Promise<RecordRow> {
  const { dataset, columns, snapshot } = await openDataset(deps, name);
  const { primaryKey } = dataset.definition.schema;
  return queryKey({ ...deps, snapshot, columns, zone: 'silver', primaryKey, key });
}
