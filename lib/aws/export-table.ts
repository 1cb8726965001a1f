/** Exports and how far they are. Every change of a state is a conditional write, so that late or double calls change nothing. */
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import { LakeportError } from '../errors';
import { exportRecordSchema, type ExportRecord } from '../lake/exports/export-record';
import { ignoreFailedCondition } from './failed-condition';

/** The record goes by itself so long after it was made, which is after its file has gone. */
const RECORD_KEPT_DAYS = 7;
const SECONDS_A_DAY = 24 * 60 * 60;
/** The length of the time in a ULID. */
const ULID_TIME_CHARS = 10;

export type ExportChange = Partial<
  Pick<
    ExportRecord,
    'state' | 'finishedAt' | 'rowsTotal' | 'rowsWritten' | 'sizeBytes' | 'error' | 'expiresAt'
  >
>;

export interface ExportTable {
  create(record: ExportRecord): Promise<void>;
  /** Throws `not-found`. */
  get(id: string): Promise<ExportRecord>;
  /** Those of a person or program made since a moment, newest first. */
  listOf(createdBy: string, since: Date, limit: number): Promise<ExportRecord[]>;
  /** Ends an export that is waiting or running; null when it has ended already. */
  end(id: string, change: ExportChange): Promise<ExportRecord | null>;
  /** Takes a waiting export, or a running one whose owner's lease has run out; null when it cannot be had. */
  claim(id: string, owner: string, leaseMs: number, now: Date): Promise<ExportRecord | null>;
  /** Changes a claimed export and renews the lease; null when the claim was lost. */
  report(id: string, owner: string, leaseMs: number, change: ExportChange): Promise<ExportRecord | null>;
  /** Gives a claim back before its lease ends, so that a retry need not wait. */
  release(id: string, owner: string): Promise<void>;
  /** When the lease of the export ends, in epoch milliseconds; null when nobody has it. */
  leaseUntil(id: string): Promise<number | null>;
}

export function createExportTable(client: DynamoDBDocumentClient, table: string): ExportTable {
  const read = async (id: string) => {
    const get = new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const update = (id: string, write: ExportUpdate) => updateExport(client, table, id, write);
  return {
    create: (record) => createExport(client, table, record),
    async get(id) {
      const item = await read(id);
      if (item) return parseExport(item);
      throw exportNotFound(id);
    },
    listOf: (createdBy, since, limit) => listOf(client, table, createdBy, since, limit),
    end: (id, change) =>
      update(id, {
        change,
        condition: '#state IN (:queued, :running)',
        values: { ':queued': 'QUEUED', ':running': 'RUNNING' },
      }),
    claim: (id, owner, leaseMs, now) =>
      update(id, {
        change: { state: 'RUNNING' },
        lease: { owner, until: now.getTime() + leaseMs },
        condition:
          '#state = :queued OR (#state = :state AND (leaseUntil <= :now OR leaseOwner = :leaseOwner))',
        values: { ':queued': 'QUEUED', ':now': now.getTime() },
      }),
    report: (id, owner, leaseMs, change) =>
      update(id, {
        change,
        lease: { owner, until: Date.now() + leaseMs },
        condition: 'leaseOwner = :leaseOwner AND #state = :running',
        values: { ':running': 'RUNNING' },
      }),
    async release(id, owner) {
      const lease = { owner, until: Date.now() };
      await update(id, { change: {}, lease, condition: 'leaseOwner = :leaseOwner', values: {} });
    },
    async leaseUntil(id) {
      const until: unknown = (await read(id))?.['leaseUntil'];
      return typeof until === 'number' ? until : null;
    },
  };
}

/** The question is kept as text: DynamoDB has no use for its parts. */
async function createExport(
  client: DynamoDBDocumentClient,
  table: string,
  record: ExportRecord,
): Promise<void> {
  const expiresAtSeconds = Math.floor(Date.now() / 1000) + RECORD_KEPT_DAYS * SECONDS_A_DAY;
  await client.send(
    new PutCommand({
      TableName: table,
      Item: { ...record, question: JSON.stringify(record.question), expiresAtSeconds },
      ConditionExpression: 'attribute_not_exists(id)',
    }),
  );
}

export function exportNotFound(id: string): LakeportError {
  return new LakeportError('not-found', `There is no export ${id}.`, {
    resolution: 'Exports are kept for a day. Ask for a new one.',
  });
}

async function listOf(
  client: DynamoDBDocumentClient,
  table: string,
  createdBy: string,
  since: Date,
  limit: number,
): Promise<ExportRecord[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'byOwner',
      KeyConditionExpression: 'createdBy = :createdBy AND id >= :first',
      // Ids are ULIDs, which begin with their time.
      ExpressionAttributeValues: {
        ':createdBy': createdBy,
        ':first': encodeTime(since.getTime(), ULID_TIME_CHARS),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(parseExport);
}

interface ExportUpdate {
  change: ExportChange;
  lease?: { owner: string; until: number };
  condition: string;
  values: Record<string, unknown>;
}

async function updateExport(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  { change, lease, condition, values }: ExportUpdate,
): Promise<ExportRecord | null> {
  const set = { ...change, ...(lease && { leaseOwner: lease.owner, leaseUntil: lease.until }) };
  const names = Object.keys(set);
  const send = client.send(
    new UpdateCommand({
      TableName: table,
      Key: { id },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: {
        ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ...(condition.includes('#state') && { '#state': 'state' }),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
        ...values,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  const updated = await send.catch(ignoreFailedCondition);
  return updated?.Attributes ? parseExport(updated.Attributes) : null;
}

function parseExport(item: Record<string, unknown>): ExportRecord {
  return exportRecordSchema.parse({ ...item, question: JSON.parse(String(item['question'])) as unknown });
}
