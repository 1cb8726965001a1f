/** Multipart uploads into bronze, and presigned URLs: the bytes never pass through a function. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { retentionTagging } from './retention-tagging';

export interface UploadedPart {
  partNumber: number;
  sizeBytes: number;
  etag: string;
}

export interface BronzeUploads {
  /** `retentionDays`: one of `RETENTION_DAYS`, after which the object goes; null when it stays. */
  create(key: string, retentionDays: number | null): Promise<string>;
  /** A URL to PUT the part to; it ends after `PART_URL_SECONDS`. */
  signPart(key: string, uploadId: string, partNumber: number): Promise<string>;
  /** All parts that have arrived; null when the upload is no longer open. */
  listParts(key: string, uploadId: string): Promise<UploadedPart[] | null>;
  complete(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  abort(key: string, uploadId: string): Promise<void>;
  /** Stores bytes at once: an empty file, which has no part, or rows posted by a program. */
  put(key: string, body: string, retentionDays: number | null): Promise<void>;
  /** A URL to GET the object under the given file name; it ends after `DOWNLOAD_URL_SECONDS`. */
  signDownload(key: string, fileName: string): Promise<string>;
}

/** Parts are signed just in time, so a short life is enough even on a slow line. */
const PART_URL_SECONDS = 15 * 60;
const DOWNLOAD_URL_SECONDS = 15 * 60;

/**
 * @param client must be made with `requestChecksumCalculation: 'WHEN_REQUIRED'`: otherwise the presigned URLs
 * carry the checksum of an empty body and S3 refuses the part.
 */
export function createBronzeUploads(client: S3Client, bucket: string): BronzeUploads {
  return {
    async create(key, retentionDays) {
      const Tagging = retentionTagging(retentionDays);
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, Tagging }),
      );
      if (!UploadId) throw new Error('S3 opened a multipart upload without an id.');
      return UploadId;
    },
    signPart: (key, uploadId, partNumber) =>
      getSignedUrl(
        client,
        new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: partNumber }),
        { expiresIn: PART_URL_SECONDS },
      ),
    listParts: (key, uploadId) => listParts(client, bucket, key, uploadId),
    async complete(key, uploadId, parts) {
      await client.send(
        new CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          UploadId: uploadId,
          MultipartUpload: { Parts: parts.map((part) => ({ PartNumber: part.partNumber, ETag: part.etag })) },
        }),
      );
    },
    async abort(key, uploadId) {
      await client
        .send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }))
        .catch(ignoreNoSuchUpload);
    },
    async put(key, body, retentionDays) {
      const Tagging = retentionTagging(retentionDays);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, Tagging }));
    },
    signDownload: (key, fileName) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        }),
        { expiresIn: DOWNLOAD_URL_SECONDS },
      ),
  };
}

async function listParts(
  client: S3Client,
  bucket: string,
  key: string,
  uploadId: string,
): Promise<UploadedPart[] | null> {
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  do {
    const page = await client
      .send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker }))
      .catch(ignoreNoSuchUpload);
    if (!page) return null;
    for (const part of page.Parts ?? []) {
      parts.push({ partNumber: part.PartNumber ?? 0, sizeBytes: part.Size ?? 0, etag: part.ETag ?? '' });
    }
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker);
  return parts;
}

function ignoreNoSuchUpload(error: unknown): null {
  if (error instanceof NoSuchUpload || (error instanceof Error && error.name === 'NoSuchUpload')) return null;
  throw error;
}
