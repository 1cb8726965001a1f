import { ulid } from 'ulid';
import type { Dataset } from '../aws/dataset-table';
import type { ImportTable } from '../aws/import-table';
import { retentionDays } from '../dataset/retention';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { bronzeKey } from '../lake/keys';
import type { ObjectStore } from '../lake/object-store';
import type { Actor } from '../roles';
import { startStoredImport } from './start-stored-import';

/** Far more than anybody edits by hand, and below what AppSync and AWS Lambda take as a request. */
const TEXT_BYTES_MAX = 5 * 1024 ** 2;

export interface EditedRows {
  /** As newline-delimited JSON, which is read for any dataset, whatever its own files look like. */
  rows: readonly Readonly<Record<string, string | null>>[];
  /** The name that the import has; of its own id when it is null. */
  fileName: string | null;
  parentId?: string;
  rootId?: string;
}

/** Opens an import of rows that somebody has edited in the portal. */
export async function startRowsImport(
  { imports, store }: { imports: ImportTable; store: Pick<ObjectStore, 'putText'> },
  actor: Actor,
  dataset: Dataset,
  { rows, ...known }: EditedRows,
): Promise<ImportRecord> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > TEXT_BYTES_MAX) {
    throw new LakeportError('file-too-large', 'The rows of one request can have 5 MiB at most.', {
      resolution: 'Send them in several requests, or as a file.',
    });
  }
  const id = ulid();
  const fileName = known.fileName ?? `${id}.ndjson`;
  const objectKey = bronzeKey(dataset.name, id, fileName);
  const keepDays = retentionDays(dataset.definition, 'bronze');
  return startStoredImport(
    imports,
    {
      ...known,
      id,
      fileName,
      objectKey,
      sizeBytes,
      dataset: dataset.name,
      definitionVersion: dataset.version,
      source: 'grid',
      createdBy: actor.name,
    },
    (key) => store.putText(key, text, { contentType: 'application/x-ndjson', retentionDays: keepDays }),
  );
}
