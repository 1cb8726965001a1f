/** API keys: what each may do, and the hash by which it is known. The key itself is nowhere. */
import {
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { LakeportError } from '../errors';
import { KEY_ACTS } from '../roles';
import { replaceFailedCondition } from './failed-condition';

const apiKeySchema = z.object({
  id: z.string(),
  title: z.string(),
  /** SHA-256 of the secret part, hexadecimal. */
  secretHash: z.string(),
  acts: z.array(z.enum(KEY_ACTS)),
  /** Null for all datasets. */
  datasets: z.array(z.string()).nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export type ApiKey = z.infer<typeof apiKeySchema>;

export interface ApiKeyTable {
  /** Newest first. */
  list(): Promise<ApiKey[]>;
  find(id: string): Promise<ApiKey | null>;
  create(key: ApiKey): Promise<void>;
  /** Throws `not-found`; one that is revoked already stays as it is. */
  revoke(id: string, at: string): Promise<ApiKey>;
  noteUse(id: string, at: string): Promise<void>;
}

export function createApiKeyTable(client: DynamoDBDocumentClient, tableName: string): ApiKeyTable {
  const set = async (id: string, attribute: 'revokedAt' | 'lastUsedAt', value: string, keep: boolean) => {
    const { Attributes } = await client
      .send(
        new UpdateCommand({
          TableName: tableName,
          Key: { id },
          UpdateExpression: keep
            ? 'SET #attribute = if_not_exists(#attribute, :value)'
            : 'SET #attribute = :value',
          ConditionExpression: 'attribute_exists(id)',
          ExpressionAttributeNames: { '#attribute': attribute },
          ExpressionAttributeValues: { ':value': value },
          ReturnValues: 'ALL_NEW',
        }),
      )
      .catch((error: unknown) => replaceFailedCondition(error, keyNotFound()));
    return fromItem(Attributes);
  };
  return {
    async list() {
      const keys: ApiKey[] = [];
      let startKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({ TableName: tableName, ExclusiveStartKey: startKey }),
        );
        for (const item of page.Items ?? []) keys.push(fromItem(item));
        startKey = page.LastEvaluatedKey;
      } while (startKey);
      return keys.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    },
    async find(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true }),
      );
      return Item ? fromItem(Item) : null;
    },
    async create(key) {
      // An attribute that is not there yet can be told from one that is set, which NULL cannot.
      const { revokedAt: _revokedAt, lastUsedAt: _lastUsedAt, ...item } = key;
      await client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(id)' }),
      );
    },
    revoke: (id, at) => set(id, 'revokedAt', at, true),
    noteUse: async (id, at) => {
      await set(id, 'lastUsedAt', at, false);
    },
  };
}

function fromItem(item: unknown): ApiKey {
  return apiKeySchema.parse({ lastUsedAt: null, revokedAt: null, ...z.looseObject({}).parse(item) });
}

function keyNotFound(): LakeportError {
  return new LakeportError('not-found', 'There is no such API key.', { resolution: 'Load the list again.' });
}
