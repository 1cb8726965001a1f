/** What people and programs did besides imports, which are a history of their own. Entries are added and never changed. */
import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { z } from 'zod';
import { AUDIT_ACTIONS, type AuditAction } from '../audit-actions';

export interface AuditEvent {
  /** E-mail address, or the title of an API key. */
  actor: string;
  action: AuditAction;
  /** What it was done to: a dataset's name, an e-mail address, the title of a key or of a view. */
  target: string;
  /** Facts of the act: never a row's content, never a secret. */
  details?: Readonly<Record<string, unknown>>;
}

const entrySchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  target: z.string(),
  details: z.record(z.string(), z.unknown()).nullish(),
});

export type AuditEntry = z.infer<typeof entrySchema>;

export interface AuditTrail {
  append(event: AuditEvent, now?: Date): Promise<void>;
  /** A month's entries (`2026-11`), newest first, those before `beforeId` where given. */
  listMonth(month: string, options: { beforeId?: string | undefined; limit: number }): Promise<AuditEntry[]>;
}

export function createAuditTrail(client: DynamoDBDocumentClient, tableName: string): AuditTrail {
  return {
    async append(event, now = new Date()) {
      const at = now.toISOString();
      const item = { ...event, month: at.slice(0, 7), id: ulid(now.getTime()), at };
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },
    async listMonth(month, { beforeId, limit }) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: beforeId ? '#month = :month AND id < :before' : '#month = :month',
          ExpressionAttributeNames: { '#month': 'month' },
          ExpressionAttributeValues: { ':month': month, ...(beforeId && { ':before': beforeId }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map((item) => entrySchema.parse(item));
    },
  };
}
