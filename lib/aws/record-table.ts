/** The current row of each key, for look-ups by key. One item a row; the newest commit wins. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { AdaptiveConcurrency } from './records/adaptive-concurrency';
import { BatchWriter, type WriteTally } from './records/batch-writer';
import { itemKey, type RecordKey } from './records/item-key';
import { recordItem, type KeyedRecord } from './records/record-item';

/** For the client of the batches: trying again is the table's own task, and a lost answer must show soon. */
export const BATCH_CLIENT_SETTINGS = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    httpsAgent: { maxSockets: 64 },
    httpAgent: { maxSockets: 64 },
  },
} as const;

const recordItemSchema = z.object({
  values: z.record(z.string(), z.unknown()).nullable(),
  importId: z.string(),
  file: z.string(),
  line: z.number(),
});

export interface StoredRecord {
  /** Column → value in its JSON form; null for a row that is larger than an item can be. */
  values: Record<string, unknown> | null;
  importId: string;
  file: string;
  line: number;
}

/** Writes one key at most once between two calls of `flush`: the order of what is under way is open. */
export interface RecordWriter {
  put(records: readonly KeyedRecord[]): Promise<void>;
  remove(keys: readonly RecordKey[]): Promise<void>;
  /** Writes all and says what was since the last time; throws what cannot be written. Nothing is under way afterwards. */
  flush(): Promise<WriteTally>;
}

export type { KeyedRecord, RecordKey };

export interface RecordTable {
  get(dataset: string, key: RecordKey): Promise<StoredRecord | null>;
  /** Aborting the signal ends the writing with its reason. */
  openWriter(dataset: string, signal?: AbortSignal): RecordWriter;
}

export function createRecordTable(
  clients: { documents: DynamoDBDocumentClient; batches: DynamoDBClient },
  table: string,
  { giveUpAfterMs }: { giveUpAfterMs?: number } = {},
): RecordTable {
  // What the table bears is known over many writers.
  const concurrency = new AdaptiveConcurrency();
  return {
    async get(dataset, key) {
      const { Item } = await clients.documents.send(
        new GetCommand({ TableName: table, Key: { dataset_key: itemKey(dataset, key) } }),
      );
      return Item ? recordItemSchema.parse(Item) : null;
    },
    openWriter(dataset, signal) {
      const writer = new BatchWriter({ client: clients.batches, table, concurrency, signal, giveUpAfterMs });
      return {
        async put(records) {
          for (const record of records) {
            const Item = recordItem(dataset, record);
            await writer.write(Item.dataset_key.S, { PutRequest: { Item } });
          }
        },
        async remove(keys) {
          for (const key of keys) {
            const id = itemKey(dataset, key);
            await writer.write(id, { DeleteRequest: { Key: { dataset_key: { S: id } } } });
          }
        },
        flush: () => writer.flush(),
      };
    },
  };
}
