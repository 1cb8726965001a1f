import { createHash, randomBytes } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import type { ObjectEvent } from './object-event';
import { createS3 } from './s3-service';

const Bucket = 'plain';
const Versioned = 'versioned';

let s3: S3Client;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;
const events: ObjectEvent[] = [];

async function start(): Promise<void> {
  const service = await createS3({
    dir: testDir.dir,
    region: 'eu-central-1',
    buckets: [
      { name: Bucket, versioned: false, corsRules: [] },
      { name: Versioned, versioned: true, corsRules: [] },
    ],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: (event) => events.push(event),
  });
  stack = await startTestStack([service]);
  s3 = new S3Client(stack.clientConfig);
}

beforeAll(async () => {
  testDir = await makeTestDir();
  await start();
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function put(key: string, body: string | Buffer, bucket = Bucket): Promise<string | undefined> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  return VersionId;
}

async function read(
  key: string,
  options: { bucket?: string; versionId?: string; range?: string } = {},
): Promise<string> {
  const { bucket = Bucket, versionId, range } = options;
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId, Range: range });
  const { Body } = await s3.send(command);
  return (await Body?.transformToString()) ?? '';
}

/** The code and status of the refusal; the test fails when there is none. */
async function refusal(answer: Promise<unknown>): Promise<[string, number | undefined]> {
  const error: unknown = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof S3ServiceException)) throw new Error('Expected S3 to refuse.', { cause: error });
  return [error.name, error.$metadata.httpStatusCode];
}

describe('objects', () => {
  it('come back byte for byte with their headers, metadata and checksum', async () => {
    const body = randomBytes(3 * 1024 * 1024 + 17);
    const written = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'bronze/products/1/Chào Mào.csv',
        Body: body,
        ContentType: 'text/csv',
        ContentEncoding: 'gzip',
        Metadata: { importid: '42' },
        ServerSideEncryption: 'AES256',
        Tagging: 'zone=bronze&kept=30d',
      }),
    );
    const back = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'bronze/products/1/Chào Mào.csv', ChecksumMode: 'ENABLED' }),
    );
    expect(body.equals((await back.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    expect(back).toMatchObject({
      ContentType: 'text/csv',
      ContentEncoding: 'gzip',
      Metadata: { importid: '42' },
      ETag: `"${createHash('md5').update(body).digest('hex')}"`,
      ServerSideEncryption: 'AES256',
      TagCount: 2,
      ChecksumCRC32: written.ChecksumCRC32,
    });
    expect(written.ChecksumCRC32).toBeTruthy();
    expect(back.VersionId).toBeUndefined();
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'are compared with a %s trailer',
    async (algorithm) => {
      const answer = await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: `sum-${algorithm}`,
          Body: 'content',
          ChecksumAlgorithm: algorithm,
        }),
      );
      expect(answer[`Checksum${algorithm}`]).toBeTruthy();
      expect(await read(`sum-${algorithm}`)).toBe('content');
    },
  );

  it('are refused and not stored when a checksum is wrong', async () => {
    const wrong = new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'content', ChecksumCRC32: 'AAAAAA==' });
    expect(await refusal(s3.send(wrong))).toEqual(['BadDigest', 400]);
    const md5 = createHash('md5').update('other').digest('base64');
    const wrongMd5 = new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'content', ContentMD5: md5 });
    expect(await refusal(s3.send(wrongMd5))).toEqual(['BadDigest', 400]);
    expect(await refusal(s3.send(new HeadObjectCommand({ Bucket, Key: 'wrong' })))).toEqual([
      'NotFound',
      404,
    ]);
  });

  it('of no bytes are objects too', async () => {
    await put('empty', '');
    expect(await read('empty')).toBe('');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength).toBe(0);
    expect(await refusal(read('empty', { range: 'bytes=0-0' }))).toEqual(['InvalidRange', 416]);
  });

  it.each([
    ['bytes=0-3', '0123'],
    ['bytes=7-', '789'],
    ['bytes=-2', '89'],
    ['bytes=8-99', '89'],
    ['bytes=-99', '0123456789'],
  ])('give the range %s', async (range, expected) => {
    await put('digits', '0123456789');
    expect(await read('digits', { range })).toBe(expected);
  });

  it('refuse a range behind their end', async () => {
    await put('digits', '0123456789');
    expect(await refusal(read('digits', { range: 'bytes=10-' }))).toEqual(['InvalidRange', 416]);
  });

  it('answer conditional reads', async () => {
    await put('conditional', 'v1');
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'conditional' }));
    const get = (condition: object) =>
      s3.send(new GetObjectCommand({ Bucket, Key: 'conditional', ...condition }));
    expect((await refusal(get({ IfNoneMatch: ETag })))[1]).toBe(304);
    expect((await refusal(get({ IfModifiedSince: new Date(Date.now() + 60_000) })))[1]).toBe(304);
    expect(await refusal(get({ IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
    expect((await get({ IfMatch: ETag })).$metadata.httpStatusCode).toBe(200);
  });

  it('are written once under If-None-Match, whoever comes first', async () => {
    const attempts = Array.from({ length: 8 }, (_, i) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: `writer ${i}`, IfNoneMatch: '*' })),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const again = new PutObjectCommand({ Bucket, Key: 'once', Body: 'late', IfNoneMatch: '*' });
    expect(await refusal(s3.send(again))).toEqual(['PreconditionFailed', 412]);
  });

  it('are replaced under If-Match only from the state that was read', async () => {
    const first = await s3.send(new PutObjectCommand({ Bucket, Key: 'matched', Body: '1' }));
    const replace = (IfMatch?: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'matched', Body: '2', IfMatch }));
    await replace(first.ETag);
    expect(await refusal(replace(first.ETag))).toEqual(['PreconditionFailed', 412]);
    const missing = new PutObjectCommand({ Bucket, Key: 'not there', Body: '2', IfMatch: first.ETag });
    expect(await refusal(s3.send(missing))).toEqual(['NoSuchKey', 404]);
  });

  it('override headers of the answer on request', async () => {
    await put('override', 'x');
    const answer = await s3.send(
      new GetObjectCommand({
        Bucket,
        Key: 'override',
        ResponseContentDisposition: 'attachment; filename="a.csv"',
      }),
    );
    expect(answer.ContentDisposition).toBe('attachment; filename="a.csv"');
  });

  it('keep their tags and take new ones', async () => {
    await put('tagged', 'x');
    const TagSet = [{ Key: 'a & b', Value: '<1>' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual(TagSet);
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: [] } }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual([]);
  });

  it('are copied with headers, or with new ones, and outlive their source', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'source key+ä',
        Body: 'copied',
        ContentType: 'text/csv',
        Tagging: 'a=b',
      }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent('source key+ä')}`;
    await s3.send(new CopyObjectCommand({ Bucket: Versioned, Key: 'copy', CopySource }));
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'copy',
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'a/b',
      }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'source key+ä' }));
    expect(await read('copy', { bucket: Versioned })).toBe('copied');
    const kept = await s3.send(new HeadObjectCommand({ Bucket: Versioned, Key: 'copy' }));
    expect(kept.ContentType).toBe('text/csv');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).ContentType).toBe('a/b');
    expect(await refusal(s3.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource })))).toEqual([
      'NoSuchKey',
      404,
    ]);
  });

  it('keep any key apart from any other', async () => {
    const keys = [
      'a',
      'a/b',
      'A',
      'a//b',
      '/lead',
      'tail/',
      '../up',
      'x/../y',
      '.',
      'per%2Fcent',
      'plus+and space',
      'line\nfeed\r<&>"\'',
      'emoji 😀 ﬀ',
      'é',
      'e\u0301',
      'n'.repeat(1024),
    ].map((key) => (key.length === 1024 ? key : `odd/${key}`));
    for (const key of keys) await put(key, `body of ${key}`);
    for (const key of keys) expect(await read(key)).toBe(`body of ${key}`);
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'odd/' }));
    const inOrder = keys.slice(0, -1).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(inOrder);
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(keys.length);
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'odd/' }))).KeyCount).toBe(0);
    expect(await refusal(put('n'.repeat(1025), 'x'))).toEqual(['KeyTooLongError', 400]);
  });

  it('survive a restart, and an incomplete last line of the journal', async () => {
    await put('lasting', 'still here');
    const versionId = await put('lasting', 'version 1', Versioned);
    await put('lasting', 'version 2', Versioned);
    await stack.stop();
    const { appendFile } = await import('node:fs/promises');
    await appendFile(`${testDir.dir}/${Bucket}/journal.jsonl`, '{"type":"put","key":"half');
    await start();
    expect(await read('lasting')).toBe('still here');
    expect(await read('lasting', { bucket: Versioned })).toBe('version 2');
    expect(await read('lasting', { bucket: Versioned, versionId })).toBe('version 1');
    await put('after', 'the cut');
    await stack.stop();
    await start();
    expect(await read('after')).toBe('the cut');
  });
});

describe('a bucket with versions', () => {
  it('hides a deleted key behind a marker and gives every version back', async () => {
    const first = await put('v', 'one', Versioned);
    const second = await put('v', 'two', Versioned);
    const deleted = await s3.send(new DeleteObjectCommand({ Bucket: Versioned, Key: 'v' }));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await refusal(read('v', { bucket: Versioned }))).toEqual(['NoSuchKey', 404]);
    expect(await read('v', { bucket: Versioned, versionId: first })).toBe('one');
    expect(await refusal(read('v', { bucket: Versioned, versionId: deleted.VersionId }))).toEqual([
      'MethodNotAllowed',
      405,
    ]);
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: Versioned, Prefix: 'v' }));
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([second, first]);
    expect(listed.DeleteMarkers).toMatchObject([{ Key: 'v', IsLatest: true, VersionId: deleted.VersionId }]);
    await s3.send(new DeleteObjectCommand({ Bucket: Versioned, Key: 'v', VersionId: deleted.VersionId }));
    expect(await read('v', { bucket: Versioned })).toBe('two');
    await s3.send(new DeleteObjectCommand({ Bucket: Versioned, Key: 'v', VersionId: second }));
    expect(await read('v', { bucket: Versioned })).toBe('one');
    expect(await refusal(read('v', { bucket: Versioned, versionId: second }))).toEqual([
      'NoSuchVersion',
      404,
    ]);
  });

  it('lists versions page by page without losing or repeating one', async () => {
    for (let i = 0; i < 12; i++) await put(`pages/${i % 4}`, String(i), Versioned);
    const seen: string[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (;;) {
      const page = await s3.send(
        new ListObjectVersionsCommand({ Bucket: Versioned, Prefix: 'pages/', MaxKeys: 5, ...markers }),
      );
      seen.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key} ${VersionId}`));
      if (!page.IsTruncated) break;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
  });
});

describe('events', () => {
  it('tell of a durable change with its raw key', async () => {
    const Key = 'bronze/set/1/a b+ü.csv';
    const versionId = await put(Key, 'x,y\n', Versioned);
    await s3.send(new DeleteObjectCommand({ Bucket: Versioned, Key }));
    await expect.poll(() => events.filter(({ key }) => key === Key)).toHaveLength(2);
    const [created, deleted] = events.filter(({ key }) => key === Key);
    expect(created).toMatchObject({
      bucket: Versioned,
      eventName: 'Object Created',
      reason: 'PutObject',
      sizeBytes: 4,
      versionId,
    });
    expect(deleted).toMatchObject({ eventName: 'Object Deleted', deletionType: 'Delete Marker Created' });
    expect((deleted?.sequencer ?? '') > (created?.sequencer ?? '')).toBe(true);
  });
});

describe('what is not there', () => {
  it('is refused by name', async () => {
    expect(await refusal(read('nothing'))).toEqual(['NoSuchKey', 404]);
    expect((await refusal(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' }))))[1]).toBe(404);
    expect(await refusal(s3.send(new ListObjectsV2Command({ Bucket: 'nowhere' })))).toEqual([
      'NoSuchBucket',
      404,
    ]);
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');
  });
});
