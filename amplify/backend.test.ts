import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RETENTION_DAYS, RETENTION_TAG } from '../lib/dataset/retention';

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; DependsOn?: string[] }>;

let stacks: Record<
  'auth' | 'data' | 'storage' | 'pipeline' | 'catalog' | 'triggers' | 'rest' | 'monitoring',
  Template
>;
let root: { Resources: Resources };
let outDir: string;

beforeAll(async () => {
  outDir = mkdtempSync(path.join(tmpdir(), 'lakeport-synth-'));
  process.env.CDK_OUTDIR = outDir;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({
    'amplify-backend-namespace': 'lakeport',
    'amplify-backend-name': 'local',
    'amplify-backend-type': 'sandbox',
  });
  const { backend } = await import('./backend');
  const rootStack = backend.stack;
  const nested = (id: string): Template => Template.fromStack(rootStack.node.findChild(id) as Stack);
  root = Template.fromStack(rootStack).toJSON() as { Resources: Resources };
  stacks = {
    auth: nested('auth'),
    data: nested('data'),
    storage: nested('storage'),
    pipeline: nested('pipeline'),
    catalog: nested('catalog'),
    triggers: nested('triggers'),
    rest: nested('rest'),
    monitoring: nested('monitoring'),
  };
});

describe('the stacks', () => {
  it('do not refer to each other in a circle, which CloudFormation refuses only on deployment', () => {
    const ids = Object.keys(root.Resources).filter(
      (id) => root.Resources[id]?.Type === 'AWS::CloudFormation::Stack',
    );
    const refersTo = (id: string) => {
      const text = JSON.stringify(root.Resources[id]);
      return ids.filter((other) => other !== id && text.includes(`"${other}"`));
    };
    const done = new Set<string>();
    const visit = (id: string, trail: string[]): void => {
      expect(trail, `${[...trail, id].join(' → ')}`).not.toContain(id);
      if (done.has(id)) return;
      for (const other of refersTo(id)) visit(other, [...trail, id]);
      done.add(id);
    };
    expect(ids.length).toBeGreaterThanOrEqual(8);
    for (const id of ids) visit(id, []);
  });
});

describe('auth', () => {
  it('lets nobody sign up and asks for long passwords', () => {
    stacks.auth.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12 }) },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('has the three groups', () => {
    for (const GroupName of ['admins', 'operators', 'analysts']) {
      stacks.auth.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
    }
  });

  it('never takes a password in plain text', () => {
    stacks.auth.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  it('gives guests no AWS credentials', () => {
    stacks.auth.hasResourceProperties('AWS::Cognito::IdentityPool', {
      AllowUnauthenticatedIdentities: false,
    });
  });
});

describe('storage', () => {
  it('is one bucket, versioned, encrypted, private, with events', () => {
    stacks.storage.resourceCountIs('AWS::S3::Bucket', 1);
    stacks.storage.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  it('refuses plain HTTP', () => {
    stacks.storage.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('forgets uploads that were never finished', () => {
    stacks.storage.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }),
        ]),
      },
    });
  });
});

describe('exports', () => {
  it('go after a day, and nothing of them stays as an old version', () => {
    stacks.storage.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            Prefix: 'exports/',
            ExpirationInDays: 1,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            Status: 'Enabled',
          }),
        ]),
      },
    });
  });
});

describe('the retention of objects', () => {
  it('has one rule for each number of days that a definition may choose, by tag', () => {
    for (const days of RETENTION_DAYS) {
      stacks.storage.hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            Match.objectLike({
              ExpirationInDays: days,
              TagFilters: [{ Key: RETENTION_TAG, Value: String(days) }],
              Status: 'Enabled',
            }),
          ]),
        },
      });
    }
  });
});

describe('the pipeline', () => {
  it('starts on bronze objects, on manifests, on requests of its own and by the clock, never on its outputs', () => {
    const rules = Object.values(stacks.triggers.findResources('AWS::Events::Rule')) as {
      Properties: {
        ScheduleExpression?: string;
        EventPattern?: { source: string[]; 'detail-type': string[]; detail?: { object: { key: unknown } } };
      };
    }[];
    const starts = rules.map(({ Properties: { ScheduleExpression, EventPattern } }) => {
      const objects = EventPattern?.detail?.object.key;
      if (objects) return JSON.stringify(objects);
      return (
        ScheduleExpression ??
        [...(EventPattern?.source ?? []), ...(EventPattern?.['detail-type'] ?? [])].join(': ')
      );
    });
    expect(starts.sort()).toEqual([
      '[{"prefix":"bronze/"}]',
      '[{"prefix":"manifests/"}]',
      'lakeport: Export Requested',
      'lakeport: Import Requested',
      'lakeport: Publish Requested',
      'rate(1 hour)',
    ]);
  });

  it('retries an event twice and keeps what could not be delivered', () => {
    stacks.triggers.allResourcesProperties('AWS::Events::Rule', {
      Targets: [
        Match.objectLike({
          RetryPolicy: Match.objectLike({ MaximumRetryAttempts: 2 }),
          DeadLetterConfig: Match.anyValue(),
        }),
      ],
    });
  });

  it('hands over what failed three times to the function that gives up, and lets it be invoked', () => {
    stacks.triggers.resourceCountIs('AWS::Lambda::EventInvokeConfig', 3);
    stacks.triggers.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
    stacks.pipeline.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 'lambda:InvokeFunction' })]),
      },
    });
  });

  it('may put events of its own only', () => {
    for (const stack of [stacks.pipeline, stacks.data]) {
      const policies = Object.values(stack.findResources('AWS::IAM::Policy')) as {
        Properties: { PolicyDocument: { Statement: { Action: string | string[]; Condition?: unknown }[] } };
      }[];
      const statements = policies
        .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
        .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('events:')));
      expect(statements.length).toBeGreaterThan(0);
      for (const { Action, Condition } of statements) {
        expect(Action).toBe('events:PutEvents');
        expect(Condition).toEqual({ StringEquals: { 'events:source': 'lakeport' } });
      }
    }
  });

  it('gives its functions no right on the whole bucket, tables or API', () => {
    for (const stack of [stacks.pipeline, stacks.data]) {
      const policies = Object.values(stack.findResources('AWS::IAM::Policy')) as {
        Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } };
      }[];
      for (const statement of policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement)) {
        const actions = [statement.Action].flat();
        for (const action of actions) expect(action).not.toMatch(/^(\*|s3:\*|dynamodb:\*|appsync:\*)$/);
        if (statement.Resource === '*') {
          expect(actions.every((action) => action.startsWith('cloudwatch:'))).toBe(true);
        }
      }
    }
  });

  it('may put a commit and never take one away', () => {
    const policies = Object.values(stacks.pipeline.findResources('AWS::IAM::Policy')) as {
      Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } };
    }[];
    const onManifests = policies
      .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement.Resource).includes('/manifests/*'))
      .flatMap((statement) => statement.Action);
    expect(onManifests).toContain('s3:PutObject');
    expect(onManifests.filter((action) => action.startsWith('s3:Delete'))).toEqual([]);
  });

  it('may announce imports and ask AppSync nothing else', () => {
    const policies = JSON.stringify(stacks.pipeline.findResources('AWS::IAM::Policy'));
    expect(policies).toContain('/types/Mutation/fields/announceImport');
    expect(policies.match(/\/types\/(?!Mutation\/fields\/announceImport)/)).toBeNull();
  });
});

describe('the REST API', () => {
  it('asks who is there on every route but its own description', () => {
    const routes = Object.values(stacks.rest.findResources('AWS::ApiGatewayV2::Route')) as {
      Properties: { RouteKey: string; AuthorizationType: string };
    }[];
    const open = routes.filter((route) => route.Properties.AuthorizationType !== 'CUSTOM');
    expect(open.map((route) => route.Properties.RouteKey)).toEqual(['GET /v1/openapi.json']);
    expect(routes.length).toBeGreaterThan(5);
  });
});

describe('monitoring', () => {
  it('has an alarm on the error rate and on the duration of imports', () => {
    stacks.monitoring.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Lakeport-lakeport-local-ImportErrorRate',
      Threshold: 5,
    });
    stacks.monitoring.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Lakeport-lakeport-local-ImportDuration',
      MetricName: 'ImportDuration',
      Namespace: 'Lakeport',
      Threshold: 10_000,
    });
  });

  it('keeps logs for seven days', () => {
    for (const stack of [stacks.pipeline, stacks.data]) {
      stack.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    }
  });
});

describe('the code of a function', () => {
  it('asks for DuckDB in import, publish, export and query, which get its layer, and nowhere else', () => {
    const functions = Object.values(stacks).flatMap((stack) =>
      Object.values(
        stack.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.handler' } }),
      ),
    );
    const asking = functions.flatMap(({ Properties }) => {
      const { Code, Environment, MemorySize } = Properties as {
        Code: { S3Key: string };
        Environment?: { Variables?: Record<string, unknown> };
        MemorySize?: number;
      };
      if (Environment?.Variables?.['LAKE_BUCKET'] === undefined) return [];
      const code = path.join(outDir, `asset.${path.basename(Code.S3Key, '.zip')}`, 'index.mjs');
      return [[MemorySize === 3008, readFileSync(code, 'utf8').includes('@duckdb/node-api')]];
    });
    expect(asking.filter(([isLarge]) => isLarge)).toEqual(Array(4).fill([true, true]));
    expect(asking.filter(([isLarge]) => !isLarge)).toEqual(Array(4).fill([false, false]));
  });
});
