import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBronzeUploads } from '../lib/aws/bronze-uploads';
import { createS3ObjectStore, type S3ObjectStore } from '../lib/aws/s3-object-store';
import { RETENTION_DAYS, RETENTION_TAG } from '../lib/dataset/retention';
import { createS3, type S3Service } from '../local/s3/s3-service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../local/start-test-stack';

const DAY_MS = 24 * 60 * 60 * 1000;
const Bucket = 'lake';

let testDir: Awaited<ReturnType<typeof makeTestDir>>;
let service: S3Service;
let stack: TestStack;
let client: S3Client;
let store: S3ObjectStore;

beforeAll(async () => {
  testDir = await makeTestDir();
  const lifecycleRules = RETENTION_DAYS.map((days) => ({
    prefix: '',
    tags: { [RETENTION_TAG]: String(days) },
    expirationDays: days,
  }));
  service = await createS3({
    dir: testDir.dir,
    region: 'us-east-1',
    buckets: [{ name: Bucket, versioned: true, corsRules: [], lifecycleRules }],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: () => undefined,
  });
  stack = await startTestStack([service]);
  client = new S3Client({ ...stack.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
  store = createS3ObjectStore(client, Bucket);
});
afterAll(async () => {
  client.destroy();
  await stack.stop();
  await testDir.remove();
});

async function daysOf(Key: string): Promise<string | undefined> {
  const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key }));
  return TagSet?.find((tag) => tag.Key === RETENTION_TAG)?.Value;
}

describe('an object with a retention', () => {
  it('has it however it came into the bucket', async () => {
    const options = { retentionDays: 7 };
    const [small, large] = ['small', 'large'].map((name) => path.join(testDir.dir, name));
    if (!small || !large) throw new Error('There are two files.');
    await writeFile(small, 'small');
    await writeFile(large, '');
    await truncate(large, 17 * 1024 ** 2);
    await store.putText('text', 'x', options);
    await store.putIfAbsent('absent', 'x', options);
    await store.putFile('small', small, options);
    await store.putFile('large', large, options);
    const uploads = createBronzeUploads(client, Bucket);
    await uploads.put('posted', 'x', 7);
    const uploadId = await uploads.create('uploaded', 7);
    const put = await fetch(await uploads.signPart('uploaded', uploadId, 1), { method: 'PUT', body: 'x' });
    expect(put.status).toBe(200);
    await uploads.complete('uploaded', uploadId, (await uploads.listParts('uploaded', uploadId)) ?? []);
    for (const key of ['text', 'absent', 'small', 'large', 'posted', 'uploaded']) {
      expect([key, await daysOf(key)]).toEqual([key, '7']);
    }
  });

  it('goes after its days, and one without stays', async () => {
    await store.putText('week', 'x', { retentionDays: 7 });
    await store.putText('month', 'x', { retentionDays: 30 });
    await store.putText('ever', 'x', { retentionDays: null });
    expect(await daysOf('ever')).toBeUndefined();
    await service.expire(new Date(Date.now() + 8 * DAY_MS));
    expect(await Promise.all(['week', 'month', 'ever'].map((key) => store.getText(key)))).toEqual([
      null,
      'x',
      'x',
    ]);
  });
});
