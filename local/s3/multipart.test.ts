import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import type { ObjectEvent } from './object-event';
import { createS3 } from './s3-service';

const Bucket = 'lake';
const MB = 1024 * 1024;

let s3: S3Client;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;
const events: ObjectEvent[] = [];

async function start(): Promise<void> {
  const service = await createS3({
    dir: testDir.dir,
    region: 'eu-central-1',
    buckets: [{ name: Bucket, versioned: false, corsRules: [] }],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: (event) => events.push(event),
  });
  stack = await startTestStack([service]);
  s3 = new S3Client({ ...stack.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
}

beforeAll(async () => {
  testDir = await makeTestDir();
  await start();
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function begin(Key: string): Promise<string> {
  const { UploadId = '' } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }),
  );
  return UploadId;
}

async function send(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Buffer | string,
): Promise<CompletedPart> {
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { ETag, PartNumber };
}

function complete(
  Key: string,
  UploadId: string,
  Parts: CompletedPart[],
  condition: { IfNoneMatch?: string } = {},
) {
  return s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...condition }),
  );
}

async function body(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function refusalName(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof S3ServiceException)) throw new Error('Expected S3 to refuse.', { cause: error });
  return error.name;
}

async function storedFiles(): Promise<number> {
  const entries = await readdir(join(testDir.dir, Bucket, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

describe('a multipart upload', () => {
  it('becomes one object whose ranges cross the parts', async () => {
    const parts = [randomBytes(5 * MB), randomBytes(6 * MB), randomBytes(1000)];
    const whole = Buffer.concat(parts);
    const id = await begin('big.csv');
    const done = await Promise.all(parts.map((part, i) => send('big.csv', id, i + 1, part)));
    const { ETag } = await complete('big.csv', id, done);
    expect(ETag).toMatch(/^"[\da-f]{32}-3"$/);
    expect(whole.equals(await body('big.csv'))).toBe(true);
    const [from, to] = [5 * MB - 10, 11 * MB + 10];
    expect(whole.subarray(from, to + 1).equals(await body('big.csv', `bytes=${from}-${to}`))).toBe(true);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'big.csv' }));
    expect(head).toMatchObject({ ContentLength: whole.length, ContentType: 'text/csv', ETag });
    await expect.poll(() => events).toMatchObject([{ key: 'big.csv', reason: 'CompleteMultipartUpload' }]);
  });

  it('works through lib-storage with its default checksums, and is compared with them', async () => {
    const client = new S3Client(stack.clientConfig);
    const content = randomBytes(11 * MB);
    const upload = new Upload({ client, params: { Bucket, Key: 'lib', Body: content }, partSize: 5 * MB });
    const { ETag, ChecksumCRC32 } = await upload.done();
    expect(ETag).toMatch(/-3"$/);
    expect(ChecksumCRC32).toMatch(/-3$/);
    expect(content.equals(await body('lib'))).toBe(true);
  });

  it('gives the checksum of the whole when FULL_OBJECT is asked for', async () => {
    const client = new S3Client(stack.clientConfig);
    const Key = 'full';
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key,
        ChecksumAlgorithm: 'CRC32',
        ChecksumType: 'FULL_OBJECT',
      }),
    );
    const part = await client.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 1,
        Body: '123456789',
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    const Parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }];
    const finish = (ChecksumCRC32: string) =>
      client.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts },
          ChecksumCRC32,
        }),
      );
    expect(await refusalName(finish('AAAAAA=='))).toBe('BadDigest');
    expect(await finish('y/Q5Jg==')).toMatchObject({
      ChecksumCRC32: 'y/Q5Jg==',
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('is refused with wrong parts, and can then be completed with the right ones', async () => {
    const id = await begin('checked');
    const first = await send('checked', id, 1, randomBytes(5 * MB));
    const small = await send('checked', id, 2, 'small');
    const last = await send('checked', id, 3, 'last');
    expect(await refusalName(complete('checked', id, [last, first]))).toBe('InvalidPartOrder');
    expect(await refusalName(complete('checked', id, [{ ...first, ETag: last.ETag }]))).toBe('InvalidPart');
    expect(await refusalName(complete('checked', id, [first, { ...last, PartNumber: 9 }]))).toBe(
      'InvalidPart',
    );
    expect(await refusalName(complete('checked', id, [first, small, last]))).toBe('EntityTooSmall');
    expect(await refusalName(complete('checked', id, []))).toBe('MalformedXML');
    expect(await refusalName(complete('other key', id, [first]))).toBe('NoSuchUpload');
    await complete('checked', id, [first, last]);
    expect((await body('checked')).length).toBe(5 * MB + 4);
    expect(await refusalName(complete('checked', id, [first, last]))).toBe('NoSuchUpload');
  });

  it('does not replace an object under If-None-Match', async () => {
    const id = await begin('big.csv');
    const part = await send('big.csv', id, 1, 'x');
    expect(await refusalName(complete('big.csv', id, [part], { IfNoneMatch: '*' }))).toBe(
      'PreconditionFailed',
    );
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'big.csv', UploadId: id }));
  });

  it('lists its parts page by page and survives a restart', async () => {
    const id = await begin('resumed');
    for (const number of [3, 1, 2]) await send('resumed', id, number, `part ${number}`);
    await send('resumed', id, 2, 'part 2 again');
    await stack.stop();
    await start();
    const first = await s3.send(new ListPartsCommand({ Bucket, Key: 'resumed', UploadId: id, MaxParts: 2 }));
    expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 6],
      [2, 12],
    ]);
    expect(first.IsTruncated).toBe(true);
    const second = await s3.send(
      new ListPartsCommand({
        Bucket,
        Key: 'resumed',
        UploadId: id,
        PartNumberMarker: first.NextPartNumberMarker,
      }),
    );
    expect(second.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
    const [, , third] = [...(first.Parts ?? []), ...(second.Parts ?? [])];
    await complete('resumed', id, [{ PartNumber: third?.PartNumber, ETag: third?.ETag }]);
    expect(String(await body('resumed'))).toBe('part 3');
  });

  it('leaves nothing behind when it is aborted, completed in part or replaced', async () => {
    const before = await storedFiles();
    const id = await begin('aborted');
    await send('aborted', id, 1, 'x');
    await send('aborted', id, 1, 'y');
    const listed = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(listed.Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([['aborted', id]]);
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId: id }));
    expect(await refusalName(send('aborted', id, 2, 'late'))).toBe('NoSuchUpload');
    const again = await begin('resumed');
    await send('resumed', again, 1, 'unused');
    await complete('resumed', again, [await send('resumed', again, 2, 'used')]);
    expect(await storedFiles()).toBe(before);
  });
});
