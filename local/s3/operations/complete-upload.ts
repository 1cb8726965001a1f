import { createHash } from 'node:crypto';
import { z } from 'zod';
import { checksumHeader, compositeChecksum, startChecksum, type ChecksumAlgorithm } from '../checksums';
import { ENCRYPTION_HEADERS, versionHeader } from '../object-headers';
import { checkWrite, unquoteEtag } from '../preconditions';
import { receiveText } from '../receive-body';
import { sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import type { OpenUpload } from '../store/bucket';
import type { Checksum, UploadPart } from '../store/stored-object';
import { oneOrMany, parseDocument } from '../xml';
import { findUpload } from './multipart-upload';

const PART_BYTES_MIN = 5 * 1024 ** 2;

const partSchema = z.object({
  PartNumber: z.coerce.number().int().positive(),
  ETag: z.string(),
  ChecksumCRC32: z.string().optional(),
  ChecksumCRC32C: z.string().optional(),
  ChecksumCRC64NVME: z.string().optional(),
  ChecksumSHA1: z.string().optional(),
  ChecksumSHA256: z.string().optional(),
});

const completionSchema = z.object({ CompleteMultipartUpload: z.object({ Part: oneOrMany(partSchema) }) });

type NamedPart = z.infer<typeof partSchema>;

/**
 * CompleteMultipartUpload. The object keeps the parts' files, so completing is instant whatever the size; the upload
 * ends and the object appears in one line of the journal.
 */
export async function completeUpload(call: S3Call): Promise<void> {
  const { bucket, key, headers } = call;
  checkWrite(headers, bucket.current(key));
  const named = await readNamedParts(call);
  const upload = findUpload(call);
  const parts = chooseParts(upload, named);
  const sizeBytes = parts.reduce((sum, { blob }) => sum + blob.sizeBytes, 0);
  const announced = headers['x-amz-mp-object-size'];
  if (announced !== undefined && Number(announced) !== sizeBytes) {
    throw new S3Error('InvalidRequest', `The parts have ${sizeBytes} bytes, not ${announced}.`);
  }
  const checksum = await wholeChecksum(call, upload, parts);
  findUpload(call);
  checkWrite(headers, bucket.current(key));
  const version = await bucket.put(
    key,
    {
      sizeBytes,
      etag: multipartEtag(parts),
      blobs: parts.map(({ blob }) => blob),
      headers: upload.headers,
      tags: upload.tags,
      checksum,
    },
    upload.uploadId,
  );
  call.emit({ reason: 'CompleteMultipartUpload', key, version });
  sendXml(
    call,
    'CompleteMultipartUploadResult',
    [
      ['Location', `http://${call.request.headers.host}/${bucket.settings.name}/${key}`],
      ['Bucket', bucket.settings.name],
      ['Key', key],
      ['ETag', `"${version.etag}"`],
      ...(checksum
        ? ([
            [`Checksum${checksum.algorithm}`, checksum.value],
            ['ChecksumType', checksum.type],
          ] as const)
        : []),
    ],
    { ...ENCRYPTION_HEADERS, ...versionHeader(version.versionId) },
  );
}

async function readNamedParts(call: S3Call): Promise<NamedPart[]> {
  // The body of this call is a list, so the checksum in its headers is not the body's but the object's.
  const parsed = completionSchema.safeParse(parseDocument(await receiveText(withoutChecksums(call))));
  if (parsed.success) return parsed.data.CompleteMultipartUpload.Part;
  throw new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not name any part.');
}

function withoutChecksums(call: S3Call): S3Call {
  const headers = Object.entries(call.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return { ...call, headers: Object.fromEntries(headers) };
}

/** The stored parts that were named. @throws S3Error InvalidPartOrder, InvalidPart, EntityTooSmall */
function chooseParts(upload: OpenUpload, named: readonly NamedPart[]): UploadPart[] {
  if (named.some(({ PartNumber }, i) => PartNumber <= (named[i - 1]?.PartNumber ?? 0))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  return named.map((name, i) => {
    const part = upload.parts.get(name.PartNumber);
    if (!part || part.etag !== unquoteEtag(name.ETag) || !matchesChecksum(part, name)) {
      throw new S3Error(
        'InvalidPart',
        `Part ${name.PartNumber} could not be found, or its entity tag or checksum is not the one of the uploaded part.`,
      );
    }
    if (i < named.length - 1 && part.blob.sizeBytes < PART_BYTES_MIN) {
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    return part;
  });
}

function matchesChecksum({ checksum }: UploadPart, name: NamedPart): boolean {
  const claimed = checksum && name[`Checksum${checksum.algorithm}`];
  return claimed === undefined || claimed === null || claimed === checksum?.value;
}

/** S3's ETag of a multipart object: the MD5 of the parts' MD5s, and their number. */
function multipartEtag(parts: readonly UploadPart[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(etag, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

async function wholeChecksum(
  call: S3Call,
  { checksum: chosen }: OpenUpload,
  parts: readonly UploadPart[],
): Promise<Checksum | null> {
  if (!chosen) return null;
  const { algorithm, type } = chosen;
  const value =
    type === 'COMPOSITE'
      ? compositeChecksum(
          algorithm,
          parts.map(({ checksum }) => checksum?.value ?? ''),
        )
      : await readChecksum(call, algorithm, parts);
  const claimed = call.headers[checksumHeader(algorithm)];
  if (claimed !== undefined && claimed !== value) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type, value };
}

/** Reads all parts once more: the checksum of the whole cannot be told from the parts' digests alone. */
async function readChecksum(
  call: S3Call,
  algorithm: ChecksumAlgorithm,
  parts: readonly UploadPart[],
): Promise<string> {
  const checksum = startChecksum(algorithm);
  const blobs = await call.bucket.blobs.open(
    parts.map(({ blob }) => blob),
    0,
    Number.MAX_SAFE_INTEGER - 1,
  );
  try {
    for await (const chunk of blobs.bytes()) checksum.update(chunk);
  } finally {
    await blobs.close();
  }
  return checksum.digest().toString('base64');
}
