import type { Template } from './assembly-files';
import type { JsonObject } from './json-value';

/** The property that names a resource, where a template may give one. */
const NAME_PROPERTY: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'Name',
  'AWS::AppSync::DataSource': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Alias': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'Custom::AmplifyDynamoDBTable': 'tableName',
};

/** CDK appends a hash of the construct's path, eight digits. */
const HASH = /[0-9A-F]{8}$/;

/** Gives a resource the name it has on a laptop: the template's, else its logical id, without the hash where that stays unique. */
export type NameResource = (type: string, logicalId: string, properties: JsonObject) => string;

export function nameResources(templates: Template[]): NameResource {
  const uses = new Map<string, number>();
  for (const template of templates) {
    for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
      const key = shortKey(Type, logicalId);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return (type, logicalId, properties) => {
    const given = properties[NAME_PROPERTY[type] ?? ''];
    if (typeof given === 'string' && given) return given;
    const short = logicalId.replace(HASH, '');
    const name = short && uses.get(shortKey(type, logicalId)) === 1 ? short : logicalId;
    // Bucket names are lower case, and names that differ in case alone must stay different.
    return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
  };
}

function shortKey(type: string, logicalId: string): string {
  return `${type} ${logicalId.replace(HASH, '').toLowerCase()}`;
}
