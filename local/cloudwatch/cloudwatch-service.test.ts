import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type GetMetricDataCommandInput,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import { createCloudWatch, type CloudWatch } from './cloudwatch-service';

const Namespace = 'Lakeport';
const HOUR = 3_600_000;

/** A full hour some hours ago: periods of an hour begin there. */
const BASE = Math.floor(Date.now() / HOUR) * HOUR - 5 * HOUR;

const FAILED_IMPORTS = {
  AlarmName: 'failed-imports',
  AlarmDescription: 'Any import failed',
  Namespace,
  MetricName: 'ImportsFailed',
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: '1',
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
};

const metricStat = (MetricName: string) => ({ Metric: { Namespace, MetricName }, Period: 300, Stat: 'Sum' });

const ERROR_RATE = {
  AlarmName: 'error-rate',
  Metrics: [
    { Id: 'rejected', ReturnData: false, MetricStat: metricStat('RateRejected') },
    { Id: 'received', ReturnData: false, MetricStat: metricStat('RateReceived') },
    { Id: 'rate', Expression: '100 * FILL(rejected, 0) / received', ReturnData: true },
  ],
  EvaluationPeriods: 2,
  DatapointsToAlarm: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

let cloudWatch: CloudWatchClient;
let service: CloudWatch;
let stack: TestStack;
let testDir: Awaited<ReturnType<typeof makeTestDir>>;

async function start(alarms: unknown[] = [FAILED_IMPORTS, ERROR_RATE]): Promise<void> {
  service = await createCloudWatch({
    dir: testDir.dir,
    region: 'eu-central-1',
    alarms,
    credentials: TEST_CREDENTIAL_MAP,
  });
  stack = await startTestStack([service]);
  cloudWatch = new CloudWatchClient(stack.clientConfig);
}

beforeAll(async () => {
  testDir = await makeTestDir();
  await start();
});

afterAll(async () => {
  await stack.stop();
  await testDir.remove();
});

async function put(
  MetricName: string,
  at: number,
  value: number,
  dimensions: Record<string, string> = {},
): Promise<void> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const datum = { MetricName, Dimensions, Timestamp: new Date(at), Value: value };
  await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData: [datum] }));
}

/** Values by minutes since BASE. */
async function read(
  queries: GetMetricDataCommandInput['MetricDataQueries'],
  options: Partial<GetMetricDataCommandInput> = {},
): Promise<Record<string, [number, number][]>> {
  const { MetricDataResults } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(BASE),
      EndTime: new Date(BASE + HOUR),
      ScanBy: 'TimestampAscending',
      ...options,
    }),
  );
  return Object.fromEntries(
    (MetricDataResults ?? []).map(({ Id, Timestamps, Values }) => [
      Id,
      (Timestamps ?? []).map((time, i): [number, number] => [
        (time.getTime() - BASE) / 60_000,
        Values?.[i] ?? NaN,
      ]),
    ]),
  );
}

const query = (
  Id: string,
  MetricName: string,
  Stat = 'Sum',
  Period = 300,
  dimensions: Record<string, string> = {},
) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period,
    Stat,
  },
});

async function alarm(name: string): Promise<MetricAlarm | undefined> {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0];
}

describe('metrics', () => {
  it('come back by period in every statistic', async () => {
    for (const [minute, value] of [
      [0, 1],
      [1, 3],
      [4, 8],
      [5, 100],
      [30, 7],
    ] as const) {
      await put('Stats', BASE + minute * 60_000 + 20_000, value);
    }
    const names = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p99'];
    const result = await read(names.map((stat, i) => query(`m${i}`, 'Stats', stat)));
    expect(Object.values(result).map((points) => points[0])).toEqual([
      [0, 12],
      [0, 4],
      [0, 1],
      [0, 8],
      [0, 3],
      [0, 3],
      [0, 8],
    ]);
    expect(result.m0).toEqual([
      [0, 12],
      [5, 100],
      [30, 7],
    ]);
    expect((await read([query('h', 'Stats', 'Sum', 3600)])).h).toEqual([[0, 119]]);
  });

  it('are newest first unless asked otherwise, and end before the end', async () => {
    const EndTime = new Date(BASE + 30 * 60_000);
    const result = await read([query('m', 'Stats')], { ScanBy: undefined, EndTime });
    expect(result.m).toEqual([
      [5, 100],
      [0, 12],
    ]);
  });

  it('take many values with counts, zipped', async () => {
    const Values = Array.from({ length: 150 }, (_, i) => i + 0.123456789);
    const datum = {
      MetricName: 'Many',
      Timestamp: new Date(BASE),
      Values,
      Counts: Values.map(() => 2),
      Unit: 'Count' as const,
    };
    const MetricData = Array.from({ length: 20 }, () => datum);
    await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    expect((await read([query('n', 'Many', 'SampleCount')])).n).toEqual([[0, 6000]]);
    const p90 = (await read([query('p', 'Many', 'p90')])).p?.[0]?.[1] ?? 0;
    expect(p90).toBeCloseTo(134, 0);
  });

  it('of other dimensions are other metrics', async () => {
    await put('Dim', BASE, 1);
    await put('Dim', BASE, 2, { Dataset: 'a' });
    await put('Dim', BASE, 4, { Dataset: 'a', Zone: 'silver' });
    const result = await read([query('none', 'Dim'), query('one', 'Dim', 'Sum', 60, { Dataset: 'a' })]);
    expect(result).toEqual({ none: [[0, 1]], one: [[0, 2]] });
    const listed = await cloudWatch.send(
      new ListMetricsCommand({ Namespace, MetricName: 'Dim', Dimensions: [{ Name: 'Dataset', Value: 'a' }] }),
    );
    expect(listed.Metrics).toHaveLength(2);
  });

  it('are computed with, and division by zero gives no value', async () => {
    for (const [minute, bad, all] of [
      [0, 1, 4],
      [5, 0, 0],
      [10, 2, 8],
    ] as const) {
      if (bad > 0) await put('Bad', BASE + minute * 60_000, bad);
      await put('All', BASE + minute * 60_000, all);
    }
    const inputs = [query('bad', 'Bad'), query('all', 'All')].map((entry) => ({
      ...entry,
      ReturnData: false,
    }));
    const result = await read([
      ...inputs,
      { Id: 'rate', Expression: '100 * (bad / all)' },
      { Id: 'filled', Expression: 'FILL(bad, 0) + 0' },
      { Id: 'twice', Expression: '-rate * -2 - 1e1' },
    ]);
    expect(Object.keys(result)).toEqual(['rate', 'filled', 'twice']);
    expect(result.rate).toEqual([
      [0, 25],
      [10, 25],
    ]);
    expect(result.filled?.slice(0, 3)).toEqual([
      [0, 1],
      [5, 0],
      [10, 2],
    ]);
    expect(result.filled).toHaveLength(12);
    expect(result.twice).toEqual([
      [0, 40],
      [10, 40],
    ]);
  });

  it.each([
    'IF(bad > 1, 1, 0)',
    'bad +',
    'nothing / bad',
    '(bad',
    'again',
    '1 + 1',
    'ANOMALY_DETECTION_BAND(bad)',
  ])('refuse the expression %s', async (Expression) => {
    const call = read([query('bad', 'Bad'), { Id: 'again', Expression }]);
    await expect(call).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it('refuse a time CloudWatch would not take', async () => {
    const call = put('Old', Date.now() - 15 * 24 * HOUR, 1);
    await expect(call).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it('survive a restart', async () => {
    service.putMetric({ namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'f' } }, 3, {
      unit: 'Count',
    });
    await stack.stop();
    await start();
    expect((await read([query('m', 'Stats', 'p50')])).m?.[0]).toEqual([0, 3]);
    const { Metrics } = await cloudWatch.send(
      new ListMetricsCommand({ Namespace: 'AWS/Lambda', RecentlyActive: 'PT3H' }),
    );
    expect(Metrics).toEqual([
      { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'f' }] },
    ]);
  });

  it('are for those who signed only', async () => {
    const stranger = new CloudWatchClient({
      ...stack.clientConfig,
      credentials: { accessKeyId: 'STRANGER', secretAccessKey: 'x' },
    });
    await expect(stranger.send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('alarms', () => {
  it('follow the data of one metric', async () => {
    expect(await alarm('failed-imports')).toMatchObject({
      StateValue: 'OK',
      EvaluationPeriods: 1,
      Threshold: 0,
    });
    await put('ImportsFailed', Date.now(), 2);
    const raised = await alarm('failed-imports');
    expect(raised?.StateValue).toBe('ALARM');
    expect(raised?.StateReason).toMatch(
      /^Threshold Crossed: 1 out of the last 1 datapoints \[2 .*\] were greater than the threshold \(0\)/,
    );
    expect(Date.now() - (raised?.StateUpdatedTimestamp?.getTime() ?? 0)).toBeLessThan(HOUR);
  });

  it('follow metric math', async () => {
    expect((await alarm('error-rate'))?.StateValue).toBe('INSUFFICIENT_DATA');
    await put('RateReceived', Date.now(), 100);
    expect((await alarm('error-rate'))?.StateValue).toBe('OK');
    await put('RateRejected', Date.now(), 6);
    const raised = await alarm('error-rate');
    expect(raised?.StateValue).toBe('ALARM');
    expect(raised?.Metrics).toHaveLength(3);
  });

  it.each([
    ['breaching', 'ALARM'],
    ['notBreaching', 'OK'],
    ['missing', 'INSUFFICIENT_DATA'],
    ['ignore', 'INSUFFICIENT_DATA'],
  ] as const)('treat missing data as %s: %s', async (TreatMissingData, expected) => {
    const AlarmName = `missing-${TreatMissingData}`;
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace,
        MetricName: 'Never',
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData,
      }),
    );
    expect((await alarm(AlarmName))?.StateValue).toBe(expected);
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
    expect(await alarm(AlarmName)).toBeUndefined();
  });

  it('stand in a state set by hand, and keep since when over a restart', async () => {
    await cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: 'failed-imports', StateValue: 'OK', StateReason: 'drill' }),
    );
    expect(await alarm('failed-imports')).toMatchObject({ StateValue: 'OK', StateReason: 'drill' });
    const before = await alarm('error-rate');
    await stack.stop();
    await start();
    expect((await alarm('error-rate'))?.StateUpdatedTimestamp).toEqual(before?.StateUpdatedTimestamp);
    const missing = new SetAlarmStateCommand({ AlarmName: 'nobody', StateValue: 'OK', StateReason: 'x' });
    await expect(cloudWatch.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('changed by a call stay so until their template changes', async () => {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...FAILED_IMPORTS,
        EvaluationPeriods: 1,
        Statistic: 'Sum',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 9,
      }),
    );
    await stack.stop();
    await start();
    expect((await alarm('failed-imports'))?.Threshold).toBe(9);
    await stack.stop();
    await start([{ ...FAILED_IMPORTS, Threshold: 4 }]);
    expect((await alarm('failed-imports'))?.Threshold).toBe(4);
    expect(await alarm('error-rate')).toBeUndefined();
  });

  it('that cannot be computed stop the start by name', async () => {
    const impossible = { ...ERROR_RATE, Metrics: [{ Id: 'e', Expression: 'IF(a, b)' }] };
    const options = { dir: testDir.dir, region: 'x', credentials: TEST_CREDENTIAL_MAP, alarms: [impossible] };
    await stack.stop();
    await expect(createCloudWatch(options)).rejects.toThrow(/The alarm error-rate cannot be used/);
    await start();
  });
});
