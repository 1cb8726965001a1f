/** For tests: the whole backend on a laptop's AWS, on a free port and in a folder that goes with it. */
import { S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signInForToken } from '../cli/portal/session';
import { startLaptopAws, type LaptopAws } from '../local/laptop-aws';
import { parseErrorText } from '../lib/errors';
import type { Role } from '../lib/roles';

const PASSWORD = 'A-long-Passw0rd!';

export interface Backend {
  laptop: LaptopAws;
  s3: S3Client;
  bucket: string;
  /** ID tokens of a user of each role, and of one without any. */
  tokens: Record<Role | 'nobody', string>;
  /** A GraphQL request; throws an error whose name is Lakeport's code, or else AppSync's type. */
  graphql<T>(token: string | null, query: string, variables?: object): Promise<T>;
  /** A REST request. */
  rest(
    token: string | null,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

export async function startBackend(): Promise<Backend> {
  const homeDir = await mkdtemp(path.join(tmpdir(), 'lakeport-backend-'));
  const projectDir = path.resolve(import.meta.dirname, '..');
  const laptop = await startLaptopAws({
    projectDir,
    homeDir,
    port: 0,
    portalOrigin: 'http://localhost:3000',
  });
  const tokens: Partial<Backend['tokens']> = {};
  for (const role of ['admins', 'operators', 'analysts', 'nobody'] as const) {
    const email = `${role}@example.com`;
    await laptop.ensureUser({ email, password: PASSWORD, groups: role === 'nobody' ? [] : [role] });
    tokens[role] = await signInForToken(laptop.amplifyOutputs, email, PASSWORD);
  }
  const { endpoints, credentials } = laptop;
  const s3 = new S3Client({
    region: endpoints.region,
    endpoint: endpoints.aws,
    credentials,
    forcePathStyle: true,
  });
  return {
    laptop,
    s3,
    bucket: bucketOf(laptop),
    tokens: tokens as Backend['tokens'],
    graphql: (token, query, variables) => graphql(endpoints.graphql, token, query, variables),
    rest: (token, method, route, body) => rest(endpoints.api, token, method, route, body),
    stop: async () => {
      s3.destroy();
      await laptop.stop();
      await rm(homeDir, { recursive: true, force: true });
    },
  };
}

function bucketOf(laptop: LaptopAws): string {
  const storage = laptop.amplifyOutputs['storage'] as { bucket_name: string };
  return storage.bucket_name;
}

async function graphql<T>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: token } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: T; errors?: { message: string; errorType?: string }[] };
  const [error] = answer.errors ?? [];
  if (error) {
    const refused = parseErrorText(error.message);
    throw Object.assign(new Error(error.message), { name: refused?.code ?? error.errorType ?? 'Error' });
  }
  return answer.data as T;
}

async function rest(api: string, token: string | null, method: string, route: string, body?: unknown) {
  const response = await fetch(api + route, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}
