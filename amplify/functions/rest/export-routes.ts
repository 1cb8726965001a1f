/** The routes of exports: the whole result of a question as one file. */
import { createRoute, z } from '@hono/zod-openapi';
import { EXPORT_FORMATS, EXPORT_STATES } from '../../../lib/exports';
import { ROW_ZONES } from '../../../lib/lake/keys';
import { failures, json, problem, security, slug } from './route-parts';

const exportBodyShape = z
  .object({
    id: z.string(),
    dataset: z.string(),
    format: z.enum(EXPORT_FORMATS),
    gzip: z.boolean(),
    fileName: z.string(),
    state: z.enum(EXPORT_STATES),
    createdAt: z.string(),
    createdBy: z.string(),
    finishedAt: z.string().nullable(),
    rowsTotal: z.number().nullable(),
    rowsWritten: z.number(),
    sizeBytes: z.number().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Presigned, for an hour; null before the end and after `expiresAt`. */
    url: z.url().nullable(),
    expiresAt: z.string().nullable(),
  })
  .openapi('Export');

export const requestExportRoute = createRoute({
  method: 'post',
  path: '/v1/datasets/{slug}/exports',
  summary: 'Write all rows that fit into one file',
  description: 'Ask for the export until it has ended; its `url` is then where the file can be downloaded.',
  security,
  request: {
    params: slug,
    body: {
      content: {
        'application/json': {
          schema: z.object({
            format: z.enum(EXPORT_FORMATS).default('csv'),
            /** Parquet is compressed inside and is never zipped again. */
            gzip: z.boolean().default(false),
            zone: z.enum(ROW_ZONES).default('silver'),
            /** Those of the dataset without it. */
            columns: z.array(z.string()).nullish(),
            /** `{"column", "op", "value"}`, all of which must hold. */
            filters: z.array(z.record(z.string(), z.unknown())).default([]),
            search: z.string().default(''),
            sort: z.string().default(''),
          }),
        },
      },
      required: true,
    },
  },
  responses: { 202: json('The export', exportBodyShape), 409: problem, ...failures },
});

export const getExportRoute = createRoute({
  method: 'get',
  path: '/v1/exports/{id}',
  summary: 'One export of one’s own: its state, and where to download it',
  security,
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: json('The export', exportBodyShape), ...failures },
});
