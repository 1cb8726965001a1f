/** For tests: the whole backend on a laptop's AWS, on a free port and in a folder that goes with it. */
import { S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFile } from '../cli/portal/import-file';
import { RestClient, type PortalImport } from '../cli/portal/rest-client';
import { signInForToken } from '../cli/portal/session';
import { startLaptopAws, type LaptopAws, type LaptopAwsOptions } from '../local/laptop-aws';
import { parseErrorText } from '../lib/errors';
import type { Role } from '../lib/roles';

const PASSWORD = 'A-long-Passw0rd!';

export interface Backend {
  laptop: LaptopAws;
  s3: S3Client;
  bucket: string;
  /** ID tokens of a user of each role, and of one without any. */
  tokens: Record<Role | 'nobody', string>;
  /** The REST API's client, as the command line uses it. */
  client(role: Role): RestClient;
  /** Uploads a file of this content and does not wait for its import, whose id it gives. */
  upload(role: Role, dataset: string, fileName: string, content: string): Promise<string>;
  /** Uploads a file of this content and waits for the end of its import. */
  importText(
    role: Role,
    dataset: string,
    fileName: string,
    content: string | Uint8Array,
  ): Promise<PortalImport>;
  /** A GraphQL request; throws an error whose name is Lakeport's code, or else AppSync's type. */
  graphql<T>(token: string | null, query: string, variables?: object): Promise<T>;
  /** A REST request, by a token or an API key. */
  rest(
    token: string | null,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

type BackendOptions = Pick<LaptopAwsOptions, 'faults' | 'functions' | 'onMessage'>;

export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const homeDir = await mkdtemp(path.join(tmpdir(), 'lakeport-backend-'));
  const projectDir = path.resolve(import.meta.dirname, '..');
  const laptop = await startLaptopAws({
    ...options,
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
  const client = (role: Role) => new RestClient({ apiUrl: endpoints.api, token: tokens[role] ?? '' });
  return {
    laptop,
    s3,
    bucket: bucketOf(laptop),
    tokens: tokens as Backend['tokens'],
    client,
    upload: (role, dataset, fileName, content) => upload(client(role), dataset, fileName, content),
    importText: async (role, dataset, fileName, content) => {
      const dir = path.join(homeDir, 'files', randomUUID());
      await mkdir(dir, { recursive: true });
      const filePath = path.join(dir, fileName);
      await writeFile(filePath, content);
      return importFile(client(role), { dataset, filePath });
    },
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

/** The file has to fit in one part. */
async function upload(
  client: RestClient,
  dataset: string,
  fileName: string,
  content: string,
): Promise<string> {
  const sizeBytes = Buffer.byteLength(content);
  const { importId, parts } = await client.startUpload(dataset, { fileName, sizeBytes });
  const response = await fetch(parts[0]?.url ?? '', { method: 'PUT', body: content });
  if (!response.ok) throw new Error(`The storage refused ${fileName}: HTTP ${response.status}.`);
  await client.completeUpload(importId);
  return importId;
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
      ...(token?.startsWith('lkp_') ? { 'x-api-key': token } : {}),
      ...(token && !token.startsWith('lkp_') ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}
