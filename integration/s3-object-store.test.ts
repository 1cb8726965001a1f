import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../lib/aws/s3-object-store';
import { describeObjectStore } from '../lib/lake/testing/object-store-contract';
import { createS3 } from '../local/s3/s3-service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP } from '../local/start-test-stack';

describeObjectStore('The S3 bucket', async () => {
  const { dir, remove } = await makeTestDir();
  const s3 = await createS3({
    dir,
    region: 'us-east-1',
    buckets: [{ name: 'lake', versioned: true, corsRules: [] }],
    credentials: TEST_CREDENTIAL_MAP,
    onObjectEvent: () => undefined,
  });
  const stack = await startTestStack([s3]);
  const client = new S3Client({ ...stack.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return {
    store: createS3ObjectStore(client, 'lake'),
    close: async () => {
      client.destroy();
      await stack.stop();
      await remove();
    },
  };
});
