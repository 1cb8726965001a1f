import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import { createDynamoDb } from './dynamodb-service';

const TableName = 'Imports';

/** As it stands in a template, with properties the laptop has no use for. */
const TABLE = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'importId', KeyType: 'HASH' }],
  AttributeDefinitions: [
    { AttributeName: 'importId', AttributeType: 'S' },
    { AttributeName: 'dataset', AttributeType: 'S' },
    { AttributeName: 'startedAt', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byDataset',
      KeySchema: [
        { AttributeName: 'dataset', KeyType: 'HASH' },
        { AttributeName: 'startedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
};

let stack: TestStack;
let client: DynamoDBClient;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

async function start(tables: unknown[] = [TABLE]): Promise<void> {
  const service = await createDynamoDb({ dir: testDir.dir, tables, credentials: TEST_CREDENTIAL_MAP });
  stack = await startTestStack([service]);
  client = new DynamoDBClient(stack.clientConfig);
}

beforeAll(async () => {
  testDir = await makeTestDir();
  await start();
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

function item(importId: string, dataset: string, startedAt: string): Record<string, AttributeValue> {
  return { importId: { S: importId }, dataset: { S: dataset }, startedAt: { S: startedAt } };
}

async function get(importId: string): Promise<Record<string, AttributeValue> | undefined> {
  const answer = await client.send(new GetItemCommand({ TableName, Key: { importId: { S: importId } } }));
  return answer.Item;
}

describe('the laptop DynamoDB', () => {
  it('writes under a condition only when it holds', async () => {
    const put = new PutItemCommand({
      TableName,
      Item: item('once', 'weather', '2025-01-01'),
      ConditionExpression: 'attribute_not_exists(importId)',
    });
    await client.send(put);
    await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('updates with SET, ADD and REMOVE and returns the new item', async () => {
    await client.send(new PutItemCommand({ TableName, Item: item('updated', 'weather', '2025-01-02') }));
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { importId: { S: 'updated' } },
        UpdateExpression: 'SET #s = if_not_exists(#s, :s) ADD parts :one REMOVE startedAt',
        ConditionExpression: 'dataset = :d',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': { S: 'RUNNING' }, ':one': { N: '1' }, ':d': { S: 'weather' } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({
      importId: { S: 'updated' },
      dataset: { S: 'weather' },
      state: { S: 'RUNNING' },
      parts: { N: '1' },
    });
  });

  it('queries an index backwards, page by page', async () => {
    for (let day = 1; day <= 7; day++) {
      await client.send(
        new PutItemCommand({ TableName, Item: item(`day-${day}`, 'iot', `2025-02-0${day}`) }),
      );
    }
    const seen: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          IndexName: 'byDataset',
          KeyConditionExpression: 'dataset = :d AND startedAt BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':d': { S: 'iot' },
            ':from': { S: '2025-02-02' },
            ':to': { S: '2025-02-06' },
          },
          ScanIndexForward: false,
          Limit: 2,
          ExclusiveStartKey,
        }),
      );
      seen.push(...(page.Items ?? []).map(({ importId }) => importId?.S));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(seen).toEqual(['day-6', 'day-5', 'day-4', 'day-3', 'day-2']);
  });

  it('writes batches and scans them page by page', async () => {
    for (let batch = 0; batch < 4; batch++) {
      const requests = Array.from({ length: 25 }, (_, i) => ({
        PutRequest: { Item: item(`batch-${batch}-${i}`, 'orders', `2025-03-${i}`) },
      }));
      const answer = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }),
      );
      expect(answer.UnprocessedItems).toEqual({});
    }
    let count = 0;
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName,
          FilterExpression: 'dataset = :d',
          ExpressionAttributeValues: { ':d': { S: 'orders' } },
          Limit: 30,
          ExclusiveStartKey,
        }),
      );
      count += page.Count ?? 0;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(count).toBe(100);
  });

  it('keeps texts in every script', async () => {
    await client.send(
      new PutItemCommand({ TableName, Item: { ...item('text', 'x', 'y'), name: { S: 'Chào Mào 😀' } } }),
    );
    expect((await get('text'))?.name).toEqual({ S: 'Chào Mào 😀' });
  });

  it('refuses a wrong secret and an unknown key', async () => {
    const { accessKeyId } = stack.clientConfig.credentials;
    const call = new GetItemCommand({ TableName, Key: { importId: { S: 'once' } } });
    const wrongSecret = new DynamoDBClient({
      ...stack.clientConfig,
      credentials: { accessKeyId, secretAccessKey: 'guessed' },
    });
    await expect(wrongSecret.send(call)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const stranger = new DynamoDBClient({
      ...stack.clientConfig,
      credentials: { accessKeyId: 'STRANGER', secretAccessKey: 'x' },
    });
    await expect(stranger.send(call)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('keeps its items over a restart', async () => {
    await client.send(new PutItemCommand({ TableName, Item: item('lasting', 'x', 'y') }));
    await stack.stop();
    await start();
    expect(await get('lasting')).toEqual(item('lasting', 'x', 'y'));
  });

  it('says how a stored table differs from its definition, and stays usable', async () => {
    await stack.stop();
    const changed = { ...TABLE, GlobalSecondaryIndexes: undefined };
    await expect(start([changed])).rejects.toThrow(
      /Imports .* index byDataset is dataset S HASH.* and none in the backend/,
    );
    await start();
    expect(await get('once')).toBeDefined();
  });
});
