import { querySql, type SqlPage } from '../../lake/query/query-sql';
import { emitMetrics } from '../../metrics';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';
import { openDataset, type QueryDeps } from '../query-dataset';

export interface SqlRequest {
  dataset: string;
  /** One SELECT over `rows`, `anomalies` and the views, by name. */
  sql: string;
}

/** The answer to a SELECT over a dataset's current rows and its published views. */
export async function runSql(deps: QueryDeps, actor: Actor, request: SqlRequest): Promise<SqlPage> {
  authorize(actor, 'read', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { publishedSequence, publishedVersion, definition } = dataset;
  const isPublished = publishedSequence && publishedVersion;
  const page = await querySql({
    ...deps,
    snapshot,
    columns,
    sql: request.sql,
    views: {
      names: isPublished ? definition.views.map(({ name }) => name) : [],
      sequence: publishedSequence ?? 0,
      definitionVersion: publishedVersion ?? 0,
    },
  });
  emitMetrics(dataset.name, { QueryDuration: page.seconds * 1000 });
  return page;
}
