/** Multipart uploads from their start to the last part. */
import { randomBytes } from 'node:crypto';
import { CHECKSUM_ALGORITHMS, checksumHeader } from '../checksums';
import { ENCRYPTION_HEADERS, keptHeaders, parseTaggingHeader } from '../object-headers';
import { sendEmpty, sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import type { OpenUpload } from '../store/bucket';
import type { Upload } from '../store/stored-object';
import { receiveBlob } from './put-object';

const PARTS_MAX = 10_000;

/** CreateMultipartUpload. */
export async function createUpload(call: S3Call): Promise<void> {
  const { bucket, key, headers } = call;
  const checksum = chosenChecksum(headers);
  const uploadId = randomBytes(32).toString('base64url');
  bucket.startUpload({
    uploadId,
    key,
    startedMs: Date.now(),
    headers: keptHeaders(headers),
    tags: parseTaggingHeader(headers['x-amz-tagging']),
    checksum,
  });
  sendXml(
    call,
    'InitiateMultipartUploadResult',
    [
      ['Bucket', bucket.settings.name],
      ['Key', key],
      ['UploadId', uploadId],
    ],
    {
      ...ENCRYPTION_HEADERS,
      ...(checksum && {
        'x-amz-checksum-algorithm': checksum.algorithm,
        'x-amz-checksum-type': checksum.type,
      }),
    },
  );
}

/** UploadPart: a part of the same number replaces the one before. */
export async function uploadPart(call: S3Call): Promise<void> {
  const { bucket, query } = call;
  const number = partNumber(query);
  const { uploadId, checksum: chosen } = findUpload(call);
  const { digest, blob } = await receiveBlob(call);
  const { checksum, md5: etag } = digest;
  try {
    // The upload may have been ended while the part was on its way.
    findUpload(call);
    if (chosen && checksum?.algorithm !== chosen.algorithm) {
      throw new S3Error(
        'InvalidRequest',
        `The upload was created with ${chosen.algorithm}; every part must carry one.`,
      );
    }
  } catch (error) {
    await bucket.blobs.remove([blob]);
    throw error;
  }
  await bucket.putPart(uploadId, {
    number,
    modifiedMs: Date.now(),
    etag,
    blob,
    checksum: checksum && { ...checksum, type: 'FULL_OBJECT' },
  });
  sendEmpty(call, 200, {
    ...ENCRYPTION_HEADERS,
    etag: `"${etag}"`,
    ...(checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }),
  });
}

/** AbortMultipartUpload. */
export async function abortUpload(call: S3Call): Promise<void> {
  await call.bucket.abortUpload(findUpload(call).uploadId);
  sendEmpty(call, 204);
}

/** The upload a call is about. @throws S3Error NoSuchUpload */
export function findUpload({ bucket, key, query }: S3Call): OpenUpload {
  const upload = bucket.uploads.get(query.get('uploadId') ?? '');
  if (upload?.key === key) return upload;
  throw new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
}

function partNumber(query: URLSearchParams): number {
  const text = query.get('partNumber') ?? '';
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= PARTS_MAX) return number;
  throw new S3Error(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${PARTS_MAX}, inclusive`,
  );
}

function chosenChecksum(headers: S3Call['headers']): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm']?.toUpperCase();
  if (name === undefined) return null;
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (!algorithm) throw new S3Error('InvalidRequest', `Checksum algorithm provided is unsupported: ${name}`);
  const type = headers['x-amz-checksum-type'] ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type === 'FULL_OBJECT' || type === 'COMPOSITE') return { algorithm, type };
  throw new S3Error('InvalidRequest', `Checksum type provided is unsupported: ${type}`);
}
