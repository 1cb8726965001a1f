import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import type { DatasetTable } from '../../aws/dataset-table';
import type { ImportTable } from '../../aws/import-table';
import type { ImportRecord } from '../../lake/import-record';
import { parseBronzeKey } from '../../lake/keys';
import { emitMetrics } from '../../metrics';
import { newImport } from '../new-import';

/** An object that has appeared in bronze, as S3's event tells. */
export interface CreatedObject {
  key: string;
  sizeBytes: number;
  etag: string | null;
  versionId: string | null;
  /** Grows with the events of one key. */
  sequencer: string | null;
  /** ISO 8601 UTC. */
  createdAt: string;
}

/** What starts the run of an import: its object, or a request. */
export type ImportStart = { importId: string } | { object: CreatedObject };

/** Crockford's Base32, which a ULID is written in; its random part has 16 digits. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_DIGITS = 16;

/**
 * The import that an event is about; null for an event about none. An object that belongs to no import was put into
 * the bucket by some S3 client and gets an import here, the same one however often the event comes.
 */
export async function findStartedImport(
  deps: { imports: ImportTable; datasets: DatasetTable },
  start: ImportStart,
): Promise<ImportRecord | null> {
  if ('importId' in start) return deps.imports.find(start.importId);
  const { object } = start;
  // Consoles make folders by putting an empty object whose name ends with a slash: no file, and no bronze key.
  const place = parseBronzeKey(object.key);
  if (!place) return null;
  const known = place.importId === null ? null : await deps.imports.find(place.importId);
  if (known && owns(known, object)) return known;
  return adopt(deps, object, place);
}

/** Another version under an import's key is another file: that import has read its own. */
function owns({ objectKey, versionId }: ImportRecord, object: CreatedObject): boolean {
  return objectKey === object.key && (versionId === null || versionId === object.versionId);
}

async function adopt(
  { imports, datasets }: { imports: ImportTable; datasets: DatasetTable },
  object: CreatedObject,
  { dataset: name, fileName }: { dataset: string; fileName: string },
): Promise<ImportRecord> {
  const id = storageImportId(object);
  const known = await imports.find(id);
  if (known) return known;
  const dataset = await datasets.find(name);
  const opened = newImport({
    id,
    dataset: name,
    definitionVersion: dataset?.version ?? 1,
    fileName,
    objectKey: object.key,
    sizeBytes: object.sizeBytes,
    source: 'storage',
    createdBy: 'storage',
    uploadId: null,
    partSizeBytes: null,
  });
  const queued: ImportRecord = {
    ...opened,
    state: 'QUEUED',
    etag: object.etag,
    versionId: object.versionId,
  };
  const record = dataset ? queued : ofNoDataset(queued);
  if (!(await imports.create(record))) return imports.get(id);
  if (!dataset) emitMetrics(name, { ImportsSucceeded: 0, ImportsFailed: 1, BytesReceived: object.sizeBytes });
  return record;
}

function ofNoDataset(record: ImportRecord): ImportRecord {
  const message =
    `There is no dataset «${record.dataset}», which the file was put under. ` +
    'It is safe in bronze: let an admin add the dataset and send the import again, or put the file under another one.';
  return {
    ...record,
    state: 'FAILED',
    finishedAt: record.createdAt,
    error: { code: 'dataset-not-found', message },
  };
}

/** A ULID of the event's time and a hash of what tells this object from every other. */
export function storageImportId({ key, versionId, sequencer, etag, createdAt }: CreatedObject): string {
  const identity = JSON.stringify([key, versionId ?? sequencer ?? etag]);
  const digest = createHash('sha256').update(identity).digest();
  const digits = Array.from(digest.subarray(0, RANDOM_DIGITS), (byte) => BASE32[byte % BASE32.length] ?? '0');
  return encodeTime(Date.parse(createdAt)) + digits.join('');
}
