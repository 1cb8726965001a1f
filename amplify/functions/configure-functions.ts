import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Backend } from '../backend';
import type { Catalog } from '../data/catalog';
import { alarmPrefix } from '../monitoring/alarm-prefix';
import { duckDbLayer } from './duckdb-layer';
import { LOG_RETENTION } from './resources';

/** Environment, logs and rights of the functions. Each may touch what its use cases need, and no more. */
export function configureFunctions(backend: Backend, catalog: Catalog): void {
  const functions = {
    api: lambdaOf(backend.api.resources.lambda),
    query: lambdaOf(backend.query.resources.lambda),
    importFn: lambdaOf(backend.importFn.resources.lambda),
    publish: lambdaOf(backend.publish.resources.lambda),
  };
  const { api, query, importFn, publish } = functions;
  const { bucket } = backend.storage.resources;
  for (const fn of Object.values(functions)) {
    fn.addEnvironment('LAKE_BUCKET', bucket.bucketName);
    fn.addEnvironment('DATASETS_TABLE', catalog.datasets.tableName);
    fn.addEnvironment('DATASET_VERSIONS_TABLE', catalog.datasetVersions.tableName);
    fn.addEnvironment('IMPORTS_TABLE', catalog.imports.tableName);
    fn.addEnvironment('RECORDS_TABLE', catalog.records.tableName);
    keepLogs(fn);
  }
  for (const fn of [query, importFn, publish]) duckDbLayer(Stack.of(fn), fn);
  for (const fn of [api, query]) nameUsers(backend, fn);
  announceImports(backend, importFn);
  grantApi(api, bucket, catalog);
  grantQuery(query, bucket, catalog);
  grantImport(importFn, bucket, catalog);
  grantPublish(publish, bucket, catalog);
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

function grantApi(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  fn.addEnvironment('ALARM_PREFIX', alarmPrefix(fn));
  catalog.datasets.grantReadData(fn);
  catalog.imports.grantReadWriteData(fn);
  bucket.grantPut(fn, 'bronze/*');
  bucket.grantRead(fn, 'bronze/*');
  bucket.grantRead(fn, 'rejects/*');
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      resources: [bucket.arnForObjects('bronze/*')],
    }),
  );
  // CloudWatch knows no resources for these.
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'],
      resources: ['*'],
    }),
  );
}

function grantQuery(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadWriteData(fn);
  catalog.datasetVersions.grantReadWriteData(fn);
  catalog.imports.grantReadData(fn);
  catalog.records.grantReadData(fn);
  for (const prefix of ['silver', 'anomalies', 'rejects', 'gold', 'manifests'])
    bucket.grantRead(fn, `${prefix}/*`);
}

function grantImport(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  // Under the contract `evolve` a file adds columns to its dataset.
  catalog.datasets.grantReadWriteData(fn);
  catalog.datasetVersions.grantReadWriteData(fn);
  catalog.imports.grantReadWriteData(fn);
  bucket.grantRead(fn, 'bronze/*');
  for (const prefix of ['silver', 'anomalies']) bucket.grantReadWrite(fn, `${prefix}/*`);
  bucket.grantPut(fn, 'rejects/*');
  // A commit is put once: nothing that runs may take one away.
  bucket.grantRead(fn, 'manifests/*');
  bucket.grantPut(fn, 'manifests/*');
}

function grantPublish(fn: LambdaFunction, bucket: IBucket, catalog: Catalog): void {
  catalog.datasets.grantReadWriteData(fn);
  catalog.records.grantReadWriteData(fn);
  for (const prefix of ['silver', 'anomalies', 'manifests']) bucket.grantRead(fn, `${prefix}/*`);
  bucket.grantReadWrite(fn, 'gold/*');
}

function lambdaOf(fn: unknown): LambdaFunction {
  if (!(fn instanceof NodejsFunction)) throw new Error('Every Lakeport function is a NodejsFunction.');
  return fn;
}
