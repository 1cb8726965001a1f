import { decodePart } from '../../canonical-request';
import { ENCRYPTION_HEADERS, keptHeaders, parseTaggingHeader, versionHeader } from '../object-headers';
import { checkWrite, matchesEtag } from '../preconditions';
import { sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import type { Bucket } from '../store/bucket';
import type { StoredObject } from '../store/stored-object';
import { findObject } from './find-object';

/**
 * CopyObject. The bytes are shared by a hard link, so a copy of any size is instant; unlike in AWS the copy of a
 * multipart object keeps its source's ETag.
 */
export async function copyObject(call: S3Call): Promise<void> {
  const { bucket, key, headers } = call;
  const { source, from } = findSource(call);
  checkWrite(headers, bucket.current(key));
  const replacesHeaders = directive(headers, 'x-amz-metadata-directive') === 'REPLACE';
  const replacesTags = directive(headers, 'x-amz-tagging-directive') === 'REPLACE';
  const isItself = bucket.current(key) === source;
  if (isItself && !replacesHeaders && !replacesTags) {
    throw new S3Error(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    );
  }
  const blobs = await bucket.blobs.duplicate(source.blobs, from.blobs);
  try {
    checkWrite(headers, bucket.current(key));
  } catch (error) {
    await bucket.blobs.remove(blobs);
    throw error;
  }
  const version = await bucket.put(key, {
    sizeBytes: source.sizeBytes,
    etag: source.etag,
    blobs,
    headers: replacesHeaders ? keptHeaders(headers) : source.headers,
    tags: replacesTags ? parseTaggingHeader(headers['x-amz-tagging']) : source.tags,
    checksum: source.checksum,
  });
  call.emit({ reason: 'CopyObject', key, version });
  sendXml(
    call,
    'CopyObjectResult',
    [
      ['LastModified', new Date(version.modifiedMs).toISOString()],
      ['ETag', `"${version.etag}"`],
    ],
    { ...ENCRYPTION_HEADERS, ...versionHeader(version.versionId) },
  );
}

/** @throws S3Error for a source that does not exist or does not meet its conditions */
function findSource(call: S3Call): { source: StoredObject; from: Bucket } {
  const { headers, buckets } = call;
  const text = headers['x-amz-copy-source'] ?? '';
  const [, bucketName = '', encodedKey = '', versionId] =
    /^\/?([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(text) ?? [];
  const from = buckets.get(decodePart(bucketName));
  if (encodedKey === '') {
    throw new S3Error(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  if (!from) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
  const source = findObject(from, decodePart(encodedKey), versionId ?? null);
  const match = headers['x-amz-copy-source-if-match'];
  const noneMatch = headers['x-amz-copy-source-if-none-match'];
  const holds =
    (match === undefined || matchesEtag(match, source.etag)) &&
    (noneMatch === undefined || !matchesEtag(noneMatch, source.etag));
  if (!holds) throw new S3Error('PreconditionFailed', 'The source of the copy does not meet the conditions.');
  return { source, from };
}

/** @throws S3Error InvalidArgument for a directive that is neither COPY nor REPLACE */
function directive(headers: S3Call['headers'], name: string): 'COPY' | 'REPLACE' {
  const value = headers[name] ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', `Unknown directive in ${name}: ${value}`);
}
