/** What each function may do: what its use cases need, and no more. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Catalog } from '../data/catalog';
import { EVENT_SOURCE } from '../../lib/aws/put-event';
import { EXPORTS_PREFIX } from '../../lib/lake/keys';

/** What the state of a dataset is read from. */
const LAKE_PREFIXES = ['silver', 'anomalies', 'manifests', 'replays', 'logs'];

export function grantApi(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadData(fn);
  catalog.datasetVersions.grantReadData(fn);
  catalog.imports.grantReadWriteData(fn);
  catalog.savedViews.grant(
    fn,
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:PutItem',
    'dynamodb:DeleteItem',
  );
  // Exports begin in `query`; here they are shown and cancelled.
  catalog.exports.grant(fn, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem');
  grantAudit(fn, catalog);
  // Links to finished exports are signed with the function's own rights.
  bucket.grantRead(fn, `${EXPORTS_PREFIX}*`);
  bucket.grantPut(fn, 'bronze/*');
  for (const prefix of ['bronze', 'rejects']) bucket.grantRead(fn, `${prefix}/*`);
  // An import that is sent again has no dead letter any more.
  bucket.grantDelete(fn, 'dead-letter/*');
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      resources: [bucket.arnForObjects('bronze/*')],
    }),
  );
  grantEvents(fn);
  // CloudWatch knows no resources for these.
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'],
      resources: ['*'],
    }),
  );
}

export function grantQuery(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadWriteData(fn);
  catalog.datasetVersions.grantReadWriteData(fn);
  // Reviews, edits and repairs begin as an import with an object in bronze.
  catalog.imports.grantReadWriteData(fn);
  catalog.records.grantReadData(fn);
  catalog.exports.grant(fn, 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  grantAudit(fn, catalog);
  for (const prefix of [...LAKE_PREFIXES, 'bronze', 'rejects', 'gold']) bucket.grantRead(fn, `${prefix}/*`);
  // Refused rows are put into the format of their file when somebody asks for them.
  for (const prefix of ['bronze', 'rejects']) bucket.grantPut(fn, `${prefix}/*`);
  grantEvents(fn);
}

export function grantImport(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  // Under the contract `evolve` a file adds columns to its dataset.
  catalog.datasets.grantReadWriteData(fn);
  catalog.datasetVersions.grantReadWriteData(fn);
  catalog.imports.grantReadWriteData(fn);
  for (const prefix of LAKE_PREFIXES) bucket.grantRead(fn, `${prefix}/*`);
  for (const prefix of ['silver', 'anomalies', 'rejects', 'checkpoints', 'replays']) {
    bucket.grantReadWrite(fn, `${prefix}/*`);
  }
  // A cancelled import leaves nothing behind, its file included.
  bucket.grantRead(fn, 'bronze/*');
  bucket.grantDelete(fn, 'bronze/*');
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:DeleteObjectVersion'],
      resources: [bucket.arnForObjects('bronze/*')],
    }),
  );
  // A commit is put once: nothing that runs may take one away.
  bucket.grantPut(fn, 'manifests/*');
  grantEvents(fn);
}

export function grantPublish(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadWriteData(fn);
  catalog.datasetVersions.grantReadData(fn);
  catalog.records.grantReadWriteData(fn);
  for (const prefix of LAKE_PREFIXES) bucket.grantRead(fn, `${prefix}/*`);
  // Compaction writes parts anew and commits that; what it has replaced goes when nobody can need it.
  for (const prefix of ['silver', 'anomalies', 'logs', 'gold']) bucket.grantReadWrite(fn, `${prefix}/*`);
  bucket.grantPut(fn, 'manifests/*');
  grantEvents(fn);
}

export function grantExport(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasetVersions.grantReadData(fn);
  catalog.exports.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  for (const prefix of LAKE_PREFIXES) bucket.grantRead(fn, `${prefix}/*`);
  bucket.grantReadWrite(fn, `${EXPORTS_PREFIX}*`);
}

export function grantAuthorizer(fn: LambdaFunction, catalog: Catalog): void {
  // The last use of a key is noted in it.
  catalog.apiKeys.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
}

export function grantPeople(fn: LambdaFunction, userPool: IUserPool, catalog: Catalog): void {
  catalog.datasets.grantReadData(fn);
  catalog.apiKeys.grant(fn, 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  catalog.auditTrail.grantReadData(fn);
  grantAudit(fn, catalog);
  userPool.grant(
    fn,
    'cognito-idp:ListUsers',
    'cognito-idp:ListUsersInGroup',
    'cognito-idp:AdminListGroupsForUser',
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminAddUserToGroup',
    'cognito-idp:AdminRemoveUserFromGroup',
    'cognito-idp:AdminEnableUser',
    'cognito-idp:AdminDisableUser',
    'cognito-idp:AdminUserGlobalSignOut',
    'cognito-idp:AdminResetUserPassword',
    'cognito-idp:AdminSetUserMFAPreference',
    'cognito-idp:AdminDeleteUser',
  );
}

/** Entries are added and never changed: nobody takes one back. */
function grantAudit(fn: LambdaFunction, catalog: Catalog): void {
  catalog.auditTrail.grant(fn, 'dynamodb:PutItem');
}

export function grantGiveUp(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadData(fn);
  catalog.imports.grantReadWriteData(fn);
  catalog.exports.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
  for (const prefix of ['manifests', 'replays', 'logs']) bucket.grantRead(fn, `${prefix}/*`);
  bucket.grantReadWrite(fn, 'checkpoints/*');
  bucket.grantPut(fn, 'dead-letter/*');
}

/** Events of our own on the default bus. The bus is named, not referred to: no stack depends on another for it. */
function grantEvents(fn: LambdaFunction): void {
  const bus = Stack.of(fn).formatArn({
    service: 'events',
    resource: 'event-bus',
    resourceName: 'default',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['events:PutEvents'],
      resources: [bus],
      conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
    }),
  );
}
