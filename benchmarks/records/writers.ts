/** Those that write the same items: Lakeport's Records table, and plain calls of BatchWriteItem. */
import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRecordTable, type KeyedRecord } from '../../lib/aws/record-table';
import { recordItem } from '../../lib/aws/records/record-item';
import { RECORDS_TABLE } from './endpoint-messages';

const DATASET = 'readings';
const BATCH_ITEMS = 25;
/** As many rows as DuckDB hands over at once. */
const CHUNK_ROWS = 2_048;

export interface Writer {
  title: string;
  write(): Promise<void>;
}

/** About 200 bytes an item: a reading of a sensor. */
export function makeRecords(count: number): KeyedRecord[] {
  return Array.from({ length: count }, (_, row) => {
    const id = `sensor-${String(row % 500).padStart(4, '0')}`;
    const timestamp = new Date(Date.UTC(2025, 0, 1) + row * 1000).toISOString();
    return {
      key: [id, timestamp],
      values: {
        timestamp,
        device_id: id,
        value: (row % 600) / 10,
        unit: 'degC',
        anomaly_score: 0.25,
        ok: true,
      },
      importId: '01JGFJJZ00BENCHMARKBENCH00',
      file: 'readings.csv',
      line: row + 2,
    };
  });
}

/** The items of the records, so that plain calls need not make them. */
export function makeRequests(records: readonly KeyedRecord[]): WriteRequest[] {
  return records.map((record) => ({ PutRequest: { Item: recordItem(DATASET, record) } }));
}

/** From rows to items, as publishing does it: chunk by chunk. */
export function ownWriter(client: DynamoDBClient, records: readonly KeyedRecord[]): Writer {
  const documents = DynamoDBDocumentClient.from(client);
  const table = createRecordTable({ documents, batches: client }, RECORDS_TABLE.TableName);
  return {
    title: 'Lakeport',
    async write() {
      const writer = table.openWriter(DATASET);
      for (let start = 0; start < records.length; start += CHUNK_ROWS) {
        await writer.put(records.slice(start, start + CHUNK_ROWS));
      }
      await writer.flush();
    },
  };
}

/** With items made beforehand, and so many calls under way all the time. */
export function plainWriter(
  client: DynamoDBClient,
  items: readonly WriteRequest[],
  inFlight: number,
): Writer {
  return {
    title: `plain, ${inFlight} in flight`,
    async write() {
      let next = 0;
      const work = async () => {
        while (next < items.length) {
          const start = next;
          next += BATCH_ITEMS;
          const requests = items.slice(start, start + BATCH_ITEMS);
          await client.send(
            new BatchWriteItemCommand({ RequestItems: { [RECORDS_TABLE.TableName]: requests } }),
          );
        }
      };
      await Promise.all(Array.from({ length: inFlight }, work));
    },
  };
}
