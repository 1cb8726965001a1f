import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Backend } from '../backend';
import type { Catalog } from '../data/catalog';
import { alarmPrefix } from '../monitoring/alarm-prefix';
import { duckDbLayer } from './duckdb-layer';
import {
  grantApi,
  grantAuthorizer,
  grantExport,
  grantGiveUp,
  grantImport,
  grantPeople,
  grantPublish,
  grantQuery,
} from './function-rights';
import { LOG_RETENTION } from './resources';

/** Environment, logs and rights of the functions. */
export function configureFunctions(backend: Backend, catalog: Catalog): void {
  const api = lambdaOf(backend.api.resources.lambda);
  const query = lambdaOf(backend.query.resources.lambda);
  const importFn = lambdaOf(backend.importFn.resources.lambda);
  const publish = lambdaOf(backend.publish.resources.lambda);
  const giveUp = lambdaOf(backend.giveUp.resources.lambda);
  const { bucket } = backend.storage.resources;
  const people = lambdaOf(backend.people.resources.lambda);
  const exportFn = lambdaOf(backend.exportFn.resources.lambda);
  const authorizer = lambdaOf(backend.authorizer.resources.lambda);
  for (const fn of [api, query, people, authorizer, importFn, publish, exportFn, giveUp]) {
    fn.addEnvironment('LAKE_BUCKET', bucket.bucketName);
    fn.addEnvironment('DATASETS_TABLE', catalog.datasets.tableName);
    fn.addEnvironment('DATASET_VERSIONS_TABLE', catalog.datasetVersions.tableName);
    fn.addEnvironment('IMPORTS_TABLE', catalog.imports.tableName);
    fn.addEnvironment('RECORDS_TABLE', catalog.records.tableName);
    keepLogs(fn);
  }
  for (const fn of [query, importFn, publish, exportFn]) duckDbLayer(Stack.of(fn), fn);
  for (const fn of [api, query, people, authorizer]) nameUsers(backend, fn);
  for (const fn of [api, query, people]) fn.addEnvironment('AUDIT_TRAIL_TABLE', catalog.auditTrail.tableName);
  for (const fn of [api, query, exportFn, giveUp]) {
    fn.addEnvironment('EXPORTS_TABLE', catalog.exports.tableName);
  }
  api.addEnvironment('SAVED_VIEWS_TABLE', catalog.savedViews.tableName);
  for (const fn of [people, authorizer]) fn.addEnvironment('API_KEYS_TABLE', catalog.apiKeys.tableName);
  authorizer.addEnvironment('USER_POOL_CLIENT_ID', backend.auth.resources.userPoolClient.userPoolClientId);
  for (const fn of [importFn, giveUp]) announceImports(backend, fn);
  api.addEnvironment('ALARM_PREFIX', alarmPrefix(api));
  grantApi(api, bucket, catalog);
  grantQuery(query, bucket, catalog);
  grantImport(importFn, bucket, catalog);
  grantPublish(publish, bucket, catalog);
  grantExport(exportFn, bucket, catalog);
  grantAuthorizer(authorizer, catalog);
  grantPeople(people, backend.auth.resources.userPool, catalog);
  grantGiveUp(giveUp, bucket, catalog);
}

function keepLogs(fn: LambdaFunction): void {
  new LogGroup(Stack.of(fn), `${fn.node.id}Logs`, {
    logGroupName: `/aws/lambda/${fn.functionName}`,
    retention: LOG_RETENTION,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function nameUsers(backend: Backend, fn: LambdaFunction): void {
  const { userPool } = backend.auth.resources;
  fn.addEnvironment('USER_POOL_ID', userPool.userPoolId);
  userPool.grant(fn, 'cognito-idp:AdminGetUser');
}

function announceImports(backend: Backend, fn: LambdaFunction): void {
  const { graphqlApi, cfnResources } = backend.data.resources;
  fn.addEnvironment('GRAPHQL_URL', cfnResources.cfnGraphqlApi.attrGraphQlUrl);
  graphqlApi.grantMutation(fn, 'announceImport');
}

function lambdaOf(fn: unknown): LambdaFunction {
  if (!(fn instanceof NodejsFunction)) throw new Error('Every Lakeport function is a NodejsFunction.');
  return fn;
}
