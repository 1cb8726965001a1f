import { versionHeader } from '../object-headers';
import { S3Error } from '../s3-error';
import type { Bucket } from '../store/bucket';
import type { StoredObject } from '../store/stored-object';

/**
 * The object of a key, or one version of it.
 * @throws S3Error NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker asked for by its id
 */
export function findObject(bucket: Bucket, key: string, versionId: string | null): StoredObject {
  const version = versionId === null ? bucket.current(key) : bucket.version(key, versionId);
  if (!version) {
    if (versionId !== null) throw new S3Error('NoSuchVersion', 'The specified version does not exist.');
    throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  }
  if (!version.deleteMarker) return version;
  const headers = { 'x-amz-delete-marker': 'true', ...versionHeader(version.versionId) };
  if (versionId === null) throw new S3Error('NoSuchKey', 'The specified key does not exist.', headers);
  throw new S3Error(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    headers,
  );
}
