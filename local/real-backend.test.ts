import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLaptopAws, type LaptopAws } from './laptop-aws';

const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));

let homeDir: string;
let aws: LaptopAws;

beforeAll(async () => {
  homeDir = await mkdtemp(path.join(tmpdir(), 'lakeport-real-'));
  aws = await startLaptopAws({
    projectDir: PROJECT_DIR,
    homeDir,
    port: 0,
    portalOrigin: 'http://localhost:3000',
  });
});

afterAll(async () => {
  await aws.stop();
  await rm(homeDir, { recursive: true, force: true });
});

const INTROSPECTION =
  '{ __schema { queryType { fields { name args { name type { kind } } type { ofType { kind } } } } } }';

async function ask(query: string, authorization?: string): Promise<{ status: number; body: string }> {
  const response = await fetch(aws.endpoints.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.text() };
}

/** The project's own backend: everything in it must be of a shape that the laptop can run faithfully. */
describe('the backend of this project', () => {
  it('answers no field to nobody, and none to a user without a group', async () => {
    await aws.ensureUser({ email: 'stranger@example.org', password: 'Correct-horse-1', groups: [] });
    const { AccessToken } = await aws.issueTokens('stranger@example.org');
    const { body } = await ask(INTROSPECTION, AccessToken);
    const fields: string[] = JSON.parse(body)
      .data.__schema.queryType.fields.filter(({ args }: { args: { type: { kind: string } }[] }) =>
        args.every(({ type }) => type.kind !== 'NON_NULL'),
      )
      .map(({ name }: { name: string }) => name);
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      const query = `{ ${field} { __typename } }`;
      expect((await ask(query)).status).toBe(401);
      expect(JSON.parse((await ask(query, AccessToken)).body).errors?.[0]?.errorType).toMatch(
        /^(?:Unauthorized|ValidationException)$/,
      );
    }
  });

  it('has an HTTP API that asks for a token', async () => {
    expect((await fetch(`${aws.endpoints.api}/v1/datasets`)).status).toBe(403);
  });

  it('has complete outputs', () => {
    expect(aws.amplifyOutputs).toMatchObject({
      version: '1.4',
      auth: { user_pool_id: aws.endpoints.userPoolId },
      data: { url: expect.stringMatching(/^HTTP:/), model_introspection: { version: 1 } },
      storage: { bucket_name: expect.any(String) },
    });
  });
});
