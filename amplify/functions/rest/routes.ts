/** The routes of datasets: their definitions, rows and views. */
import { createRoute, z } from '@hono/zod-openapi';
import { dryRun, failures, json, page, problem, security, slug } from './route-parts';
import {
  datasetShape,
  importShape,
  recordHistoryShape,
  recordPageShape,
  recordShape,
  selectionShape,
  viewLineageShape,
} from './schemas';

/** Columns are filters: `?station=USC00110072&date[gte]=1985-01-01`; they differ by dataset. */
const FILTERS =
  'Any column is a filter: `?station=USC00110072&date[gte]=1985-01-01`, with `gt gte lt lte ne in contains empty`.';

export const listDatasetsRoute = createRoute({
  method: 'get',
  path: '/v1/datasets',
  summary: 'All datasets',
  security,
  responses: { 200: json('Datasets by name', z.object({ items: z.array(datasetShape) })), ...failures },
});

export const getDatasetRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}',
  summary: 'One dataset and its definition',
  security,
  request: { params: slug },
  responses: { 200: json('The dataset', datasetShape), ...failures },
});

export const putDatasetRoute = createRoute({
  method: 'put',
  path: '/v1/datasets/{slug}',
  summary: 'Define a dataset, or a new version of it',
  security,
  request: {
    params: slug,
    body: { content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } }, required: true },
  },
  responses: { 200: json('The dataset', datasetShape), 409: problem, 422: problem, ...failures },
});

export const listRecordsRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}/records',
  summary: 'Current rows, filtered, searched, sorted, by pages',
  description: `${FILTERS} \`search\` is a text to look for in every column, in any case.`,
  security,
  request: {
    params: slug,
    query: page.extend({ sort: z.string().optional(), search: z.string().optional() }).loose(),
  },
  responses: { 200: json('A page of rows', recordPageShape), ...failures },
});

const recordKey = slug.extend({ key: z.string() });

export const getRecordRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}/records/{key}',
  summary: 'One row by its key, or all that imports have said of it',
  description:
    'The values of a composite key are separated by slashes. With `history=true` the answer has the columns and the versions of the row, newest first.',
  security,
  request: { params: recordKey, query: z.object({ history: z.enum(['true', 'false']).optional() }) },
  responses: {
    200: json('The row, or its history', z.union([recordShape, recordHistoryShape])),
    ...failures,
  },
});

export const deleteRecordRoute = createRoute({
  method: 'delete',
  path: '/v1/datasets/{slug}/records/{key}',
  summary: 'Remove one row by its key: an import',
  description:
    'The values of a composite key are separated by slashes. The import that is returned is on its way.',
  security,
  request: { params: recordKey, query: z.object({ note: z.string().optional() }) },
  responses: { 202: json('The import', importShape), ...failures },
});

export const postRecordsRoute = createRoute({
  method: 'post',
  path: '/v1/datasets/{slug}/records',
  summary: 'Add or change rows: an import',
  description:
    'A JSON array of objects, or one object a line (NDJSON). 200 when the import has ended, 202 while it runs.',
  security,
  request: {
    params: slug,
    body: {
      content: {
        'application/json': { schema: z.array(z.record(z.string(), z.unknown())) },
        'application/x-ndjson': { schema: z.string() },
      },
      required: true,
    },
  },
  responses: {
    200: json('The import, ended', importShape),
    202: json('The import, still running', importShape),
    413: problem,
    ...failures,
  },
});

export const getViewRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}/views/{view}',
  summary: 'A gold view, filtered, sorted, by pages',
  description: FILTERS,
  security,
  request: {
    params: slug.extend({ view: z.string() }),
    query: page.extend({ sort: z.string().optional() }).loose(),
  },
  responses: { 200: json('A page of rows', recordPageShape), ...failures },
});

export const getViewLineageRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}/views/{view}/lineage',
  summary: 'The imports behind one row of a view, most rows first',
  description:
    'Name the row by its group columns: `?station=USC00110072&year=1985`; `year[empty]=true` is the group of a missing value.',
  security,
  request: { params: slug.extend({ view: z.string() }), query: z.object({}).loose() },
  responses: { 200: json('The imports', z.object({ items: z.array(viewLineageShape) })), ...failures },
});

export const reviewAnomaliesRoute = createRoute({
  method: 'post',
  path: '/v1/datasets/{slug}/anomalies/{decision}',
  summary: 'Release flagged rows to the accepted ones, or dismiss them: an import',
  security,
  request: {
    params: slug.extend({ decision: z.enum(['release', 'dismiss']) }),
    body: { content: { 'application/json': { schema: selectionShape } }, required: true },
  },
  responses: { 202: json('The import', importShape), ...failures },
});

export const replayDatasetRoute = createRoute({
  method: 'post',
  path: '/v1/datasets/{slug}/replay',
  summary: 'Build the dataset anew from bronze under its current definition: an import',
  security,
  request: { params: slug, query: dryRun },
  responses: { 202: json('The import', importShape), 409: problem, ...failures },
});
