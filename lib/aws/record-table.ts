/** The current row of each key, for look-ups by key. One item a row; the newest commit wins. */
import { BatchWriteCommand, GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

/** BatchWriteItem's own limit. */
const BATCH_ITEMS = 25;
const PARALLEL_BATCHES = 8;
const ATTEMPTS_MAX = 10;
const BACKOFF_MS = 50;

const recordItemSchema = z.object({
  values: z.record(z.string(), z.unknown()),
  importId: z.string(),
  file: z.string(),
  line: z.number(),
});

export interface StoredRecord {
  /** Column → value in its JSON form. */
  values: Record<string, unknown>;
  importId: string;
  file: string;
  line: number;
}

export interface KeyedRecord extends StoredRecord {
  /** The primary key's values in their JSON form, in the key's order. */
  key: readonly string[];
}

export interface WriteResult {
  written: number;
  /** Items that DynamoDB refused for want of capacity and that were sent again. */
  throttled: number;
}

export interface RecordTable {
  get(dataset: string, key: readonly string[]): Promise<StoredRecord | null>;
  /** Writes all records, of which no two may have one key; throws when some cannot be written after many tries. */
  put(dataset: string, records: readonly KeyedRecord[]): Promise<WriteResult>;
}

export function createRecordTable(client: DynamoDBDocumentClient, table: string): RecordTable {
  return {
    async get(dataset, key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { dataset_key: itemKey(dataset, key) } }),
      );
      return Item ? recordItemSchema.parse(Item) : null;
    },
    async put(dataset, records) {
      const batches: KeyedRecord[][] = [];
      for (let start = 0; start < records.length; start += BATCH_ITEMS) {
        batches.push(records.slice(start, start + BATCH_ITEMS));
      }
      let throttled = 0;
      const work = batches.values();
      const worker = async () => {
        for (const batch of work) throttled += await writeBatch(client, table, dataset, batch);
      };
      await Promise.all(Array.from({ length: Math.min(PARALLEL_BATCHES, batches.length) }, worker));
      return { written: records.length, throttled };
    },
  };
}

/** Keys are joined so that no two different keys become the same text. */
function itemKey(dataset: string, key: readonly string[]): string {
  return [dataset, ...key].map((part) => encodeURIComponent(part)).join('/');
}

/** Writes one batch, again and again what was left over, with full jitter between the tries. */
async function writeBatch(
  client: DynamoDBDocumentClient,
  table: string,
  dataset: string,
  records: readonly KeyedRecord[],
): Promise<number> {
  let requests = records.map(({ key, ...stored }) => ({
    PutRequest: { Item: { dataset_key: itemKey(dataset, key), ...stored } },
  }));
  let throttled = 0;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests } }),
    );
    const left = UnprocessedItems?.[table] ?? [];
    if (left.length === 0) return throttled;
    throttled += left.length;
    requests = left as typeof requests;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * BACKOFF_MS * 2 ** attempt));
  }
  throw new Error(
    `${requests.length} records of ${dataset} could not be written after ${ATTEMPTS_MAX} tries.`,
  );
}
