import { ulid } from 'ulid';
import type { BronzeUploads } from '../aws/bronze-uploads';
import type { DatasetTable } from '../aws/dataset-table';
import type { ImportTable } from '../aws/import-table';
import { definitionForFile } from '../dataset/definition-for-file';
import { retentionDays } from '../dataset/retention';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { bronzeKey } from '../lake/keys';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { ndjsonOfRows } from './ndjson-of-rows';
import { startStoredImport } from './start-stored-import';

/** Below what AWS Lambda takes as a request; more than this is an upload. */
const BODY_BYTES_MAX = 5 * 1024 ** 2;
const WAIT_MS = 20_000;
const POLL_MS = 250;

/**
 * Rows from a program become a file in bronze and so an import like any other. Waits a while for its end;
 * the import that comes back may still be on its way.
 */
export async function postRecords(
  deps: { datasets: DatasetTable; imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  request: { dataset: string; rows: readonly Record<string, unknown>[] },
): Promise<ImportRecord> {
  authorize(actor, 'import', request.dataset);
  const dataset = await deps.datasets.get(request.dataset);
  if (request.rows.length === 0)
    throw new LakeportError('invalid-request', 'There are no rows in the request.');
  const id = ulid();
  const fileName = `${id}.ndjson`;
  const text = ndjsonOfRows(request.rows, definitionForFile(dataset.definition, fileName));
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > BODY_BYTES_MAX) {
    throw new LakeportError('file-too-large', 'The rows of one request can have 5 MiB at most.', {
      resolution: 'Send them as a file: POST …/imports.',
    });
  }
  const known = {
    id,
    dataset: dataset.name,
    definitionVersion: dataset.version,
    fileName,
    objectKey: bronzeKey(dataset.name, id, fileName),
    sizeBytes,
    source: 'api',
    createdBy: actor.name,
  } as const;
  const keepDays = retentionDays(dataset.definition, 'bronze');
  await startStoredImport(deps.imports, known, (key) => deps.uploads.put(key, text, keepDays));
  return waitForEnd(deps.imports, id);
}

async function waitForEnd(imports: ImportTable, id: string): Promise<ImportRecord> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const record = await imports.get(id);
    const running = record.state === 'QUEUED' || record.state === 'RUNNING';
    if (!running || Date.now() > until) return record;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
