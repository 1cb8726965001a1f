/** The routes of the REST API that `query` answers: those that read rows, and the definition that DuckDB checks. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { LakeportError } from '../../../lib/errors';
import { parseFilters } from '../../../lib/lake/query/filters';
import { parseSort } from '../../../lib/lake/query/sort';
import { deleteRecord } from '../../../lib/use-cases/delete-record';
import { getRecord } from '../../../lib/use-cases/get-record';
import { getRecordHistoryByKey } from '../../../lib/use-cases/get-record-history';
import { getRejectsUrl } from '../../../lib/use-cases/get-rejects-url';
import { getViewLineage } from '../../../lib/use-cases/get-view-lineage';
import { listRejects } from '../../../lib/use-cases/list-rejects';
import { queryRecords } from '../../../lib/use-cases/query-records';
import { queryView } from '../../../lib/use-cases/query-view';
import { reviewAnomalies } from '../../../lib/use-cases/review-anomalies';
import { saveDataset } from '../../../lib/use-cases/save-dataset';
import { auditTrail, datasets } from '../clients';
import { datasetBody, importBody } from '../rest/bodies';
import { callerOf } from '../rest/caller';
import { createRestApp } from '../rest/rest-app';
import { listRejectsRoute } from '../rest/import-routes';
import {
  deleteRecordRoute,
  getRecordRoute,
  getViewLineageRoute,
  getViewRoute,
  listRecordsRoute,
  putDatasetRoute,
  reviewAnomaliesRoute,
} from '../rest/routes';
import { addExportRequests } from './export-rest';
import { queryDeps } from './query-deps';

export function createQueryRest(): OpenAPIHono {
  const app = createRestApp();
  addRecords(app);
  addRecord(app);
  addResults(app);
  addExportRequests(app);
  return app;
}

function addRecords(app: OpenAPIHono): void {
  app.openapi(listRecordsRoute, async (context) => {
    const { limit, cursor, sort, search } = context.req.valid('query');
    const page = await queryRecords(await queryDeps(), await callerOf(context), {
      dataset: context.req.valid('param').slug,
      limit,
      cursor,
      search,
      withTotal: false,
      filters: (columns) => parseFilters(new URL(context.req.url).searchParams, columns),
      sort: (columns) => parseSort(sort, columns),
    });
    return context.json({ items: page.rows, cursor: page.cursor, expiredRows: page.expiredRows }, 200);
  });
  app.openapi(reviewAnomaliesRoute, async (context) => {
    const { slug, decision } = context.req.valid('param');
    const { note, ...selection } = context.req.valid('json');
    const review = { dataset: slug, decision, selection, note: note ?? null, source: 'api' } as const;
    return context.json(
      importBody(await reviewAnomalies(await queryDeps(), await callerOf(context), review)),
      202,
    );
  });
  app.openapi(putDatasetRoute, async (context) => {
    const definition = context.req.valid('json');
    const { slug } = context.req.valid('param');
    if (definition['name'] !== slug) {
      throw new LakeportError('invalid-request', `The definition's name must be ${slug}, as in the address.`);
    }
    return context.json(
      datasetBody(await saveDataset({ datasets, audit: auditTrail }, await callerOf(context), definition)),
      200,
    );
  });
}

function addRecord(app: OpenAPIHono): void {
  // The key of a composite primary key has slashes, which OpenAPI's path parameters cannot hold.
  const ofKey = '/v1/datasets/:slug/records/:key{.+}';
  app.get(ofKey, async (context) => {
    const { history } = getRecordRoute.request.query.parse(context.req.query());
    const request = keyOf(context.req.param());
    const deps = await queryDeps();
    const actor = await callerOf(context);
    return context.json(
      history === 'true'
        ? await getRecordHistoryByKey(deps, actor, request)
        : await getRecord(deps, actor, request),
    );
  });
  app.delete(ofKey, async (context) => {
    const { note } = deleteRecordRoute.request.query.parse(context.req.query());
    const request = { ...keyOf(context.req.param()), note: note ?? null };
    return context.json(
      importBody(await deleteRecord(await queryDeps(), await callerOf(context), request)),
      202,
    );
  });
}

function addResults(app: OpenAPIHono): void {
  app.openapi(getViewRoute, async (context) => {
    const { slug, view } = context.req.valid('param');
    const { limit, cursor, sort } = context.req.valid('query');
    const offset = decodeOffset(cursor);
    const page = await queryView(await queryDeps(), await callerOf(context), {
      dataset: slug,
      view,
      limit,
      offset,
      filters: (columns) => parseFilters(new URL(context.req.url).searchParams, columns),
      sort: (columns) => parseSort(sort, columns),
    });
    return context.json({ items: page.rows, cursor: nextOffset(offset + page.rows.length, page.total) }, 200);
  });
  app.openapi(getViewLineageRoute, async (context) => {
    const { slug, view } = context.req.valid('param');
    const group = groupOf(new URL(context.req.url).searchParams);
    const request = { dataset: slug, view, group };
    return context.json(
      { items: await getViewLineage(await queryDeps(), await callerOf(context), request) },
      200,
    );
  });
  app.openapi(listRejectsRoute, async (context) => {
    const { limit, cursor, code, column, format } = context.req.valid('query');
    const importId = context.req.valid('param').id;
    const deps = await queryDeps();
    const actor = await callerOf(context);
    if (format) {
      const url = await getRejectsUrl(deps, actor, { importId, format });
      if (url) return context.json({ url }, 200);
      throw new LakeportError('not-found', `Import ${importId} has refused no row.`);
    }
    const offset = decodeOffset(cursor);
    const page = await listRejects(deps, actor, { importId, code, column, offset, limit });
    const next = nextOffset(offset + page.rows.length, page.total);
    return context.json({ items: page.rows, cursor: next, columns: page.columns }, 200);
  });
}

function keyOf({ slug, key }: { slug: string; key: string }) {
  return { dataset: slug, key: key.split('/').map(decodeURIComponent) };
}

/** The values of group columns; `column[empty]=true` is a missing one. */
function groupOf(query: URLSearchParams): Record<string, string | null> {
  return Object.fromEntries(
    [...query].map(([name, text]) => {
      const [, column] = /^(.+)\[empty\]$/s.exec(name) ?? [];
      return column !== undefined && text === 'true' ? [column, null] : [name, text];
    }),
  );
}

const offsetSchema = z.object({ offset: z.number().int().nonnegative() });

/** What a page's cursor says where the rows behind it never change: how many have been read. */
function decodeOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  try {
    return offsetSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).offset;
  } catch (error) {
    throw new LakeportError('invalid-cursor', 'The cursor is none of this list.', {
      resolution: 'Begin again without a cursor.',
      cause: error,
    });
  }
}

function nextOffset(offset: number, total: number): string | null {
  return offset < total ? Buffer.from(JSON.stringify({ offset })).toString('base64url') : null;
}
