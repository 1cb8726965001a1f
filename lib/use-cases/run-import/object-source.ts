import type { S3ObjectStore } from '../../aws/s3-object-store';
import type { FileSource } from '../../engine/source/file-source';
import { LakeportError } from '../../errors';
import type { ImportRecord } from '../../lake/import-record';

/** The bytes of an import as the engine reads them: those of its very version, where that is known. */
export function objectSource(
  store: Pick<S3ObjectStore, 'stream'>,
  { objectKey, sizeBytes, versionId }: Pick<ImportRecord, 'objectKey' | 'sizeBytes' | 'versionId'>,
): FileSource {
  return {
    sizeBytes,
    async *open(range) {
      const stream = await store.stream(objectKey, range, versionId);
      if (!stream) {
        throw new LakeportError('source-error', 'The file is no longer in bronze.', {
          resolution: 'Upload it again.',
        });
      }
      yield* stream;
    },
  };
}
