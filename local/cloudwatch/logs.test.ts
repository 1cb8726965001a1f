import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import { createCloudWatch, type CloudWatch } from './cloudwatch-service';

const logGroupName = '/aws/lambda/import';
const NOW = Math.floor(Date.now() / 60_000) * 60_000;

let logs: CloudWatchLogsClient;
let service: CloudWatch;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

async function start(): Promise<void> {
  service = await createCloudWatch({
    dir: testDir.dir,
    region: 'eu-central-1',
    alarms: [],
    credentials: TEST_CREDENTIAL_MAP,
    logGroupBytesMax: 20_000,
  });
  stack = await startTestStack([service]);
  logs = new CloudWatchLogsClient(stack.clientConfig);
}

beforeAll(async () => {
  testDir = await makeTestDir();
  await start();
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function messages(input: Partial<FilterLogEventsCommandInput> = {}): Promise<(string | undefined)[]> {
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName, ...input }));
  return (events ?? []).map(({ message }) => message);
}

async function sumOf(
  MetricName: string,
  dimensions: Record<string, string>,
  Stat = 'Sum',
): Promise<number | undefined> {
  const client = new CloudWatchClient(stack.clientConfig);
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: 'Lakeport', MetricName, Dimensions };
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat } }],
      StartTime: new Date(NOW),
      EndTime: new Date(NOW + 60_000),
    }),
  );
  return MetricDataResults?.[0]?.Values?.[0];
}

describe('log events', () => {
  it('are written to a stream that exists and come back by time', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    const put = new PutLogEventsCommand({
      logGroupName,
      logStreamName: 'one',
      logEvents: [
        {
          timestamp: NOW + 2,
          message: '{"level":"ERROR","import":{"rows":12},"message":"Chào Mào \u2028 failed"}',
        },
        { timestamp: NOW + 1, message: 'START RequestId: 1' },
        { timestamp: NOW + 3, message: '{"level":"INFO","import":{"rows":900}}' },
      ],
    });
    await expect(logs.send(put)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }));
    await logs.send(put);
    expect((await messages())[0]).toBe('START RequestId: 1');
    expect(await messages()).toHaveLength(3);
  });

  it.each([
    ['ERROR', 1],
    ['level import', 2],
    ['"RequestId: 1"', 1],
    ['import -ERROR', 1],
    ['?START ?INFO', 2],
    ['{ $.level = "ERROR" }', 1],
    ['{ $.level = "E*" && $.import.rows < 100 }', 1],
    ['{ $.import.rows >= 900 || $.level = ERROR }', 2],
    ['{ $.level != "ERROR" }', 1],
    ['nowhere', 0],
  ])('are found by %s', async (filterPattern, count) => {
    expect(await messages({ filterPattern })).toHaveLength(count);
  });

  it('are found by time and stream, page by page', async () => {
    service.log(logGroupName, 'two', 'another', NOW + 4);
    expect(await messages({ startTime: NOW + 2, endTime: NOW + 3 })).toHaveLength(2);
    expect(await messages({ logStreamNames: ['two'] })).toEqual(['another']);
    const first = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 3 }));
    expect(first.events).toHaveLength(3);
    expect(await messages({ nextToken: first.nextToken })).toEqual(['another']);
  });

  it('are not guessed at when a pattern is unknown', async () => {
    await expect(messages({ filterPattern: '[ip, user]' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(messages({ logGroupName: 'nowhere' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('survive a restart', async () => {
    const before = await messages();
    await stack.stop();
    await start();
    expect(await messages()).toEqual(before);
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(logGroups?.map((group) => group.logGroupName)).toEqual([logGroupName]);
  });

  it('make room when a group is full: the oldest go', async () => {
    for (let i = 0; i < 100; i++) service.log('full', 's', `${i} ${'x'.repeat(500)}`, NOW + i);
    await stack.stop();
    await start();
    const kept = await messages({ logGroupName: 'full' });
    expect(kept.at(-1)).toMatch(/^99 /);
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.length).toBeLessThan(41);
  });
});

describe('metrics in log events', () => {
  const line = (aws: object, values: object) =>
    JSON.stringify({ _aws: { Timestamp: NOW, ...aws }, ...values });

  it('count once for each set of dimensions, the empty one included, with all their values', async () => {
    const CloudWatchMetrics = [
      {
        Namespace: 'Lakeport',
        Dimensions: [['Dataset'], [], ['Dataset', 'Absent']],
        Metrics: [
          { Name: 'RowsReceived', Unit: 'Count' },
          { Name: 'Latency', Unit: 'Milliseconds' },
          { Name: 'Missing' },
        ],
      },
    ];
    const message = line({ CloudWatchMetrics }, { Dataset: 'weather', RowsReceived: 15, Latency: [1, 2, 9] });
    service.log(logGroupName, 'one', message, NOW);
    service.log(logGroupName, 'one', `2025-01-01T00:00:00Z\tid\tINFO\t${message}`, NOW);
    expect(await sumOf('RowsReceived', { Dataset: 'weather' })).toBe(30);
    expect(await sumOf('RowsReceived', {})).toBe(30);
    expect(await sumOf('Latency', {}, 'SampleCount')).toBe(6);
    expect(await sumOf('Latency', {}, 'p50')).toBe(2);
    expect(await sumOf('Missing', {})).toBeUndefined();
    expect(await messages({ filterPattern: 'RowsReceived' })).toHaveLength(2);
  });

  it('of a broken line are none, and the line is kept', async () => {
    const broken = line(
      { CloudWatchMetrics: [{ Namespace: 'Lakeport', Metrics: [{ Name: 'Broken' }] }] },
      { Broken: 'text' },
    );
    service.log(logGroupName, 'one', broken, NOW);
    service.log(logGroupName, 'one', '{"CloudWatchMetrics": cut off', NOW);
    expect(await sumOf('Broken', {})).toBeUndefined();
    expect(await messages({ filterPattern: '"cut off"' })).toHaveLength(1);
  });
});
