import { withLineage, type LakeColumn } from '../../lake/columns';
import type { RowZone } from '../../lake/keys';
import type { Filter } from '../../lake/query/filters';
import { queryFacets as queryLake, type Facet } from '../../lake/query/query-facets';
import { emitMetrics } from '../../metrics';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';
import { openDataset, type QueryDeps } from '../query-dataset';

export interface FacetsRequest {
  dataset: string;
  zone?: RowZone | undefined;
  /** Filters depend on the columns, which are known only once the dataset is. */
  filters: (columns: readonly LakeColumn[]) => Filter[];
  /** Text to look for in every column, in any case. */
  search?: string | undefined;
  facets: readonly string[];
}

/** The most frequent values of some columns of a dataset's current rows. */
export async function queryFacets(deps: QueryDeps, actor: Actor, request: FacetsRequest): Promise<Facet[]> {
  authorize(actor, 'read', request.dataset);
  const startedAt = performance.now();
  const { columns, snapshot } = await openDataset(deps, request.dataset);
  const facets = await queryLake({
    ...deps,
    snapshot,
    columns,
    zone: request.zone ?? 'silver',
    filters: request.filters(withLineage(columns)),
    search: request.search ?? '',
    facets: request.facets,
  });
  emitMetrics(request.dataset, { QueryDuration: performance.now() - startedAt });
  return facets;
}
