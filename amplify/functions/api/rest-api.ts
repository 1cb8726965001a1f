/** The routes of the REST API that `api` answers. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { LakeportError } from '../../../lib/errors';
import type { ImportRecord } from '../../../lib/lake/import-record';
import { cancelImport } from '../../../lib/use-cases/cancel-import';
import { completeUpload } from '../../../lib/use-cases/complete-upload';
import { confirmImport } from '../../../lib/use-cases/confirm-import';
import { createUpload } from '../../../lib/use-cases/create-upload';
import { getExport } from '../../../lib/use-cases/exports/get-export';
import { getDataset } from '../../../lib/use-cases/get-dataset';
import { getImport } from '../../../lib/use-cases/get-import';
import { listDatasets } from '../../../lib/use-cases/list-datasets';
import { listImports } from '../../../lib/use-cases/list-imports';
import { listParts } from '../../../lib/use-cases/list-parts';
import { postRecords } from '../../../lib/use-cases/post-records';
import { redriveImport } from '../../../lib/use-cases/redrive-import';
import { replayDataset } from '../../../lib/use-cases/replay-dataset';
import { replayImport } from '../../../lib/use-cases/replay-import';
import { signParts } from '../../../lib/use-cases/sign-parts';
import { undoImport } from '../../../lib/use-cases/undo-import';
import { datasets, imports, requests, store, uploads } from '../clients';
import { exportLinks, exports } from '../export-clients';
import { exportShape } from '../export-shape';
import { callerOf } from '../rest/caller';
import { openApiDocument } from '../rest/openapi-document';
import { datasetBody, importBody } from '../rest/bodies';
import { createRestApp } from '../rest/rest-app';
import { getExportRoute } from '../rest/export-routes';
import {
  abortUploadRoute,
  cancelImportRoute,
  completeUploadRoute,
  confirmImportRoute,
  getImportRoute,
  listImportsRoute,
  redriveImportRoute,
  replayImportRoute,
  signPartsRoute,
  startUploadRoute,
  undoImportRoute,
} from '../rest/import-routes';
import { getDatasetRoute, listDatasetsRoute, postRecordsRoute, replayDatasetRoute } from '../rest/routes';

/** Parts whose URLs come with the upload itself; a small file needs no other call. */
const FIRST_PARTS = 10;
const deps = { datasets, imports, requests, store, uploads };

export function createApiRest(): OpenAPIHono {
  const app = createRestApp();
  app.get('/v1/openapi.json', (context) => context.json(openApiDocument()));
  addDatasets(app);
  addUploads(app);
  addImports(app);
  addReruns(app);
  addExports(app);
  return app;
}

function addDatasets(app: OpenAPIHono): void {
  app.openapi(listDatasetsRoute, async (context) => {
    const all = await listDatasets({ datasets }, await callerOf(context));
    return context.json({ items: all.map(datasetBody) }, 200);
  });
  app.openapi(getDatasetRoute, async (context) => {
    const { slug } = context.req.valid('param');
    return context.json(datasetBody(await getDataset({ datasets }, await callerOf(context), slug)), 200);
  });
  app.openapi(postRecordsRoute, async (context) => {
    const { slug } = context.req.valid('param');
    const rows = rowsFrom(await context.req.text(), context.req.header('content-type') ?? '');
    const record = await postRecords(deps, await callerOf(context), { dataset: slug, rows });
    if (record.state === 'FAILED') throw fileRefused(record);
    return context.json(importBody(record), record.finishedAt ? 200 : 202);
  });
}

function addUploads(app: OpenAPIHono): void {
  app.openapi(startUploadRoute, async (context) => {
    const { slug } = context.req.valid('param');
    const actor = await callerOf(context);
    const upload = await createUpload(deps, actor, { dataset: slug, ...context.req.valid('json') });
    const partNumbers = Array.from(
      { length: Math.min(upload.partCount, FIRST_PARTS) },
      (_, index) => index + 1,
    );
    const parts =
      partNumbers.length > 0 ? await signParts(deps, actor, { importId: upload.importId, partNumbers }) : [];
    return context.json({ ...upload, parts }, 201);
  });
  app.openapi(signPartsRoute, async (context) => {
    const importId = context.req.valid('param').id;
    const { partNumbers } = context.req.valid('json');
    const actor = await callerOf(context);
    const [parts, arrived] = await Promise.all([
      signParts(deps, actor, { importId, partNumbers }),
      listParts(deps, actor, importId),
    ]);
    return context.json({ parts, arrived: arrived.map((part) => part.partNumber) }, 200);
  });
  app.openapi(completeUploadRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await completeUpload(deps, await callerOf(context), id)), 200);
  });
  app.openapi(abortUploadRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await cancelImport(deps, await callerOf(context), id)), 200);
  });
}

function addImports(app: OpenAPIHono): void {
  app.openapi(listImportsRoute, async (context) => {
    const page = await listImports({ imports }, await callerOf(context), context.req.valid('query'));
    return context.json({ items: page.items.map(importBody), cursor: page.cursor }, 200);
  });
  app.openapi(getImportRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await getImport({ imports }, await callerOf(context), id)), 200);
  });
  app.openapi(cancelImportRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await cancelImport(deps, await callerOf(context), id)), 200);
  });
  app.openapi(confirmImportRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await confirmImport(deps, await callerOf(context), id)), 202);
  });
  app.openapi(redriveImportRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(importBody(await redriveImport(deps, await callerOf(context), id)), 202);
  });
}

/** Imports that work on other imports. */
function addReruns(app: OpenAPIHono): void {
  app.openapi(undoImportRoute, async (context) => {
    const request = { importId: context.req.valid('param').id, ...runOf(context.req.valid('query')) };
    return context.json(importBody(await undoImport(deps, await callerOf(context), request)), 202);
  });
  app.openapi(replayImportRoute, async (context) => {
    const request = { importId: context.req.valid('param').id, ...runOf(context.req.valid('query')) };
    return context.json(importBody(await replayImport(deps, await callerOf(context), request)), 202);
  });
  app.openapi(replayDatasetRoute, async (context) => {
    const request = { dataset: context.req.valid('param').slug, ...runOf(context.req.valid('query')) };
    return context.json(importBody(await replayDataset(deps, await callerOf(context), request)), 202);
  });
}

function addExports(app: OpenAPIHono): void {
  app.openapi(getExportRoute, async (context) => {
    const deps = { exports, links: exportLinks };
    const { record, url } = await getExport(deps, await callerOf(context), context.req.valid('param').id);
    return context.json(exportShape(record, url), 200);
  });
}

function runOf({ dryRun }: { dryRun: 'true' | 'false' }) {
  return { dryRun: dryRun === 'true', source: 'api' } as const;
}

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** A JSON array, or one JSON object a line. */
function rowsFrom(body: string, contentType: string): Record<string, unknown>[] {
  try {
    const parsed: unknown = contentType.includes('ndjson')
      ? body
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line): unknown => JSON.parse(line))
      : JSON.parse(body);
    return rowsSchema.parse(parsed);
  } catch (error) {
    throw new LakeportError(
      'invalid-request',
      'The body must be a JSON array of objects, or one object a line.',
      {
        resolution: 'Say which by the content type: application/json or application/x-ndjson.',
        cause: error,
      },
    );
  }
}

/** Rows that cannot be used at all are the request's fault. */
function fileRefused(record: ImportRecord): LakeportError {
  return new LakeportError('invalid-request', record.error?.message ?? 'The rows cannot be used.', {
    resolution: `Import ${record.id} has the details.`,
  });
}
