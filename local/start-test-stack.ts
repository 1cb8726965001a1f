/** For tests: services behind a gateway on a free port, and a folder of their own that goes with them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type Gateway } from './gateway';
import type { LocalService } from './service';

export const TEST_CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'the-secret-of-the-test' };

export const TEST_CREDENTIAL_MAP = new Map([
  [TEST_CREDENTIALS.accessKeyId, TEST_CREDENTIALS.secretAccessKey],
]);

export interface TestStack {
  gateway: Gateway;
  /** What every SDK client of the test is made with. */
  clientConfig: {
    endpoint: string;
    region: string;
    credentials: typeof TEST_CREDENTIALS;
    maxAttempts: number;
  };
  stop(): Promise<void>;
}

export async function startTestStack(services: LocalService[]): Promise<TestStack> {
  const gateway = await startGateway({ port: 0, services });
  return {
    gateway,
    clientConfig: {
      endpoint: gateway.address,
      region: 'eu-central-1',
      credentials: TEST_CREDENTIALS,
      // A refusal must show at once, and a test must not pass because something worked the second time.
      maxAttempts: 1,
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}

export async function makeTestDir(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'lakeport-test-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
