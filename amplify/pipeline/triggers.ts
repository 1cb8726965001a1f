import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Backend } from '../backend';
import { BRONZE_PREFIX, MANIFESTS_PREFIX } from '../../lib/lake/keys';

const RETRIES = 2;

/** An object in bronze starts an import; a manifest, which is a commit, starts publishing. */
export function configurePipeline(backend: Backend): void {
  const stack = backend.createStack('triggers');
  const { bucket } = backend.storage.resources;
  // An event that could not even be delivered is kept for two weeks.
  const undelivered = new Queue(stack, 'Undelivered', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const onObject = (id: string, prefix: string, fn: 'importFn' | 'publish') =>
    new Rule(stack, id, {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
      },
      targets: [
        new LambdaFunction(backend[fn].resources.lambda, {
          retryAttempts: RETRIES,
          maxEventAge: Duration.hours(6),
          deadLetterQueue: undelivered,
        }),
      ],
    });
  onObject('OnBronze', BRONZE_PREFIX, 'importFn');
  onObject('OnManifest', MANIFESTS_PREFIX, 'publish');
}
