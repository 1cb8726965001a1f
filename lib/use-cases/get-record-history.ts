import type { LakeColumn } from '../lake/columns';
import { queryRecordHistory, type RecordVersion } from '../lake/history/query-record-history';
import type { RowZone } from '../lake/keys';
import { checkFilter } from '../lake/query/filters';
import { keyFilters } from '../lake/query/query-key';
import type { RowLineage } from '../lake/selection/selection';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset, type QueryDeps } from './query-dataset';

export interface RecordHistory {
  columns: LakeColumn[];
  versions: RecordVersion[];
}

/** What imports have said of a row's key, newest first; the row is named by its lineage. */
export async function getRecordHistory(
  deps: QueryDeps,
  actor: Actor,
  request: { dataset: string; zone: RowZone; row: RowLineage },
): Promise<RecordHistory> {
  authorize(actor, 'read', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { primaryKey } = dataset.definition.schema;
  const { zone, row } = request;
  return {
    columns,
    versions: await queryRecordHistory({ ...deps, snapshot, columns, primaryKey, zone, row }),
  };
}

/** The same by the values of the key, also when there is no current row of it. */
export async function getRecordHistoryByKey(
  deps: QueryDeps,
  actor: Actor,
  request: { dataset: string; key: readonly string[] },
): Promise<RecordHistory> {
  authorize(actor, 'read', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { primaryKey } = dataset.definition.schema;
  const filters = keyFilters(primaryKey, request.key).map((filter) => checkFilter(filter, columns));
  const query = { ...deps, snapshot, columns, primaryKey, zone: 'silver', row: { filters } } as const;
  return { columns, versions: await queryRecordHistory(query) };
}
