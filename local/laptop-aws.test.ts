import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startLaptopAws } from './laptop-aws';
import { PORTAL_ORIGIN, startTinyLaptop, type TinyLaptop } from './testing/start-tiny-laptop';

const BUCKET = 'lake';

let laptop: TinyLaptop;

beforeAll(async () => {
  laptop = await startTinyLaptop();
});

afterAll(() => laptop.remove());

/** The object's text once it exists. */
function objectText(Key: string): Promise<string> {
  const s3 = new S3Client(laptop.clientOptions);
  return vi.waitFor(
    async () =>
      (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }))).Body?.transformToString() ?? '',
    { timeout: 20_000, interval: 50 },
  );
}

describe('the services of a backend', () => {
  it('work together: an uploaded object starts the function of the rule it matches', async () => {
    const s3 = new S3Client(laptop.clientOptions);
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'out/a.csv', Body: 'a' }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'in/Chào Mào.csv', Body: 'a,b' }));
    const event = JSON.parse(await objectText('seen/in/Chào Mào.csv'));
    expect(event).toMatchObject({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: BUCKET }, object: { key: 'in/Chào Mào.csv', size: 3 }, reason: 'PutObject' },
    });
    await expect(
      s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'seen/out/a.csv' })),
    ).rejects.toBeInstanceOf(NoSuchKey);
  });

  it('answer the SDK: Lambda, DynamoDB and the metrics of functions', async () => {
    const lambda = new LambdaClient(laptop.clientOptions);
    const answer = await lambda.send(new InvokeCommand({ FunctionName: 'Echo', Payload: '{"n":1}' }));
    expect(answer.Payload?.transformToString()).toBe('{"n":1}');
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'Nobody' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const stranger = new LambdaClient({
      ...laptop.clientOptions,
      credentials: { ...laptop.aws.credentials, secretAccessKey: 'guess' },
    });
    await expect(stranger.send(new InvokeCommand({ FunctionName: 'Echo' }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const table = await new DynamoDBClient(laptop.clientOptions).send(
      new DescribeTableCommand({ TableName: 'Things' }),
    );
    expect(table.Table?.TableStatus).toBe('ACTIVE');
    const metrics = await new CloudWatchClient(laptop.clientOptions).send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        MetricDataQueries: [
          {
            Id: 'invocations',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Lambda',
                MetricName: 'Invocations',
                Dimensions: [{ Name: 'FunctionName', Value: 'Echo' }],
              },
              Period: 3600,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    const values = metrics.MetricDataResults?.[0]?.Values ?? [];
    expect(values.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(1);
  });

  it('are described in outputs that Amplify understands', () => {
    const { amplifyOutputs, endpoints, jwksUrl } = laptop.aws;
    const outputs = z.looseObject({ version: z.string() }).parse(amplifyOutputs);
    expect(outputs).toMatchObject({
      version: '1.4',
      auth: {
        mfa_configuration: 'OPTIONAL',
        groups: [{ admins: { precedence: 0 } }, { readers: { precedence: 1 } }],
      },
      data: { model_introspection: { version: 1 } },
      storage: { buckets: [{ name: 'lake', bucket_name: BUCKET }] },
      custom: { greeting: 'hello', local: { userPoolEndpoint: endpoints.aws, jwksUrl } },
    });
    expect(parseAmplifyConfig(outputs)).toMatchObject({
      Auth: { Cognito: { userPoolId: endpoints.userPoolId, userPoolClientId: endpoints.userPoolClientId } },
      API: { GraphQL: { defaultAuthMode: 'userPool', region: endpoints.region } },
    });
  });

  it('keep what was accepted over a restart, under the same names and key', async () => {
    const before = laptop.aws;
    await new S3Client(laptop.clientOptions).send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'in/last.csv', Body: 'x' }),
    );
    await laptop.restart();
    expect(laptop.aws.credentials).toEqual(before.credentials);
    expect(laptop.aws.endpoints.userPoolId).toBe(before.endpoints.userPoolId);
    expect(JSON.parse(await objectText('seen/in/last.csv')).detail.object.key).toBe('in/last.csv');
  });
});

it('keeps its secrets readable by this user alone', async () => {
  for (const file of ['access-key.json', path.join('cognito', 'identity.json')]) {
    expect((await stat(path.join(laptop.homeDir, file))).mode & 0o077).toBe(0);
  }
});

it('says which variable to set when the port is taken', async () => {
  const port = Number(new URL(laptop.aws.endpoints.aws).port);
  const options = {
    projectDir: laptop.projectDir,
    homeDir: `${laptop.homeDir}-2`,
    port,
    portalOrigin: PORTAL_ORIGIN,
  };
  await expect(startLaptopAws(options)).rejects.toThrow(/LAKEPORT_AWS_PORT/);
});
