/** Every route of the REST API. Two functions answer them; this is where they are one API. */
import { createRoute, z } from '@hono/zod-openapi';
import { IMPORT_STATES } from '../../../lib/lake/import-states';
import { problemSchema } from './problem-details';
import {
  datasetShape,
  importPageShape,
  importShape,
  recordPageShape,
  recordShape,
  rowProblemShape,
  uploadShape,
} from './schemas';

const security = [{ bearer: [] }];
const slug = z.object({ slug: z.string().openapi({ example: 'weather' }) });
const importId = z.object({ id: z.string().openapi({ example: '01JD0V6XZ3N2M8T4Q5R6S7W8Y9' }) });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

const json = <Shape extends z.ZodType>(description: string, schema: Shape) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = {
  description: 'Problem details',
  content: { 'application/problem+json': { schema: problemSchema } },
};
const failures = { 400: problem, 401: problem, 403: problem, 404: problem };

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
  summary: 'Current rows, filtered, sorted, by pages',
  description: FILTERS,
  security,
  request: { params: slug, query: page.extend({ sort: z.string().optional() }).loose() },
  responses: { 200: json('A page of rows', recordPageShape), ...failures },
});

const getRecordRoute = createRoute({
  method: 'get',
  path: '/v1/datasets/{slug}/records/{key}',
  summary: 'One row by its key; the values of a composite key are separated by slashes',
  security,
  request: { params: slug.extend({ key: z.string() }) },
  responses: { 200: json('The row', recordShape), ...failures },
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

export const startUploadRoute = createRoute({
  method: 'post',
  path: '/v1/datasets/{slug}/imports',
  summary: 'Start an upload: presigned URLs of its first parts',
  security,
  request: {
    params: slug,
    body: {
      content: {
        'application/json': {
          schema: z.object({
            fileName: z.string(),
            sizeBytes: z.number().int().nonnegative(),
            source: z.enum(['api', 'cli']).default('api'),
          }),
        },
      },
      required: true,
    },
  },
  responses: { 201: json('The upload', uploadShape), 413: problem, ...failures },
});

export const signPartsRoute = createRoute({
  method: 'post',
  path: '/v1/imports/{id}/parts',
  summary: 'Presigned URLs of parts, and which parts have arrived',
  security,
  request: {
    params: importId,
    body: {
      content: { 'application/json': { schema: z.object({ partNumbers: z.array(z.number().int()) }) } },
      required: true,
    },
  },
  responses: {
    200: json(
      'URLs, and parts that need not be sent',
      z.object({
        parts: z.array(z.object({ partNumber: z.number(), url: z.url() })),
        arrived: z.array(z.number()),
      }),
    ),
    409: problem,
    ...failures,
  },
});

const ofImport = { request: { params: importId }, security } as const;

export const completeUploadRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/complete',
  summary: 'All parts are sent: start the import',
  responses: { 200: json('The import', importShape), 409: problem, ...failures },
});

export const abortUploadRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/abort',
  summary: 'Give an upload up',
  responses: { 200: json('The import', importShape), 409: problem, ...failures },
});

export const listImportsRoute = createRoute({
  method: 'get',
  path: '/v1/imports',
  summary: 'The import history, newest first',
  security,
  request: {
    query: page.extend({ dataset: z.string().optional(), state: z.enum(IMPORT_STATES).optional() }),
  },
  responses: { 200: json('A page of imports', importPageShape), ...failures },
});

export const getImportRoute = createRoute({
  ...ofImport,
  method: 'get',
  path: '/v1/imports/{id}',
  summary: 'One import: its state, counts and problems',
  responses: { 200: json('The import', importShape), ...failures },
});

export const listRejectsRoute = createRoute({
  method: 'get',
  path: '/v1/imports/{id}/rejects',
  summary: 'The refused rows of an import, one item a problem',
  security,
  request: {
    params: importId,
    query: page.extend({ code: z.string().optional(), column: z.string().optional() }),
  },
  responses: {
    200: json(
      'A page of problems',
      z.object({ items: z.array(rowProblemShape), cursor: z.string().nullable() }),
    ),
    ...failures,
  },
});

export const ALL_ROUTES = [
  listDatasetsRoute,
  getDatasetRoute,
  putDatasetRoute,
  listRecordsRoute,
  getRecordRoute,
  postRecordsRoute,
  getViewRoute,
  startUploadRoute,
  signPartsRoute,
  completeUploadRoute,
  abortUploadRoute,
  listImportsRoute,
  getImportRoute,
  listRejectsRoute,
];
