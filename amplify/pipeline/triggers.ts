import { Duration, type Stack } from 'aws-cdk-lib';
import { Rule, Schedule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { LambdaDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Backend } from '../backend';
import { EXPORT_REQUESTED } from '../../lib/aws/export-requests';
import { IMPORT_REQUESTED } from '../../lib/aws/import-requests';
import { PUBLISH_REQUESTED } from '../../lib/aws/publish-requests';
import { EVENT_SOURCE } from '../../lib/aws/put-event';
import { BRONZE_PREFIX, MANIFESTS_PREFIX } from '../../lib/lake/keys';

const RETRIES = 2;
const EVENT_AGE_MAX = Duration.hours(6);

/**
 * An object in bronze starts an import; a manifest, which is a commit, starts publishing; each can also be asked for, and
 * so can an export.
 * What fails for good goes to `give-up`.
 */
export function configurePipeline(backend: Backend): void {
  const stack = backend.createStack('triggers');
  const { bucket } = backend.storage.resources;
  const ofObjects = (prefix: string): EventPattern => ({
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
  });
  const ofRequests = (detailType: string): EventPattern => ({
    source: [EVENT_SOURCE],
    detailType: [detailType],
  });
  const importTarget = targetOf(stack, backend, 'importFn');
  const publishTarget = targetOf(stack, backend, 'publish');
  const on = (id: string, eventPattern: EventPattern, target: LambdaFunction) =>
    new Rule(stack, id, { eventPattern, targets: [target] });
  on('OnBronze', ofObjects(BRONZE_PREFIX), importTarget);
  on('OnImportRequest', ofRequests(IMPORT_REQUESTED), importTarget);
  on('OnManifest', ofObjects(MANIFESTS_PREFIX), publishTarget);
  on('OnPublishRequest', ofRequests(PUBLISH_REQUESTED), publishTarget);
  on('OnExportRequest', ofRequests(EXPORT_REQUESTED), targetOf(stack, backend, 'exportFn'));
  new Rule(stack, 'Compaction', { schedule: Schedule.rate(Duration.hours(1)), targets: [publishTarget] });
}

/** The function as the target of rules, with what becomes of an event that it cannot deal with. */
function targetOf(stack: Stack, backend: Backend, name: 'importFn' | 'publish' | 'exportFn'): LambdaFunction {
  const fn = backend[name].resources.lambda;
  new EventInvokeConfig(stack, `${name}Failures`, {
    function: fn,
    retryAttempts: RETRIES,
    maxEventAge: EVENT_AGE_MAX,
    onFailure: new LambdaDestination(backend.giveUp.resources.lambda),
  });
  return new LambdaFunction(fn, {
    retryAttempts: RETRIES,
    maxEventAge: EVENT_AGE_MAX,
    deadLetterQueue: undelivered(stack),
  });
}

/** An event that could not even be delivered is kept for two weeks. */
function undelivered(stack: Stack): Queue {
  const existing = stack.node.tryFindChild('Undelivered');
  if (existing instanceof Queue) return existing;
  return new Queue(stack, 'Undelivered', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}
