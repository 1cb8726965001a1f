import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeAssembly } from '../testing/fixture-project';
import type { PhysicalIds } from './physical-ids';
import { parseProperties, readAssembly, type Assembly } from './read-assembly';

const ids: PhysicalIds = {
  region: 'eu-west-1',
  accountId: '000000000000',
  userPoolId: 'eu-west-1_pool',
  userPoolClientId: 'client',
  identityPoolId: 'eu-west-1:identity',
  graphqlUrl: 'http://127.0.0.1:1/graphql',
  httpApiUrl: 'http://127.0.0.1:1/_api',
  awsUrl: 'http://127.0.0.1:1',
};

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-assembly-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function read(root: object, nested: Record<string, object> = {}): Promise<Assembly> {
  const files = Object.fromEntries(
    Object.entries(nested).map(([name, one]) => [`${name}.nested.template.json`, one]),
  );
  await writeAssembly(dir, {
    files: { 'root.template.json': root, ...files },
    assets: Object.fromEntries(
      Object.keys(nested).map((name) => [`${name}.json`, `${name}.nested.template.json`]),
    ),
  });
  return readAssembly(dir, ids);
}

/** A stack with one parameter whose properties are `properties`. */
function withProperties(properties: object, others: object = {}) {
  return { Resources: { One: { Type: 'Custom::Thing', Properties: properties }, ...others } };
}

function stack(name: string, parameters: object = {}) {
  return {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: `https://s3/assets/${name}.json`, Parameters: parameters },
  };
}

async function evaluated(value: unknown, template: object = {}): Promise<unknown> {
  const assembly = await read({ ...template, ...withProperties({ value }) });
  return assembly.ofType('Custom::Thing')[0]?.properties['value'];
}

describe('CloudFormation functions', () => {
  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    [{ 'Fn::Sub': 'x/${AWS::Region}/${!literal}' }, 'x/eu-west-1/${literal}'],
    [{ 'Fn::Sub': ['${a}.${AWS::Partition}', { a: { Ref: 'AWS::Region' } }] }, 'eu-west-1.aws'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::Base64': 'text' }, 'dGV4dA=='],
    [
      ['kept', { Ref: 'AWS::NoValue' }, ['nested']],
      ['kept', ['nested']],
    ],
    [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('%j', async (value, expected) => {
    expect(await evaluated(value)).toEqual(expected);
  });

  it('choose by conditions and look up mappings', async () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'prod' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsOther: { 'Fn::And': [{ 'Fn::Not': [{ Condition: 'IsProd' }] }, { Condition: 'IsProd' }] },
      },
      Mappings: { Sizes: { prod: { memory: 512 } } },
    };
    const value = {
      prod: { 'Fn::If': ['IsProd', 'yes', 'no'] },
      other: { 'Fn::If': ['IsOther', 'yes', { Ref: 'AWS::NoValue' }] },
      memory: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] },
    };
    expect(await evaluated(value, template)).toEqual({ prod: 'yes', memory: 512 });
  });

  it.each([
    [{ 'Fn::Transform': { Name: 'x' } }, /One\.value.*Fn::Transform/],
    [{ 'Fn::Join': ['', [{ 'Fn::ImportValue': 'other' }]] }, /One\.value.*Fn::ImportValue/],
    [{ 'Fn::Sub': 'a', beside: 1 }, /One\.value.*Fn::Sub stands beside/],
    [{ Ref: 'Nobody' }, /Nobody: there is no such resource/],
    [{ 'Fn::GetAtt': ['One', 'Arn'] }, /One: its properties refer to itself/],
  ])('that are not understood stop the reading, naming the place: %j', async (value, message) => {
    await expect(evaluated(value)).rejects.toThrow(message);
  });
});

describe('resources', () => {
  it('are named after their logical id, without the hash where that stays unique', async () => {
    const assembly = await read({
      Resources: {
        Imports1A2B3C4D: { Type: 'AWS::DynamoDB::Table' },
        Twin00000001: { Type: 'AWS::Lambda::Function' },
        Twin00000002: { Type: 'AWS::Lambda::Function' },
        Named00000003: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'given' } },
        LakeBucket0A0B0C0D: { Type: 'AWS::S3::Bucket' },
      },
    });
    expect(assembly.resources.map(({ name }) => name)).toEqual([
      'Imports',
      'Twin00000001',
      'Twin00000002',
      'given',
      'lakebucket',
    ]);
    expect(assembly.ofType('AWS::Lambda::Function').at(-1)?.attribute('Arn')).toBe(
      'arn:aws:lambda:eu-west-1:000000000000:function:given',
    );
  });

  it('whose condition is false do not exist', async () => {
    const assembly = await read({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      ...withProperties({}, { Two: { Type: 'Custom::Thing', Condition: 'Never' } }),
    });
    expect(assembly.resources.map(({ logicalId }) => logicalId)).toEqual(['One']);
  });

  it('of an unknown shape are named in the error', async () => {
    const assembly = await read(withProperties({ size: 'large' }));
    const [resource] = assembly.resources;
    expect(resource && (() => parseProperties(resource, z.object({ size: z.number() })))).toThrow(
      /Custom::Thing One.*size/,
    );
  });
});

describe('nested stacks', () => {
  it('pass values on through outputs and parameters, whatever their order', async () => {
    const assembly = await read(
      {
        Resources: {
          Second: stack('second', { table: { 'Fn::GetAtt': ['First', 'Outputs.tableArn'] } }),
          First: stack('first'),
        },
        Outputs: { seen: { Value: { 'Fn::GetAtt': ['Second', 'Outputs.seen'] } } },
      },
      {
        first: {
          Resources: { T11111111: { Type: 'AWS::DynamoDB::Table' } },
          Outputs: { tableArn: { Value: { 'Fn::GetAtt': ['T11111111', 'Arn'] } } },
        },
        second: {
          Parameters: { table: { Type: 'String' } },
          Resources: { One: { Type: 'Custom::Thing' } },
          Outputs: { seen: { Value: { 'Fn::Sub': 'saw ${table}' } } },
        },
      },
    );
    expect(assembly.outputs).toEqual({ seen: 'saw arn:aws:dynamodb:eu-west-1:000000000000:table/T' });
    expect(assembly.ofType('Custom::Thing')[0]?.path).toBe('Second/One');
  });

  it('that need each other stop the reading', async () => {
    const template = withProperties({});
    const a = stack('a', { x: { 'Fn::GetAtt': ['B', 'Outputs.x'] } });
    const b = stack('b', { x: { 'Fn::GetAtt': ['A', 'Outputs.x'] } });
    await expect(read({ Resources: { A: a, B: b } }, { a: template, b: template })).rejects.toThrow(
      /need each other/,
    );
  });
});
