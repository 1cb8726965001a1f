/** The routes of imports: how they begin, what became of them, and what may be done with them. */
import { createRoute, z } from '@hono/zod-openapi';
import { IMPORT_KINDS, IMPORT_STATES } from '../../../lib/lake/import-states';
import { REJECTS_FORMATS } from '../../../lib/problems';
import { dryRun, failures, importId, json, page, problem, security, slug } from './route-parts';
import { importPageShape, importShape, rejectPageShape, uploadShape } from './schemas';

const ofImport = { request: { params: importId }, security } as const;

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
            dryRun: z.boolean().default(false),
            /** The import whose refused rows the file brings again. */
            parentId: z.string().optional(),
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

export const completeUploadRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/complete',
  summary: 'All parts are sent: start the import',
  responses: { 200: json('The import', importShape), 409: problem, ...failures },
});

const changed = { 409: problem, ...failures };

export const abortUploadRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/abort',
  summary: 'Give an upload up: the same as cancel',
  responses: { 200: json('The import', importShape), ...changed },
});

export const cancelImportRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/cancel',
  summary: 'End an import that is uploading, queued, checked or running; nothing of it stays',
  responses: { 200: json('The import', importShape), ...changed },
});

export const confirmImportRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/confirm',
  summary: 'Commit an import whose dry run is CHECKED',
  responses: { 202: json('The import', importShape), ...changed },
});

export const redriveImportRoute = createRoute({
  ...ofImport,
  method: 'post',
  path: '/v1/imports/{id}/redrive',
  summary: 'Send a FAILED import again',
  responses: { 202: json('The import', importShape), ...changed },
});

export const undoImportRoute = createRoute({
  security,
  method: 'post',
  path: '/v1/imports/{id}/undo',
  summary: 'Take an import back: an import of its own, which is returned',
  request: { params: importId, query: dryRun },
  responses: { 202: json('The undo', importShape), ...changed },
});

export const replayImportRoute = createRoute({
  security,
  method: 'post',
  path: '/v1/imports/{id}/replay',
  summary:
    'Run an import’s bytes again under the current definition: an import of its own, which is returned',
  request: { params: importId, query: dryRun },
  responses: { 202: json('The replay', importShape), ...changed },
});

export const listImportsRoute = createRoute({
  method: 'get',
  path: '/v1/imports',
  summary: 'The import history, newest first',
  security,
  request: {
    query: page.extend({
      dataset: z.string().optional(),
      state: z.enum(IMPORT_STATES).optional(),
      kind: z.enum(IMPORT_KINDS).optional(),
      /** Only the chain of attempts that began with this import. */
      rootId: z.string().optional(),
      fileName: z
        .string()
        .optional()
        .openapi({ description: 'A text in the name of the file, in any case.' }),
      createdBy: z.string().optional().openapi({ description: 'A text in who brought it, in any case.' }),
      from: z.string().optional().openapi({ description: 'Opened then or later.', example: '2026-01-31' }),
      to: z.string().optional().openapi({ description: 'Opened before.' }),
    }),
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
  summary: 'The refused rows of an import, one item a problem; or where to download them',
  description:
    'With `format` the answer is the `url` of a file, good for 15 minutes: `csv` has one line a problem, `original` the rows as their file has them, with `_line` and `_problems` in front.',
  security,
  request: {
    params: importId,
    query: page.extend({
      code: z.string().optional(),
      column: z.string().optional(),
      format: z.enum(REJECTS_FORMATS).optional(),
    }),
  },
  responses: {
    200: json('A page of problems, or an address', z.union([rejectPageShape, z.object({ url: z.url() })])),
    ...failures,
  },
});
