import type { ImportTable } from '../../../aws/import-table';
import type { S3ObjectStore } from '../../../aws/s3-object-store';
import { LakeportError } from '../../../errors';
import type { ImportRecord } from '../../../lake/import-record';
import type { Manifest } from '../../../lake/manifest';
import { mapBounded } from '../../../lake/map-bounded';

const PARALLEL_REQUESTS = 16;
const NAMES_SHOWN = 5;

/** The bytes of an import that is run again. */
export type ReplayObject = Pick<
  ImportRecord,
  'id' | 'fileName' | 'objectKey' | 'versionId' | 'sizeBytes' | 'etag'
>;

/**
 * Where the bytes of the imports are, by import; an undo has none.
 * @throws LakeportError `source-error` with the names of those that are no longer in bronze
 */
export async function replayObjects(
  { imports, store }: { imports: ImportTable; store: S3ObjectStore },
  tasks: readonly Manifest[],
): Promise<Map<string, ReplayObject>> {
  const wanted = tasks.filter(({ kind }) => kind !== 'undo');
  const found = await mapBounded(wanted, PARALLEL_REQUESTS, async ({ importId, fileName }) => {
    const record = await imports.find(importId);
    const isThere = record !== null && (await store.head(record.objectKey)) !== null;
    return { importId, fileName, record: isThere ? record : null };
  });
  const missing = found.filter(({ record }) => record === null).map(({ fileName }) => fileName);
  if (missing.length > 0) throw missingObjects(missing);
  return new Map(found.flatMap(({ importId, record }) => (record ? [[importId, record] as const] : [])));
}

function missingObjects(names: readonly string[]): LakeportError {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `«${name}»`);
  const others = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return new LakeportError(
    'source-error',
    `The dataset cannot be built anew: ${shown.join(', ')}${others} are no longer in bronze. Nothing was changed.`,
    { resolution: 'Restore the files from the versions of the bucket, or undo their imports first.' },
  );
}
