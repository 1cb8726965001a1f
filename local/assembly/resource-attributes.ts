import type { PhysicalIds } from './physical-ids';

export interface NamedResource {
  type: string;
  logicalId: string;
  name: string;
}

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export interface ResourceAttributes {
  ref: string;
  /** `undefined` when the resource has no attribute of that name. */
  attribute(name: string): string | undefined;
}

type Describe = (
  name: string,
  ids: PhysicalIds,
) => { ref?: string; arn?: string; attributes?: Record<string, string> };

/** The identifier an ARN ends in, by type; any other type's is its type and name. */
const DESCRIBE: Record<string, Describe> = {
  'AWS::ApiGatewayV2::Api': (name, ids) => ({ attributes: { ApiId: name, ApiEndpoint: ids.httpApiUrl } }),
  'AWS::AppSync::DataSource': (name, ids) => ({
    arn: arn(ids, 'appsync', `datasources/${name}`),
    attributes: { Name: name },
  }),
  'AWS::AppSync::GraphQLApi': (name, ids) => {
    const apiArn = arn(ids, 'appsync', `apis/${name}`);
    const realtimeUrl = `${ids.graphqlUrl.replace(/^http/i, 'ws')}/realtime`;
    return {
      ref: apiArn,
      arn: apiArn,
      attributes: { ApiId: name, GraphQLUrl: ids.graphqlUrl, RealtimeUrl: realtimeUrl },
    };
  },
  'AWS::CloudWatch::Alarm': (name, ids) => ({ arn: arn(ids, 'cloudwatch', `alarm:${name}`) }),
  'AWS::CloudWatch::CompositeAlarm': (name, ids) => ({ arn: arn(ids, 'cloudwatch', `alarm:${name}`) }),
  'AWS::Cognito::IdentityPool': (_name, ids) => ({ ref: ids.identityPoolId }),
  'AWS::Cognito::UserPool': (_name, ids) => {
    const providerName = `cognito-idp.${ids.region}.amazonaws.com/${ids.userPoolId}`;
    return {
      ref: ids.userPoolId,
      arn: arn(ids, 'cognito-idp', `userpool/${ids.userPoolId}`),
      attributes: {
        ProviderName: providerName,
        ProviderURL: `https://${providerName}`,
        UserPoolId: ids.userPoolId,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': (_name, ids) => ({
    ref: ids.userPoolClientId,
    attributes: { ClientId: ids.userPoolClientId },
  }),
  'AWS::DynamoDB::Table': (name, ids) => tableAttributes(name, ids),
  'AWS::Events::Rule': (name, ids) => ({ arn: arn(ids, 'events', `rule/${name}`) }),
  'AWS::IAM::Role': (name, ids) => ({
    arn: `arn:aws:iam::${ids.accountId}:role/${name}`,
    attributes: { RoleId: name },
  }),
  'AWS::Lambda::Function': (name, ids) => ({ arn: arn(ids, 'lambda', `function:${name}`) }),
  'AWS::Lambda::LayerVersion': (name, ids) => ({ ref: arn(ids, 'lambda', `layer:${name}:1`) }),
  'AWS::Logs::LogGroup': (name, ids) => ({ arn: arn(ids, 'logs', `log-group:${name}:*`) }),
  'AWS::S3::Bucket': (name, ids) => ({
    arn: `arn:aws:s3:::${name}`,
    attributes: {
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${ids.region}.amazonaws.com`,
    },
  }),
  'AWS::SNS::Topic': (name, ids) => {
    const topicArn = arn(ids, 'sns', name);
    return { ref: topicArn, arn: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
  'AWS::SQS::Queue': (name, ids) => {
    const queueUrl = `${ids.awsUrl}/${ids.accountId}/${name}`;
    return { ref: queueUrl, arn: arn(ids, 'sqs', name), attributes: { QueueName: name, QueueUrl: queueUrl } };
  },
  'AWS::Scheduler::Schedule': (name, ids) => ({ arn: arn(ids, 'scheduler', `schedule/default/${name}`) }),
  'Custom::AmplifyDynamoDBTable': (name, ids) => tableAttributes(name, ids),
};

/**
 * Types the laptop does not start still have to be named, because the ones it starts refer to them: their
 * attributes are their name, or an ARN made of it.
 */
export function resourceAttributes({ type, name }: NamedResource, ids: PhysicalIds): ResourceAttributes {
  const { ref = name, arn: ownArn, attributes = {} } = DESCRIBE[type]?.(name, ids) ?? {};
  const service = type.split('::')[1]?.toLowerCase() ?? 'custom';
  const resourceArn = ownArn ?? arn(ids, service, name);
  return {
    ref,
    attribute: (attribute) => {
      const known = attributes[attribute];
      if (known !== undefined) return known;
      if (attribute.endsWith('Arn')) return resourceArn;
      return /(?:Id|Name)$/.test(attribute) ? name : undefined;
    },
  };
}

function arn(ids: PhysicalIds, service: string, resource: string): string {
  return `arn:aws:${service}:${ids.region}:${ids.accountId}:${resource}`;
}

function tableAttributes(name: string, ids: PhysicalIds) {
  const tableArn = arn(ids, 'dynamodb', `table/${name}`);
  return {
    arn: tableArn,
    attributes: {
      TableArn: tableArn,
      TableName: name,
      StreamArn: `${tableArn}/stream/local`,
      TableStreamArn: `${tableArn}/stream/local`,
    },
  };
}
