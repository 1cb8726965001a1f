import { ulid } from 'ulid';
import type { BronzeUploads } from '../aws/bronze-uploads';
import type { DatasetTable } from '../aws/dataset-table';
import type { ImportTable } from '../aws/import-table';
import { retentionDays } from '../dataset/retention';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { bronzeKey } from '../lake/keys';
import type { ImportSource } from '../lake/import-states';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { newImport } from './new-import';

/** S3's own limits: 10,000 parts, none but the last below 5 MiB, 5 TiB in all. */
const PARTS_MAX = 10_000;
const FILE_BYTES_MAX = 5 * 1024 ** 4;
/** What a part has unless the file is so large that it would need too many of them. */
const PART_BYTES = 8 * 1024 ** 2;
const FILE_NAME_CHARS_MAX = 200;

export interface UploadRequest {
  dataset: string;
  fileName: string;
  sizeBytes: number;
  source: ImportSource;
  /** Stop before the commit, as CHECKED. */
  dryRun?: boolean;
  /** The import whose refused rows the file brings again. */
  parentId?: string | null;
}

export interface OpenUpload {
  importId: string;
  partSizeBytes: number;
  /** 0 for an empty file, which is complete without a part. */
  partCount: number;
}

/** Opens an import in state UPLOADING and the multipart upload of its file. The server chooses the key. */
export async function createUpload(
  deps: { datasets: DatasetTable; imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  request: UploadRequest,
): Promise<OpenUpload> {
  authorize(actor, 'import', request.dataset);
  const { sizeBytes } = request;
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new LakeportError('invalid-request', 'The size of the file must be a whole number of bytes.');
  }
  if (sizeBytes > FILE_BYTES_MAX) {
    throw new LakeportError('file-too-large', 'A file can have 5 TiB at most.', {
      resolution: 'Split it and upload the pieces.',
    });
  }
  const dataset = await deps.datasets.get(request.dataset);
  const id = ulid();
  const parent = request.parentId ? await findParent(deps.imports, request.parentId, dataset.name) : null;
  // Where columns come from the name of the file, rows that come again need the name that they had at first.
  const bears = parent && dataset.definition.fromPath ? parent.fileName.replace(/\.gz$/i, '') : null;
  const fileName = bears ?? safeFileName(request.fileName);
  const objectKey = bronzeKey(dataset.name, id, fileName);
  const partSizeBytes = partSize(sizeBytes);
  const record = newImport({
    id,
    dataset: dataset.name,
    definitionVersion: dataset.version,
    fileName,
    objectKey,
    sizeBytes,
    source: request.source,
    createdBy: actor.name,
    uploadId:
      sizeBytes === 0
        ? null
        : await deps.uploads.create(objectKey, retentionDays(dataset.definition, 'bronze')),
    partSizeBytes,
    dryRun: request.dryRun ?? false,
    ...(parent && { parentId: parent.id, rootId: parent.rootId ?? parent.id }),
  });
  await deps.imports.create(record);
  return { importId: id, partSizeBytes, partCount: Math.ceil(sizeBytes / partSizeBytes) };
}

async function findParent(imports: ImportTable, id: string, dataset: string): Promise<ImportRecord> {
  const parent = await imports.get(id);
  if (parent.dataset === dataset && parent.counts?.rejected) return parent;
  const reason = parent.dataset === dataset ? 'refused no row' : `is of the dataset ${parent.dataset}`;
  throw new LakeportError(
    'invalid-request',
    `Import ${id} ${reason}, so that nothing of it can come again.`,
    {
      resolution: 'Upload the file without a parent.',
    },
  );
}

function partSize(sizeBytes: number): number {
  const needed = Math.ceil(sizeBytes / PARTS_MAX);
  return Math.max(PART_BYTES, Math.ceil(needed / 1024 ** 2) * 1024 ** 2);
}

/** The name without folders and control characters; what is left of it must still be a name. */
function safeFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  // Control characters have no place in a key, a header or a log.
  const safe = base
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .normalize('NFC')
    .slice(-FILE_NAME_CHARS_MAX);
  if (safe === '' || safe === '.' || safe === '..') {
    throw new LakeportError('invalid-request', 'The file needs a name.');
  }
  return safe;
}
