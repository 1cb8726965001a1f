/** The routes of the REST API that `query` answers: those that read rows, and the definition that DuckDB checks. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { LakeportError } from '../../../lib/errors';
import { parseFilters } from '../../../lib/lake/query/filters';
import { parseSort } from '../../../lib/lake/query/sort';
import { getRecord } from '../../../lib/use-cases/get-record';
import { listRejects } from '../../../lib/use-cases/list-rejects';
import { queryRecords } from '../../../lib/use-cases/query-records';
import { queryView } from '../../../lib/use-cases/query-view';
import { saveDataset } from '../../../lib/use-cases/save-dataset';
import { datasets, imports } from '../clients';
import { datasetBody } from '../rest/bodies';
import { callerOf } from '../rest/caller';
import { createRestApp } from '../rest/rest-app';
import { getViewRoute, listRecordsRoute, listRejectsRoute, putDatasetRoute } from '../rest/routes';
import { queryDeps } from './query-deps';

export function createQueryRest(): OpenAPIHono {
  const app = createRestApp();
  addRecords(app);
  addResults(app);
  return app;
}

function addRecords(app: OpenAPIHono): void {
  app.openapi(listRecordsRoute, async (context) => {
    const { limit, cursor, sort } = context.req.valid('query');
    const page = await queryRecords(await queryDeps(), await callerOf(context), {
      dataset: context.req.valid('param').slug,
      limit,
      cursor,
      withTotal: false,
      filters: (columns) => parseFilters(new URL(context.req.url).searchParams, columns),
      sort: (columns) => parseSort(sort, columns),
    });
    return context.json({ items: page.rows, cursor: page.cursor }, 200);
  });
  // The key of a composite primary key has slashes, which OpenAPI's path parameters cannot hold.
  app.get('/v1/datasets/:slug/records/:key{.+}', async (context) => {
    const { slug, key } = context.req.param();
    const values = key.split('/').map(decodeURIComponent);
    return context.json(
      await getRecord(await queryDeps(), await callerOf(context), { dataset: slug, key: values }),
    );
  });
  app.openapi(putDatasetRoute, async (context) => {
    const definition = context.req.valid('json');
    const { slug } = context.req.valid('param');
    if (definition['name'] !== slug) {
      throw new LakeportError('invalid-request', `The definition's name must be ${slug}, as in the address.`);
    }
    return context.json(
      datasetBody(await saveDataset({ datasets }, await callerOf(context), definition)),
      200,
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
  app.openapi(listRejectsRoute, async (context) => {
    const { limit, cursor, code, column } = context.req.valid('query');
    const offset = decodeOffset(cursor);
    const deps = { ...(await queryDeps()), imports };
    const importId = context.req.valid('param').id;
    const page = await listRejects(deps, await callerOf(context), { importId, code, column, offset, limit });
    return context.json({ items: page.rows, cursor: nextOffset(offset + page.rows.length, page.total) }, 200);
  });
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
