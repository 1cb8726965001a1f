/** The lake's bucket as the lake sees it. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3ServiceException,
  type GetObjectCommandOutput,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ObjectInfo, ObjectStore, PutIfAbsentResult, PutOptions } from '../lake/object-store';
import { retentionTagging } from './retention-tagging';

/** From this size on a file is sent in parts, several at a time. */
const MULTIPART_BYTES = 16 * 1024 ** 2;

interface ByteRange {
  start: number;
  /** Behind the last byte. */
  end: number;
}

/** The lake's store, and the bytes of an object as a stream for the scanner. */
export interface S3ObjectStore extends ObjectStore {
  /** The object's bytes, or those from `start` to before `end`, of its last version or the given one; null without an object. */
  stream(key: string, range?: ByteRange, versionId?: string | null): Promise<Readable | null>;
  /** Deletes a version for good, the last one where none is named. Deleting a missing one is no error. */
  deleteVersion(key: string, versionId: string | null): Promise<void>;
  /** Stores what comes, however much that is. */
  putStream(key: string, bytes: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<void>;
}

export function createS3ObjectStore(client: S3Client, bucket: string): S3ObjectStore {
  const get = async (
    key: string,
    range?: ByteRange,
    versionId?: string | null,
  ): Promise<NonNullable<GetObjectCommandOutput['Body']> | null> => {
    const Range = range && `bytes=${range.start}-${range.end - 1}`;
    try {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, Range, VersionId: versionId ?? undefined }),
      );
      return Body ?? null;
    } catch (error) {
      return ignoreMissing(error);
    }
  };
  const stream: S3ObjectStore['stream'] = async (key, range, versionId) => {
    const body = await get(key, range, versionId);
    if (body === null) return null;
    if (body instanceof Readable) return body;
    throw new Error('The S3 client answered with something other than a Node stream.');
  };
  return {
    stream,
    head: (key) => head(client, bucket, key),
    list: (prefix, startAfter) => list(client, bucket, prefix, startAfter),
    putFile: (key, path, options) => putFile(client, { ...headers(options), Bucket: bucket, Key: key }, path),
    async putStream(key, bytes, options) {
      const Body = Readable.from(bytes, { objectMode: false });
      const params = { Bucket: bucket, Key: key, Body, ...headers(options) };
      await new Upload({ client, params, queueSize: 2, partSize: MULTIPART_BYTES }).done();
    },
    getText: async (key) => (await get(key))?.transformToString() ?? null,
    getBytes: async (key) => (await get(key))?.transformToByteArray() ?? null,
    async getToFile(key, path) {
      const body = await stream(key);
      if (!body) return null;
      await pipeline(body, createWriteStream(path));
      return { sizeBytes: (await stat(path)).size };
    },
    putText: async (key, text, options) => put(client, bucket, key, text, options),
    putBytes: async (key, bytes, options) => put(client, bucket, key, bytes, options),
    putIfAbsent: async (key, text, options) => putIfAbsent(client, bucket, key, text, options),
    deleteVersion: async (key, versionId) =>
      deleteVersion(client, bucket, key, versionId ?? (await lastVersion(client, bucket, key))),
    delete: (key) => deleteVersion(client, bucket, key, null),
  };
}

async function lastVersion(client: S3Client, bucket: string, key: string): Promise<string | null> {
  const found = client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return (await found.catch(ignoreMissing))?.VersionId ?? null;
}

async function deleteVersion(
  client: S3Client,
  bucket: string,
  key: string,
  versionId: string | null,
): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId ?? undefined }));
}

async function put(
  client: S3Client,
  bucket: string,
  key: string,
  body: string | Uint8Array,
  options?: PutOptions,
): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...headers(options) }));
}

/** A tag needs the right to tag beside the right to put. */
function headers(options: PutOptions = {}): Pick<PutObjectCommandInput, 'ContentType' | 'Tagging'> {
  const { contentType, retentionDays } = options;
  return { ContentType: contentType, Tagging: retentionTagging(retentionDays) };
}

async function putIfAbsent(
  client: S3Client,
  bucket: string,
  key: string,
  text: string,
  options?: PutOptions,
): Promise<PutIfAbsentResult> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: text,
    ...headers(options),
    IfNoneMatch: '*',
  });
  try {
    await client.send(command);
    return 'written';
  } catch (error) {
    if (isLostRace(error)) return 'exists';
    throw error;
  }
}

async function head(client: S3Client, bucket: string, key: string): Promise<ObjectInfo | null> {
  try {
    const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      key,
      sizeBytes: answer.ContentLength ?? 0,
      lastModified: answer.LastModified?.toISOString() ?? '',
      etag: answer.ETag ?? '',
    };
  } catch (error) {
    return ignoreMissing(error);
  }
}

async function* list(
  client: S3Client,
  bucket: string,
  prefix: string,
  startAfter?: string,
): AsyncIterable<ObjectInfo> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ContinuationToken: token,
        ...(token ? {} : { StartAfter: startAfter }),
      }),
    );
    for (const object of page.Contents ?? []) {
      yield {
        key: object.Key ?? '',
        sizeBytes: object.Size ?? 0,
        lastModified: object.LastModified?.toISOString() ?? '',
        etag: object.ETag ?? '',
      };
    }
    token = page.NextContinuationToken;
  } while (token);
}

async function putFile(client: S3Client, target: PutObjectCommandInput, path: string): Promise<void> {
  const { size } = await stat(path);
  const params = { ...target, Body: createReadStream(path) };
  if (size >= MULTIPART_BYTES) {
    await new Upload({ client, params, queueSize: 4, partSize: MULTIPART_BYTES }).done();
  } else {
    await client.send(new PutObjectCommand({ ...params, ContentLength: size }));
  }
}

function ignoreMissing(error: unknown): null {
  if (error instanceof NoSuchKey || error instanceof NotFound) return null;
  // The SDK has no class for a version that is gone.
  if (error instanceof S3ServiceException && error.name === 'NoSuchVersion') return null;
  throw error;
}

/** 412: the key exists. 409, another put of the key being under way, is answered by the SDK's own retries. */
function isLostRace(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
