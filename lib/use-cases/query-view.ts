import { LakeportError } from '../errors';
import type { LakeColumn } from '../lake/columns';
import type { Filter } from '../lake/query/filters';
import { goldColumns, queryGold, type GoldPage } from '../lake/query/query-gold';
import type { Sort } from '../lake/query/sort';
import { emitMetrics } from '../metrics';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import type { QueryDeps } from './query-dataset';

export interface ViewRequest {
  dataset: string;
  view: string;
  filters: (columns: readonly LakeColumn[]) => Filter[];
  sort: (columns: readonly LakeColumn[]) => Sort;
  limit?: number | undefined;
  offset?: number | undefined;
}

/** A page of a gold view as of the last published commit. */
export async function queryView(deps: QueryDeps, actor: Actor, request: ViewRequest): Promise<GoldPage> {
  authorize(actor, 'read', request.dataset);
  const dataset = await deps.datasets.get(request.dataset);
  const { publishedSequence, publishedVersion, definition } = dataset;
  if (!definition.views.some((view) => view.name === request.view)) {
    throw new LakeportError('not-found', `Dataset «${dataset.name}» has no view «${request.view}».`, {
      resolution: `Its views are ${definition.views.map((view) => view.name).join(', ') || 'none'}.`,
    });
  }
  if (!publishedSequence || !publishedVersion) {
    return { columns: [], rows: [], total: 0, sequence: 0, seconds: 0 };
  }
  const source = {
    ...deps,
    dataset: dataset.name,
    view: request.view,
    sequence: publishedSequence,
    definitionVersion: publishedVersion,
  };
  const columns = await goldColumns(source);
  const page = await queryGold({
    ...source,
    filters: request.filters(columns),
    sort: request.sort(columns),
    ...(request.limit !== undefined && { limit: request.limit }),
    ...(request.offset !== undefined && { offset: request.offset }),
  });
  emitMetrics(dataset.name, { QueryDuration: page.seconds * 1000 });
  return page;
}
