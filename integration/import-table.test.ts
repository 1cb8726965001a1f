import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportTable, type ImportTable } from '../lib/aws/import-table';
import type { ImportRecord } from '../lib/lake/import-record';
import { claimLeased } from '../lib/use-cases/claim-leased';
import { startImportProgress } from '../lib/use-cases/run-import/import-progress';
import { newImport } from '../lib/use-cases/new-import';
import { createDynamoDb } from '../local/dynamodb/dynamodb-service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP } from '../local/start-test-stack';

const index = (IndexName: string, partition: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: 'id', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
});
const TABLE = {
  TableName: 'Imports',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: ['id', 'dataset', 'scope'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [index('byDataset', 'dataset'), index('byTime', 'scope')],
};
const LEASE_MS = 60_000;

let imports: ImportTable;
let close: () => Promise<void>;
let count = 0;

beforeAll(async () => {
  const { dir, remove } = await makeTestDir();
  const service = await createDynamoDb({ dir, tables: [TABLE], credentials: TEST_CREDENTIAL_MAP });
  const stack = await startTestStack([service]);
  const client = new DynamoDBClient(stack.clientConfig);
  imports = createImportTable(DynamoDBDocumentClient.from(client), TABLE.TableName);
  close = async () => {
    client.destroy();
    await stack.stop();
    await remove();
  };
});

afterAll(() => close());

async function open(more: Partial<ImportRecord> = {}): Promise<string> {
  count += 1;
  const id = `import-${String(count).padStart(3, '0')}`;
  const opened = newImport({
    id,
    dataset: 'weather',
    definitionVersion: 1,
    fileName: 'readings.csv',
    objectKey: `bronze/weather/${id}/readings.csv`,
    sizeBytes: 10,
    source: 'api',
    createdBy: 'tests',
    uploadId: null,
    partSizeBytes: null,
  });
  await imports.create({ ...opened, state: 'QUEUED', ...more });
  return id;
}

const progressOf = (id: string, owner: string, leaseMs = LEASE_MS) =>
  startImportProgress({ imports, announce: async () => undefined, leaseMs }, id, owner);

describe('a claim', () => {
  it('is had by one of many who want it at once', async () => {
    const id = await open();
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((owner) => imports.claim(id, owner, LEASE_MS, new Date())),
    );
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    expect((await imports.get(id)).attempts).toBe(1);
  });

  it('of a run that died is had by the next one once the lease is over', async () => {
    const id = await open();
    await imports.claim(id, 'dead', 200, new Date());
    const claim = await claimLeased(imports, id, 'next', 200);
    expect(claim?.attempt).toBe(2);
  });

  it('is not had from an owner who is alive', async () => {
    const id = await open();
    await imports.claim(id, 'alive', 1_000, new Date());
    const progress = progressOf(id, 'alive', 1_000);
    expect(await claimLeased(imports, id, 'double', 1_000)).toBeNull();
    progress.stop();
  });

  it('keeps the stage of the run before: one that died while committing may have committed', async () => {
    const id = await open();
    await imports.claim(id, 'dead', 0, new Date());
    await imports.report(id, 'dead', 0, { stage: 'committing' });
    const claim = await imports.claim(id, 'next', LEASE_MS, new Date(Date.now() + 1));
    expect(claim?.import.stage).toBe('committing');
    expect(await imports.cancel(id)).toBeNull();
  });
});

describe('an import that is created twice', () => {
  it('stays as it is', async () => {
    const id = await open({ fileName: 'first.csv' });
    expect(await imports.create({ ...(await imports.get(id)), fileName: 'second.csv' })).toBe(false);
    expect((await imports.get(id)).fileName).toBe('first.csv');
  });
});

describe('cancelling', () => {
  it.each(['UPLOADING', 'QUEUED', 'CHECKED'] as const)('ends an import that is %s', async (state) => {
    const id = await open({ state });
    expect((await imports.cancel(id))?.state).toBe('CANCELLED');
  });

  it.each(['SUCCEEDED', 'FAILED', 'UNDONE', 'CANCELLED'] as const)('leaves one that is %s', async (state) => {
    const id = await open({ state });
    expect(await imports.cancel(id)).toBeNull();
    expect((await imports.get(id)).state).toBe(state);
  });

  it('is noticed by the run, which cannot begin to commit any more', async () => {
    const id = await open();
    await imports.claim(id, 'owner', LEASE_MS, new Date());
    const progress = progressOf(id, 'owner');
    progress.set({ stage: 'checking' });
    await imports.cancel(id);
    await expect(progress.enter('committing')).rejects.toMatchObject({ code: 'conflict' });
    expect(progress.lost.aborted).toBe(true);
    expect((await imports.get(id)).state).toBe('CANCELLED');
    progress.stop();
  });

  it('comes too late once the run has begun to commit, whatever the run told before', async () => {
    const id = await open();
    await imports.claim(id, 'owner', LEASE_MS, new Date());
    const progress = progressOf(id, 'owner');
    progress.set({ stage: 'writing', bytesRead: 10 });
    await progress.enter('committing', { problems: { 'type-error': 1 } });
    expect(await imports.cancel(id)).toBeNull();
    const ended = await progress.end({ state: 'SUCCEEDED', stage: 'done' });
    expect(ended).toMatchObject({ state: 'SUCCEEDED', bytesRead: 10, problems: { 'type-error': 1 } });
  });
});

describe('the end of a run', () => {
  it('is taken for written when it is there already, as after an answer that was lost', async () => {
    const id = await open();
    await imports.claim(id, 'owner', LEASE_MS, new Date());
    await imports.report(id, 'owner', LEASE_MS, { state: 'SUCCEEDED' });
    const ended = await progressOf(id, 'owner').end({ state: 'SUCCEEDED' });
    expect(ended.state).toBe('SUCCEEDED');
  });
});

describe('the history', () => {
  it('is filtered by dataset, state, kind and chain, page by page', async () => {
    const root = await open({ dataset: 'chains' });
    const others = [
      await open({ dataset: 'chains' }),
      await open({ dataset: 'chains', kind: 'undo', parentId: root, rootId: root }),
      await open({ dataset: 'chains', parentId: root, rootId: root, state: 'FAILED' }),
    ];
    const idsOf = async (request: object) => {
      const { items } = await imports.list({ dataset: 'chains', limit: 10, ...request });
      return items.map(({ id }) => id);
    };
    expect(await idsOf({})).toEqual([root, ...others].toReversed());
    expect(await idsOf({ kind: 'undo' })).toEqual([others[1]]);
    expect(await idsOf({ rootId: root })).toEqual([others[2], others[1], root]);
    expect(await idsOf({ rootId: root, state: 'FAILED' })).toEqual([others[2]]);
    const first = await imports.list({ dataset: 'chains', rootId: root, limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(await idsOf({ rootId: root, after: first.after })).toEqual([root]);
  });
});
