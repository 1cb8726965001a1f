import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Backend } from '../backend';
import type { Catalog } from '../data/catalog';
import { alarmPrefix } from '../monitoring/alarm-prefix';
import { duckDbLayer } from './duckdb-layer';
import { grantApi, grantGiveUp, grantImport, grantPublish, grantQuery } from './function-rights';
import { LOG_RETENTION } from './resources';

/** Environment, logs and rights of the functions. */
export function configureFunctions(backend: Backend, catalog: Catalog): void {
  const api = lambdaOf(backend.api.resources.lambda);
  const query = lambdaOf(backend.query.resources.lambda);
  const importFn = lambdaOf(backend.importFn.resources.lambda);
  const publish = lambdaOf(backend.publish.resources.lambda);
  const giveUp = lambdaOf(backend.giveUp.resources.lambda);
  const { bucket } = backend.storage.resources;
  for (const fn of [api, query, importFn, publish, giveUp]) {
    fn.addEnvironment('LAKE_BUCKET', bucket.bucketName);
    fn.addEnvironment('DATASETS_TABLE', catalog.datasets.tableName);
    fn.addEnvironment('DATASET_VERSIONS_TABLE', catalog.datasetVersions.tableName);
    fn.addEnvironment('IMPORTS_TABLE', catalog.imports.tableName);
    fn.addEnvironment('RECORDS_TABLE', catalog.records.tableName);
    keepLogs(fn);
  }
  for (const fn of [query, importFn, publish]) duckDbLayer(Stack.of(fn), fn);
  for (const fn of [api, query]) nameUsers(backend, fn);
  for (const fn of [importFn, giveUp]) announceImports(backend, fn);
  api.addEnvironment('ALARM_PREFIX', alarmPrefix(api));
  grantApi(api, bucket, catalog);
  grantQuery(query, bucket, catalog);
  grantImport(importFn, bucket, catalog);
  grantPublish(publish, bucket, catalog);
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
