import { DynamoDBClient, ListTablesCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineSensors, sensorsCsv } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
  await defineSensors(backend, 'sensors');
  await defineSensors(backend, 'sales');
  await backend.importText('operators', 'sensors', 'a.csv', sensorsCsv([[1, 'hall', 2]]));
}, 300_000);
afterAll(() => backend.stop());

interface NewKey {
  key: string;
  apiKey: { id: string };
}

interface KeyRequest {
  title: string;
  acts: string[];
  datasets?: string[] | null;
  expiresAt?: string;
}

const CREATE = `mutation($title: String!, $acts: [String!]!, $datasets: [String!], $expiresAt: AWSDateTime) {
  createApiKey(title: $title, acts: $acts, datasets: $datasets, expiresAt: $expiresAt) { key apiKey { id } } }`;
const LIST = `{ listApiKeys { id title acts datasets createdBy expiresAt lastUsedAt revokedAt } }`;

async function createKey(request: KeyRequest): Promise<NewKey> {
  const answer = await backend.graphql<{ createApiKey: NewKey }>(backend.tokens.admins, CREATE, request);
  return answer.createApiKey;
}

const status = async (key: string, method: string, path: string, body?: unknown) =>
  (await backend.rest(key, method, path, body)).status;

describe('an API key', () => {
  it('does what it was made for, and nothing else', async () => {
    const { key } = await createKey({ title: 'Reader', acts: ['read'] });
    expect(await status(key, 'GET', '/v1/datasets/sensors/records')).toBe(200);
    expect(await status(key, 'GET', '/v1/imports')).toBe(200);
    const refused = await backend.rest(key, 'POST', '/v1/datasets/sensors/records', [
      { id: 2, place: 'hall', value: 3 },
    ]);
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await status(key, 'POST', '/v1/datasets/sensors/replay?dryRun=true')).toBe(403);
  });

  it('signs what it imports', async () => {
    const { key } = await createKey({ title: 'Nightly loader', acts: ['read', 'import'] });
    const posted = await backend.rest(key, 'POST', '/v1/datasets/sensors/records', [
      { id: 7, place: 'hall', value: 7 },
    ]);
    expect(posted.status).toBe(200);
    const { body } = await backend.rest(key, 'GET', '/v1/imports?limit=1');
    expect(body).toMatchObject({ items: [{ createdBy: 'Nightly loader (API key)' }] });
  });

  it('for one dataset sees no other', async () => {
    const { key } = await createKey({
      title: 'Sales',
      acts: ['read', 'import'],
      datasets: ['sales'],
    });
    const { body } = await backend.rest(key, 'GET', '/v1/datasets');
    expect(body).toMatchObject({ items: [{ name: 'sales' }] });
    expect(await status(key, 'GET', '/v1/datasets/sensors')).toBe(403);
    expect(await status(key, 'GET', '/v1/datasets/sensors/records')).toBe(403);
    const all = await backend.rest(backend.tokens.analysts, 'GET', '/v1/imports?dataset=sensors');
    const [foreign] = (all.body as { items: { id: string }[] }).items;
    expect(await status(key, 'GET', `/v1/imports/${foreign?.id}`)).toBe(404);
    expect(await status(key, 'POST', `/v1/imports/${foreign?.id}/undo`)).toBe(404);
    expect((await backend.rest(key, 'GET', '/v1/imports')).body).toMatchObject({ items: [] });
  });

  it('is closed at its end, and when it is revoked', async () => {
    const soon = await createKey({
      title: 'Soon over',
      acts: ['read'],
      expiresAt: new Date(Date.now() + 3000).toISOString(),
    });
    const { key, apiKey } = await createKey({ title: 'Lost', acts: ['read'] });
    expect(await status(key, 'GET', '/v1/datasets')).toBe(200);
    const revoke = `mutation($id: ID!) { revokeApiKey(id: $id) { id revokedAt } }`;
    await backend.graphql(backend.tokens.admins, revoke, { id: apiKey.id });
    expect(await status(key, 'GET', '/v1/datasets')).toBe(403);
    await expect
      .poll(() => status(soon.key, 'GET', '/v1/datasets'), { timeout: 30_000, interval: 500 })
      .toBe(403);
  });

  it('that is not known opens nothing', async () => {
    const { key } = await createKey({ title: 'Real', acts: ['read'] });
    const other = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    for (const text of [other, 'lkp_nonsense', `lkp_0123456789abcdef_${key.slice(-43)}`]) {
      expect(await status(text, 'GET', '/v1/datasets')).toBe(403);
    }
    const asToken = await fetch(`${backend.laptop.endpoints.api}/v1/datasets`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(asToken.status).toBe(403);
  });

  it('is told by its hash alone, its last use by the hour', async () => {
    const { key, apiKey } = await createKey({ title: 'Quiet', acts: ['read'] });
    expect(await status(key, 'GET', '/v1/datasets')).toBe(200);
    const dynamo = new DynamoDBClient({
      endpoint: backend.laptop.endpoints.aws,
      region: backend.laptop.endpoints.region,
      credentials: backend.laptop.credentials,
    });
    const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
    const TableName = TableNames.find((name) => name.includes('ApiKeys')) ?? '';
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
    expect(JSON.stringify(Items)).not.toContain(key.slice(-43));
    const past = '2026-01-01T00:00:00.000Z';
    await dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: apiKey.id } },
        UpdateExpression: 'SET lastUsedAt = :past',
        ExpressionAttributeValues: { ':past': { S: past } },
      }),
    );
    dynamo.destroy();
    await status(key, 'GET', '/v1/datasets');
    const { listApiKeys } = await backend.graphql<{ listApiKeys: { id: string; lastUsedAt: string }[] }>(
      backend.tokens.admins,
      LIST,
    );
    expect(listApiKeys.find(({ id }) => id === apiKey.id)?.lastUsedAt.slice(0, 10)).not.toBe(
      past.slice(0, 10),
    );
  });
});

describe('keys', () => {
  it('are the business of admins, and noted in the audit trail', async () => {
    for (const role of ['operators', 'analysts', 'nobody'] as const) {
      await expect(backend.graphql(backend.tokens[role], LIST)).rejects.toMatchObject({
        name: 'Unauthorized',
      });
    }
    await createKey({ title: 'For the trail', acts: ['define', 'read'], datasets: ['sensors'] });
    const { listAuditEntries } = await backend.graphql<{ listAuditEntries: { items: object[] } }>(
      backend.tokens.admins,
      `{ listAuditEntries(limit: 1) { items { actor action target details } } }`,
    );
    expect(listAuditEntries.items).toMatchObject([
      { actor: 'admins@example.com', action: 'key.created', target: 'For the trail' },
    ]);
  });

  it('are refused that could do nothing', async () => {
    const bad: [KeyRequest, string][] = [
      [{ title: 'x', acts: [] }, 'invalid-request'],
      [{ title: 'x', acts: ['manage'] }, 'invalid-request'],
      [{ title: ' ', acts: ['read'] }, 'invalid-request'],
      [{ title: 'x', acts: ['read'], datasets: ['no-such'] }, 'dataset-not-found'],
      [{ title: 'x', acts: ['read'], expiresAt: '2020-01-01T00:00:00Z' }, 'invalid-request'],
    ];
    for (const [request, name] of bad) await expect(createKey(request)).rejects.toMatchObject({ name });
  });
});
