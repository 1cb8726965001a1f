import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { createRecordTable, type KeyedRecord, type RecordTable } from '../lib/aws/record-table';
import { createDynamoDb } from '../local/dynamodb/dynamodb-service';
import { LimitedCapacity } from '../local/dynamodb/limited-capacity';
import type { LocalService } from '../local/service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP } from '../local/start-test-stack';

const TABLE = {
  TableName: 'Records',
  KeySchema: [{ AttributeName: 'dataset_key', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'dataset_key', AttributeType: 'S' }],
};

interface OpenTable {
  table: RecordTable;
  countItems(): Promise<number>;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** The table behind a service that may stand in front of it. */
async function openTable(
  options: { capacity?: LimitedCapacity; giveUpAfterMs?: number } = {},
  inFront: (service: LocalService) => LocalService = (service) => service,
): Promise<OpenTable> {
  const { dir, remove } = await makeTestDir();
  const limited = options.capacity ? { capacity: options.capacity } : {};
  const service = await createDynamoDb({
    dir,
    tables: [TABLE],
    credentials: TEST_CREDENTIAL_MAP,
    ...limited,
  });
  const stack = await startTestStack([inFront(service)]);
  const batches = new DynamoDBClient(stack.clientConfig);
  const documents = DynamoDBDocumentClient.from(batches);
  closers.push(
    remove,
    () => stack.stop(),
    async () => batches.destroy(),
  );
  return {
    table: createRecordTable({ documents, batches }, TABLE.TableName, options),
    countItems: async () => {
      const { Count } = await documents.send(
        new ScanCommand({ TableName: TABLE.TableName, Select: 'COUNT' }),
      );
      return Count ?? 0;
    },
  };
}

const record = (index: number, value = index): KeyedRecord => ({
  key: [`key ${index}`],
  values: { value },
  importId: 'one',
  file: 'one.csv',
  line: index + 2,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => record(index));

describe('the Records table', () => {
  it('keeps values of every kind, found again by a key of any text', async () => {
    const { table } = await openTable();
    const key = ['Chào/Mào', null, '', '\u{1F600}'.repeat(800)];
    const values = {
      text: 'Yến Phụng',
      empty: '',
      missing: null,
      yes: true,
      list: ['a', 'b'],
      large: '9007199254740993',
      huge: 1.5e300,
      tiny: -5e-324,
      zero: 0,
    };
    const writer = table.openWriter('birds');
    await writer.put([{ ...record(1), key, values }]);
    expect(await writer.flush()).toEqual({ items: 1, throttled: 0 });
    const found = await table.get('birds', key);
    expect(found).toEqual({
      values: { ...values, huge: '1.5e+300', tiny: '-5e-324' },
      importId: 'one',
      file: 'one.csv',
      line: 3,
    });
    expect(await table.get('birds', ['Chào/Mào', 'null', '', '\u{1F600}'.repeat(800)])).toBeNull();
    expect(await table.get('birds', [...key.slice(0, 3), '\u{1F600}'.repeat(801)])).toBeNull();
  });

  it('keeps the place of a row that is larger than an item can be', async () => {
    const { table } = await openTable();
    const writer = table.openWriter('birds');
    await writer.put([{ ...record(1), values: { note: 'x'.repeat(500_000) } }, record(2)]);
    await writer.flush();
    expect(await table.get('birds', ['key 1'])).toMatchObject({ values: null, line: 3 });
    expect(await table.get('birds', ['key 2'])).toMatchObject({ values: { value: 2 } });
  });

  it('takes the later of two rows of one key in a batch', async () => {
    const { table } = await openTable();
    const writer = table.openWriter('birds');
    await writer.put([record(1, 10), record(2, 20), record(1, 11)]);
    await writer.flush();
    expect(await table.get('birds', ['key 1'])).toMatchObject({ values: { value: 11 } });
  });

  it('writes and removes everything, however often the table refuses', async () => {
    const capacity = new LimitedCapacity({ writesPerSecond: 1500, burst: 30 });
    const { table, countItems } = await openTable({ capacity });
    const writer = table.openWriter('birds');
    await writer.put(many(1010));
    const put = await writer.flush();
    expect(put.items).toBe(1010);
    expect(put.throttled).toBeGreaterThan(0);
    expect(put.throttled).toBe(capacity.refused);
    expect(await countItems()).toBe(1010);
    await writer.remove(many(1000).map(({ key }) => key));
    expect(await writer.flush()).toMatchObject({ items: 1000 });
    expect(await countItems()).toBe(10);
  });

  it('sends again what got no answer, or a fault of the service', async () => {
    let requests = 0;
    const { table, countItems } = await openTable({}, (service) => ({
      ...service,
      handle: async (request, response) => {
        requests += 1;
        if (requests % 4 === 1) request.socket.destroy();
        else if (requests % 4 === 2) response.writeHead(500).end('{}');
        else await service.handle(request, response);
      },
    }));
    const writer = table.openWriter('birds');
    await writer.put(many(500));
    expect(await writer.flush()).toEqual({ items: 500, throttled: 0 });
    requests = 2;
    expect(await countItems()).toBe(500);
  });
});

describe('writing that cannot go on', () => {
  it('gives up on a table that takes nothing for long, and says so', async () => {
    const capacity = new LimitedCapacity({ writesPerSecond: 0, burst: 50 });
    const { table } = await openTable({ capacity, giveUpAfterMs: 300 });
    const writer = table.openWriter('birds');
    const writing = writer.put(many(200)).then(() => writer.flush());
    await expect(writing).rejects.toThrow(/The table Records has taken no item for \d+ s/);
  });

  it('fails at once for what does not get better', async () => {
    const { table } = await openTable();
    const writer = table.openWriter('birds');
    await writer.put([{ ...record(1), file: 'x'.repeat(500_000) }]);
    await expect(writer.flush()).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('ends with the reason of the signal', async () => {
    const capacity = new LimitedCapacity({ writesPerSecond: 0, burst: 50 });
    const { table } = await openTable({ capacity });
    const controller = new AbortController();
    const writer = table.openWriter('birds', controller.signal);
    const writing = writer.put(many(1000)).then(() => writer.flush());
    setTimeout(() => controller.abort(new Error('The right was lost.')), 50);
    await expect(writing).rejects.toThrow('The right was lost.');
  });
});
