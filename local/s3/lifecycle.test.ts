import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import type { LifecycleRule } from './bucket-settings';
import { createS3, type S3Service } from './s3-service';

const DAY_MS = 24 * 60 * 60 * 1000;
const RULES: LifecycleRule[] = [
  { prefix: '', tags: { keep: '7' }, expirationDays: 7 },
  { prefix: 'logs/', tags: {}, expirationDays: 3 },
  { prefix: '', tags: {}, noncurrentDays: 30, expiresMarkers: true },
  { prefix: '', tags: {}, abortUploadsAfterDays: 2 },
];

let service: S3Service;
let stack: TestStack;
let s3: S3Client;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

beforeAll(async () => {
  testDir = await makeTestDir();
  service = await createS3({
    dir: testDir.dir,
    region: 'eu-central-1',
    buckets: [
      { name: 'plain', versioned: false, corsRules: [], lifecycleRules: RULES },
      { name: 'versioned', versioned: true, corsRules: [], lifecycleRules: RULES },
    ],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: () => undefined,
  });
  stack = await startTestStack([service]);
  s3 = new S3Client(stack.clientConfig);
});

afterAll(async () => {
  s3.destroy();
  await stack.stop();
  await testDir.remove();
});

/** Days end at midnight, so one more is always past it. */
const afterDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const put = (Bucket: string, Key: string, Tagging?: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, Tagging }));
const keysOf = async (Bucket: string) =>
  ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);

describe('the lifecycle of objects', () => {
  it('ends those that a rule chooses by tag or prefix, and no other', async () => {
    await put('plain', 'a', 'keep=7');
    await put('plain', 'b', 'keep=8');
    await put('plain', 'c');
    await put('plain', 'logs/d');
    await service.expire(afterDays(2));
    expect(await keysOf('plain')).toEqual(['a', 'b', 'c', 'logs/d']);
    await service.expire(afterDays(4));
    expect(await keysOf('plain')).toEqual(['a', 'b', 'c']);
    await service.expire(afterDays(8));
    expect(await keysOf('plain')).toEqual(['b', 'c']);
  });

  it('hides an object of a bucket with versions, and ends its bytes and the marker later', async () => {
    const { VersionId } = await put('versioned', 'a', 'keep=7');
    await service.expire(afterDays(8));
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'versioned', Key: 'a' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    const old = await s3.send(new GetObjectCommand({ Bucket: 'versioned', Key: 'a', VersionId }));
    expect(await old.Body?.transformToString()).toBe('a');
    await service.expire(afterDays(32));
    const left = await s3.send(new ListObjectVersionsCommand({ Bucket: 'versioned' }));
    expect([left.Versions ?? [], left.DeleteMarkers ?? []]).toEqual([[], []]);
  });

  it('ends replaced versions by the day they were replaced', async () => {
    await put('versioned', 'r');
    await put('versioned', 'r');
    await put('versioned', 's');
    await s3.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 's' }));
    await service.expire(afterDays(29));
    const before = await s3.send(new ListObjectVersionsCommand({ Bucket: 'versioned' }));
    expect(before.Versions).toHaveLength(3);
    await service.expire(afterDays(32));
    const after = await s3.send(new ListObjectVersionsCommand({ Bucket: 'versioned' }));
    expect(after.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['r', true]]);
    expect(after.DeleteMarkers ?? []).toEqual([]);
  });

  it('aborts uploads that nobody finished', async () => {
    await s3.send(new CreateMultipartUploadCommand({ Bucket: 'plain', Key: 'open' }));
    await service.expire(afterDays(1));
    const uploads = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket: 'plain' }))).Uploads;
    expect(await uploads()).toHaveLength(1);
    await service.expire(afterDays(3));
    expect(await uploads()).toBeUndefined();
  });
});
