import { withLineage, type LakeColumn } from '../lake/columns';
import type { RowZone } from '../lake/keys';
import { queryRecords as queryLake, type RecordsPage } from '../lake/query/query-records';
import type { Filter } from '../lake/query/filters';
import type { Sort } from '../lake/query/sort';
import { emitMetrics } from '../metrics';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset, type QueryDeps } from './query-dataset';

export interface RecordsRequest {
  dataset: string;
  zone?: RowZone | undefined;
  select?: readonly string[] | undefined;
  /** Filters and order depend on the columns, which are known only once the dataset is. */
  filters: (columns: readonly LakeColumn[]) => Filter[];
  sort: (columns: readonly LakeColumn[]) => Sort;
  /** Text to look for in every column, in any case. */
  search?: string | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
  withTotal: boolean;
}

/** A page of a dataset's current rows. */
export async function queryRecords(
  deps: QueryDeps,
  actor: Actor,
  request: RecordsRequest,
): Promise<RecordsPage> {
  authorize(actor, 'read', request.dataset);
  const { columns, snapshot } = await openDataset(deps, request.dataset);
  const known = withLineage(columns);
  const { select, search, limit, offset, cursor } = request;
  const page = await queryLake({
    ...deps,
    snapshot,
    columns,
    zone: request.zone ?? 'silver',
    filters: request.filters(known),
    sort: request.sort(known),
    withTotal: request.withTotal,
    ...(select && { select }),
    ...(search !== undefined && { search }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
    ...(cursor !== undefined && { cursor }),
  });
  emitMetrics(request.dataset, { QueryDuration: page.seconds * 1000 });
  return page;
}
