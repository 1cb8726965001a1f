import type { BodyDigest } from '../body-digester';
import { keptHeaders, parseTaggingHeader, writtenHeaders } from '../object-headers';
import { checkWrite } from '../preconditions';
import { receiveBody } from '../receive-body';
import { sendEmpty, type S3Call } from '../s3-call';
import type { BlobRef } from '../store/stored-object';

/** PutObject. Conditions are checked before the body, to spare its way, and again in the moment it is put in place. */
export async function putObject(call: S3Call): Promise<void> {
  const { bucket, key, headers } = call;
  checkWrite(headers, bucket.current(key));
  const kept = keptHeaders(headers);
  const tags = parseTaggingHeader(headers['x-amz-tagging']);
  const { digest, blob } = await receiveBlob(call);
  const { checksum, md5: etag, sizeBytes } = digest;
  try {
    checkWrite(headers, bucket.current(key));
  } catch (error) {
    await bucket.blobs.remove([blob]);
    throw error;
  }
  const version = await bucket.put(key, {
    sizeBytes,
    etag,
    blobs: sizeBytes > 0 ? [blob] : [],
    headers: kept,
    tags,
    checksum: checksum && { ...checksum, type: 'FULL_OBJECT' },
  });
  call.emit({ reason: 'PutObject', key, version });
  sendEmpty(call, 200, writtenHeaders(version));
}

/** The request's body as a blob; nothing is left behind when it does not hold what it promises. */
export async function receiveBlob(call: S3Call): Promise<{ digest: BodyDigest; blob: BlobRef }> {
  const writer = await call.bucket.blobs.create();
  try {
    const digest = await receiveBody(call, (chunk) => writer.write(chunk));
    return { digest, blob: await writer.commit() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
