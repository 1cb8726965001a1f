/** The import history. Every change of an import's state is a conditional write, so that late or double calls change nothing. */
import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LakeportError } from '../errors';
import { importRecordSchema, type ImportRecord } from '../lake/import-record';
import type { ImportState } from '../lake/import-states';
import { ignoreFailedCondition } from './failed-condition';
import { chainOf, IMPORTS_SCOPE, listImportPage, type ImportListRequest } from './import-pages';

export type ImportChange = Partial<Omit<ImportRecord, 'id' | 'dataset'>>;

export interface Claim {
  import: ImportRecord;
  /** How many times the import has been started, this time included. */
  attempt: number;
}

export interface ImportTable {
  /** False when there is an import of this id already, which is left as it is. */
  create(record: ImportRecord): Promise<boolean>;
  /** Throws `import-not-found`. */
  get(id: string): Promise<ImportRecord>;
  find(id: string): Promise<ImportRecord | null>;
  /** Newest first. */
  list(request: ImportListRequest): Promise<{ items: ImportRecord[]; after: string | null }>;
  /** Applies the change if the import is in one of the states; null when it is not. */
  change(id: string, from: readonly ImportState[], change: ImportChange): Promise<ImportRecord | null>;
  /** Ends an import that is not committing or committed; null when it is too late for that. */
  cancel(id: string): Promise<ImportRecord | null>;
  /**
   * Takes a waiting import, or a running one whose owner's lease has run out; null when it cannot be had. The stage
   * stays what it was: one that died while `committing` may have committed, and must not be cancelled.
   */
  claim(id: string, owner: string, leaseMs: number, now: Date): Promise<Claim | null>;
  /** Changes a claimed import and renews the lease; null when the claim was lost. */
  report(id: string, owner: string, leaseMs: number, change: ImportChange): Promise<ImportRecord | null>;
  /** Gives a claim back before its lease ends, so that a retry need not wait. */
  release(id: string, owner: string): Promise<void>;
  /** When the lease of the import ends, in epoch milliseconds; null when nobody has it. */
  leaseUntil(id: string): Promise<number | null>;
}

export function createImportTable(client: DynamoDBDocumentClient, table: string): ImportTable {
  const find = async (id: string): Promise<ImportRecord | null> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
    );
    return Item ? importRecordSchema.parse(Item) : null;
  };
  return {
    find,
    async create(record) {
      const put = new PutCommand({
        TableName: table,
        Item: { ...record, ...chainOf(record), scope: IMPORTS_SCOPE, attempts: 0 },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return (await client.send(put).catch(ignoreFailedCondition)) !== null;
    },
    async get(id) {
      const record = await find(id);
      if (record) return record;
      throw importNotFound(id);
    },
    list: (request) => listImportPage(client, table, request),
    cancel: (id) => cancel(client, table, id),
    change: (id, from, change) => changeFrom(client, table, id, from, change),
    claim: (id, owner, leaseMs, now) => claim(client, table, id, owner, leaseMs, now),
    report: (id, owner, leaseMs, change) => report(client, table, id, owner, leaseMs, change),
    async release(id, owner) {
      const values = { ':owner': owner, ':now': Date.now() };
      await update(client, table, id, 'SET leaseUntil = :now', 'leaseOwner = :owner', {}, values);
    },
    async leaseUntil(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
      );
      const until: unknown = Item?.['leaseUntil'];
      return typeof until === 'number' ? until : null;
    },
  };
}

async function changeFrom(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  from: readonly ImportState[],
  change: ImportChange,
): Promise<ImportRecord | null> {
  const { set, names, values } = assignments(change);
  const states = from.map((state, index) => [`:from${index}`, state] as const);
  const condition = `#state IN (${states.map(([name]) => name).join(', ')})`;
  const allNames = { ...names, '#state': 'state' };
  return update(client, table, id, set, condition, allNames, { ...values, ...Object.fromEntries(states) });
}

async function cancel(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
): Promise<ImportRecord | null> {
  const change = { state: 'CANCELLED', finishedAt: new Date().toISOString(), uploadId: null } as const;
  const { set, names, values } = assignments(change);
  return update(
    client,
    table,
    id,
    set,
    '#state IN (:uploading, :queued, :checked) OR (#state = :running AND #stage <> :committing)',
    { ...names, '#state': 'state', '#stage': 'stage' },
    {
      ...values,
      ':uploading': 'UPLOADING',
      ':queued': 'QUEUED',
      ':checked': 'CHECKED',
      ':running': 'RUNNING',
      ':committing': 'committing',
    },
  );
}

async function report(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  owner: string,
  leaseMs: number,
  change: ImportChange,
): Promise<ImportRecord | null> {
  const { set, names, values } = assignments(change);
  return update(
    client,
    table,
    id,
    `${set}, leaseUntil = :until`,
    'leaseOwner = :owner AND #state = :running',
    { ...names, '#state': 'state' },
    { ...values, ':owner': owner, ':running': 'RUNNING', ':until': Date.now() + leaseMs },
  );
}

async function claim(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  owner: string,
  leaseMs: number,
  now: Date,
): Promise<Claim | null> {
  const { Attributes } = await client
    .send(
      new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression:
          'SET #state = :running, startedAt = :at, updatedAt = :at, leaseOwner = :owner, leaseUntil = :until ADD attempts :one',
        ConditionExpression:
          '#state = :uploading OR #state = :queued OR (#state = :running AND (leaseUntil <= :now OR leaseOwner = :owner))',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':running': 'RUNNING',
          ':uploading': 'UPLOADING',
          ':queued': 'QUEUED',
          ':at': now.toISOString(),
          ':owner': owner,
          ':until': now.getTime() + leaseMs,
          ':now': now.getTime(),
          ':one': 1,
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    .catch((error: unknown) => ignoreFailedCondition(error) ?? { Attributes: undefined });
  return Attributes
    ? { import: importRecordSchema.parse(Attributes), attempt: Number(Attributes['attempts']) }
    : null;
}

function assignments(change: ImportChange) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const parts = Object.entries({ ...change, updatedAt: new Date().toISOString() }).map(([name, value]) => {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    return `#${name} = :${name}`;
  });
  return { set: `SET ${parts.join(', ')}`, names, values };
}

async function update(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  expression: string,
  condition: string,
  names: Record<string, string>,
  values: Record<string, unknown>,
): Promise<ImportRecord | null> {
  const result = await client
    .send(
      new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.keys(names).length > 0 ? names : undefined,
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      }),
    )
    .catch(ignoreFailedCondition);
  return result?.Attributes ? importRecordSchema.parse(result.Attributes) : null;
}

export function importNotFound(id: string): LakeportError {
  return new LakeportError('import-not-found', `There is no import ${id}.`, {
    resolution: 'Look it up in the import history.',
  });
}
