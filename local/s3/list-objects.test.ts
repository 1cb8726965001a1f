import { ListObjectsV2Command, paginateListObjectsV2, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import { createS3 } from './s3-service';
import { Bucket as StoredBucket } from './store/bucket';

const Bucket = 'lake';
const DATASETS = 50;
const IMPORTS = 200;

let s3: S3Client;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

beforeAll(async () => {
  testDir = await makeTestDir();
  const settings = { name: Bucket, versioned: false, corsRules: [] };
  const bucket = await StoredBucket.open(testDir.dir, settings);
  for (let dataset = 0; dataset < DATASETS; dataset++) {
    for (let n = 0; n < IMPORTS; n++) {
      const key = `silver/set-${String(dataset).padStart(2, '0')}/${String(n).padStart(4, '0')}/part.parquet`;
      await bucket.put(key, { sizeBytes: 0, etag: 'e', blobs: [], headers: {}, tags: {}, checksum: null });
    }
  }
  bucket.close();
  const service = await createS3({
    dir: testDir.dir,
    region: 'eu-central-1',
    buckets: [settings],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: () => undefined,
  });
  stack = await startTestStack([service]);
  s3 = new S3Client(stack.clientConfig);
  for (const Key of ['x & <y>', 'x/1', 'x/2', 'xz', 'manifest']) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function listAll(input: {
  Prefix?: string;
  Delimiter?: string;
  StartAfter?: string;
  MaxKeys?: number;
}) {
  const keys: (string | undefined)[] = [];
  const prefixes: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, ...input })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
  }
  return { keys, prefixes };
}

describe('ListObjectsV2', () => {
  it('gives every key once, in order, over pages of 1,000', async () => {
    const { keys } = await listAll({ Prefix: 'silver/' });
    expect(keys).toHaveLength(DATASETS * IMPORTS);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(keys.toSorted());
  });

  it('rolls up common prefixes, also over pages', async () => {
    expect(await listAll({ Delimiter: '/' })).toEqual({
      keys: ['manifest', 'x & <y>', 'xz'],
      prefixes: ['silver/', 'x/'],
    });
    const { keys, prefixes } = await listAll({ Prefix: 'silver/', Delimiter: '/', MaxKeys: 7 });
    expect(keys).toEqual([]);
    expect(prefixes).toHaveLength(DATASETS);
    expect(prefixes[49]).toBe('silver/set-49/');
  });

  it('begins after a key', async () => {
    const { keys } = await listAll({
      Prefix: 'silver/set-07/',
      StartAfter: 'silver/set-07/0197/part.parquet',
    });
    expect(keys).toEqual(['silver/set-07/0198/part.parquet', 'silver/set-07/0199/part.parquet']);
  });

  it('counts keys and prefixes together and says when there are more', async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'x', Delimiter: '/', MaxKeys: 2 }));
    expect(page).toMatchObject({ KeyCount: 2, IsTruncated: true });
    const none = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('encodes keys on request', async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'x ', EncodingType: 'url' }));
    expect(page.Contents?.[0]?.Key).toBe('x%20%26%20%3Cy%3E');
  });

  it('refuses a token that is not its own', async () => {
    const call = s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'nonsense' }));
    await expect(call).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
