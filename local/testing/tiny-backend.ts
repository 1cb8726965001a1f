/**
 * A backend small enough to read, in the shapes that Amplify and the CDK generate. Its one function answers with what
 * it was sent; another one of the same code hears of the events that it failed.
 */
import type { JsonObject } from '../assembly/json-value';
import { authorizationTemplate, INVOKE_REQUEST, INVOKE_RESPONSE } from './amplify-templates';
import type { Fixture } from './fixture-project';
import { graphQlResources, httpApiResources, TINY_SCHEMA } from './tiny-apis';

const ACCOUNT_BUCKET = { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' };

/**
 * Answers every kind of event with what it was sent; `fail` makes it throw, an S3 event makes it write an object. As an
 * authorizer it lets the key `open` pass, and fails for the key `fail`.
 */
const FUNCTION_CODE = `
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const handler = async (event) => {
  if (event.fieldName) {
    if (event.arguments.fail) throw Object.assign(new Error(event.arguments.fail), { name: 'not-found' });
    if (event.fieldName === 'inspect') return { event };
    return { id: event.arguments.id, state: 'RUNNING', note: 'told to nobody', counts: { received: 3 }, when: '2026-01-02T03:04:05Z' };
  }
  if (event.source === 'aws.s3') {
    const { bucket, object } = event.detail;
    await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: 'seen/' + object.key, Body: JSON.stringify(event) }));
    return null;
  }
  if (event.type === 'REQUEST') {
    const key = event.headers['x-key'];
    if (key === 'fail') throw new Error('The authorizer fails.');
    return { isAuthorized: key === 'open', context: { routeKey: event.routeKey, list: ['a'] } };
  }
  if (event.rawPath) return { statusCode: 201, headers: { 'x-table': process.env.THINGS_TABLE }, body: JSON.stringify(event) };
  return event;
};
`;

/** One bucket, table, function, user pool, GraphQL API and HTTP API; the APIs in a nested stack. */
export function tinyBackend(): Fixture {
  return {
    files: {
      'root.template.json': rootTemplate(),
      'apis.nested.template.json': {
        Resources: { ...graphQlResources(), ...httpApiResources() },
        Parameters: parameters(),
      },
      'code/index.mjs': FUNCTION_CODE,
      'introspection/modelIntrospectionSchema.json': { version: 1, models: {}, enums: {}, nonModels: {} },
      'schema.graphql': TINY_SCHEMA,
      'any.vtl': authorizationTemplate(null),
      'admins.vtl': authorizationTemplate(['admins']),
      'invoke.request.vtl': INVOKE_REQUEST,
      'invoke.response.vtl': INVOKE_RESPONSE,
      'resolver.response.vtl': '$util.toJson($ctx.prev.result)',
      'on-touch.js':
        'export const request = () => ({ payload: null });\nexport const response = () => null;\n',
    },
    assets: {
      'apis.json': 'apis.nested.template.json',
      'code.zip': 'code',
      'introspection.zip': 'introspection',
      ...Object.fromEntries(
        [
          'schema.graphql',
          'any.vtl',
          'admins.vtl',
          'invoke.request.vtl',
          'invoke.response.vtl',
          'resolver.response.vtl',
          'on-touch.js',
        ].map((name) => [name, name]),
      ),
    },
  };
}

function parameters() {
  return { functionArn: { Type: 'String' }, userPoolId: { Type: 'String' }, clientId: { Type: 'String' } };
}

function rootTemplate() {
  return {
    Resources: {
      ...pipelineResources(),
      ...userPoolResources(),
      Deployment12345678: {
        Type: 'Custom::CDKBucketDeployment',
        Properties: { SourceObjectKeys: ['introspection.zip'] },
      },
      ApisDDEEFF00: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: {
          TemplateURL: {
            'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::URLSuffix' }, '/', ACCOUNT_BUCKET, '/apis.json']],
          },
          Parameters: {
            functionArn: { 'Fn::GetAtt': ['Echo55667788', 'Arn'] },
            userPoolId: { Ref: 'Pool01020304' },
            clientId: { Ref: 'Client05060708' },
          },
        },
      },
    },
    Outputs: stackOutputs(),
  };
}

function userPoolResources(): JsonObject {
  return {
    Pool01020304: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UsernameAttributes: ['email'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: true, RequireUppercase: true } },
      },
    },
    Client05060708: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        UserPoolId: { Ref: 'Pool01020304' },
      },
    },
    Admins090A0B0C: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { GroupName: 'admins', Precedence: 0 },
    },
    Readers0D0E0F10: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { GroupName: 'readers', Precedence: 1 },
    },
  };
}

function stackOutputs(): JsonObject {
  const values: Record<string, JsonObject | string> = {
    region: { Ref: 'AWS::Region' },
    userPoolId: { Ref: 'Pool01020304' },
    webClientId: { Ref: 'Client05060708' },
    allowUnauthenticatedIdentities: 'false',
    signupAttributes: '["email"]',
    usernameAttributes: '["email"]',
    verificationMechanisms: '["email"]',
    passwordPolicyMinLength: '10',
    passwordPolicyRequirements: '["REQUIRES_NUMBERS","REQUIRES_UPPERCASE"]',
    mfaConfiguration: 'OPTIONAL',
    mfaTypes: '["TOTP"]',
    groups: '[{"admins":{"precedence":0}},{"readers":{"precedence":1}}]',
    awsAppsyncAuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
    awsAppsyncAdditionalAuthenticationTypes: 'AWS_IAM',
    bucketName: { Ref: 'Lake0A1B2C3D' },
    buckets: {
      'Fn::Join': [
        '',
        [
          '["{\\"name\\":\\"lake\\",\\"bucketName\\":\\"',
          { Ref: 'Lake0A1B2C3D' },
          '\\",\\"storageRegion\\":\\"us-east-1\\"}"]',
        ],
      ],
    },
    customOutputs: '{"custom":{"greeting":"hello"},"version":"1.4"}',
  };
  return Object.fromEntries(Object.entries(values).map(([name, Value]) => [name, { Value }]));
}

/** An object below `in/` starts the function. */
function pipelineResources(): JsonObject {
  return {
    Lake0A1B2C3D: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      },
    },
    Things11223344: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    ...functionResources(),
    OnUpload99AABBCC: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.s3'],
          detail: { bucket: { name: [{ Ref: 'Lake0A1B2C3D' }] }, object: { key: [{ prefix: 'in/' }] } },
        },
        State: 'ENABLED',
        Targets: [{ Arn: { 'Fn::GetAtt': ['Echo55667788', 'Arn'] }, Id: 'Target0' }],
      },
    },
  };
}

/** A function that is tried twice, and another one that hears when it has failed. */
function functionResources(): JsonObject {
  return {
    Echo55667788: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: ACCOUNT_BUCKET, S3Key: 'code.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Timeout: 20,
        MemorySize: 256,
        Environment: { Variables: { THINGS_TABLE: { Ref: 'Things11223344' } } },
      },
    },
    Hear5566AABB: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: ACCOUNT_BUCKET, S3Key: 'code.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
      },
    },
    EchoRetries77CCDDEE: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Echo55667788' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Hear5566AABB', 'Arn'] } } },
      },
    },
  };
}
