/** Saved views: whose they are, who changes them, and their limits, over a real table. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../lib/aws/audit-trail';
import { createSavedViewTable } from '../lib/aws/saved-view-table';
import type { Actor } from '../lib/roles';
import { VIEW_QUERY_BYTES_MAX, VIEWS_PER_DATASET_MAX } from '../lib/saved-views';
import { deleteView } from '../lib/use-cases/saved-views/delete-view';
import { listSavedViews } from '../lib/use-cases/saved-views/list-saved-views';
import {
  savedViewInputSchema,
  saveView,
  type SavedViewInput,
  type SaveViewDeps,
} from '../lib/use-cases/saved-views/save-view';
import { createDynamoDb } from '../local/dynamodb/dynamodb-service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP } from '../local/start-test-stack';

const TABLE = {
  TableName: 'SavedViews',
  KeySchema: [
    { AttributeName: 'dataset', KeyType: 'HASH' },
    { AttributeName: 'id', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'dataset', AttributeType: 'S' },
    { AttributeName: 'id', AttributeType: 'S' },
  ],
};
const ann: Actor = { name: 'ann@example.com', roles: ['analysts'] };
const bob: Actor = { name: 'bob@example.com', roles: ['analysts'] };
const admin: Actor = { name: 'admin@example.com', roles: ['admins'] };

let deps: SaveViewDeps;
let noted: AuditEvent[];
let dataset: string;
let tests = 0;
let stop: () => Promise<void>;

beforeAll(async () => {
  const { dir, remove } = await makeTestDir();
  const stack = await startTestStack([
    await createDynamoDb({ dir, tables: [TABLE], credentials: TEST_CREDENTIAL_MAP }),
  ]);
  const client = new DynamoDBClient(stack.clientConfig);
  deps = {
    savedViews: createSavedViewTable(DynamoDBDocumentClient.from(client), TABLE.TableName),
    datasets: { get: async (name) => name },
    audit: { append: async (event) => void noted.push(event) },
  };
  stop = async () => {
    client.destroy();
    await stack.stop();
    await remove();
  };
});
afterAll(() => stop());
beforeEach(() => {
  noted = [];
  tests += 1;
  dataset = `viewed-${tests}`;
});

const input = (part: Partial<SavedViewInput> = {}): SavedViewInput =>
  savedViewInputSchema.parse({ dataset, title: 'Hot days', query: 'max[gt]=30', shared: false, ...part });
const save = (actor: Actor, part?: Partial<SavedViewInput>) => saveView(deps, actor, input(part));
const titles = async (actor: Actor) => (await listSavedViews(deps, actor, dataset)).map(({ title }) => title);

describe('a saved view', () => {
  it('is seen by its owner alone until it is shared, and sharing is noted once', async () => {
    const view = await save(ann);
    expect(await titles(ann)).toEqual(['Hot days']);
    expect(await titles(bob)).toEqual([]);
    await save(ann, { id: view.id, shared: true });
    await save(ann, { id: view.id, shared: true, title: 'Very hot days' });
    expect(await titles(bob)).toEqual(['Very hot days']);
    expect(noted).toEqual([
      { actor: ann.name, action: 'view.shared', target: 'Hot days', details: { dataset } },
    ]);
  });

  it('is changed and deleted by its owner or, when it is shared, by an admin, who does not become its owner', async () => {
    const { id } = await save(ann, { shared: true });
    await expect(save(bob, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteView(deps, bob, { dataset, id })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await save(admin, { id, title: 'Warm days', shared: true })).toMatchObject({
      owner: ann.name,
      id,
    });
    expect(await deleteView(deps, admin, { dataset, id })).toMatchObject({ title: 'Warm days' });
    expect(await titles(ann)).toEqual([]);
    expect(noted.at(-1)).toMatchObject({ actor: admin.name, action: 'view.deleted', target: 'Warm days' });
  });

  it('is not there for those who do not see it, an admin included', async () => {
    const { id } = await save(ann);
    for (const actor of [bob, admin]) {
      await expect(save(actor, { id })).rejects.toMatchObject({ code: 'not-found' });
      await expect(deleteView(deps, actor, { dataset, id })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('has a title that its owner has not used, a query of bounded length, and a role behind it', async () => {
    await save(ann);
    await expect(save(ann)).rejects.toMatchObject({ code: 'conflict' });
    await expect(save(bob)).resolves.toMatchObject({ owner: bob.name });
    expect(() => input({ title: '   ' })).toThrow();
    expect(() => input({ title: 'x'.repeat(81) })).toThrow();
    expect(() => input({ query: 'é'.repeat(VIEW_QUERY_BYTES_MAX / 2) + 'x' })).toThrow(
      'use fewer filter values',
    );
    await expect(save({ name: 'nobody', roles: [] })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listSavedViews(deps, { name: 'nobody', roles: [] }, dataset)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('is one of so many of a dataset', async () => {
    const { id } = await save(ann, { title: 'View 0' });
    for (let index = 1; index < VIEWS_PER_DATASET_MAX; index += 1) {
      await deps.savedViews.create({
        ...input(),
        id: `view-${index}`,
        title: `View ${index}`,
        owner: bob.name,
        updatedAt: '',
      });
    }
    await expect(save(ann, { title: 'One more' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(save(ann, { id, title: 'Another name' })).resolves.toMatchObject({ id });
  });
});
