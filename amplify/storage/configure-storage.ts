import { Duration } from 'aws-cdk-lib';
import { HttpMethods, StorageClass, type Bucket } from 'aws-cdk-lib/aws-s3';
import { RETENTION_DAYS, RETENTION_TAG } from '../../lib/dataset/retention';
import { EXPORTS_PREFIX } from '../../lib/lake/keys';
import type { Backend } from '../backend';
import { portalOrigins } from '../portal-origins';

/** Days after which bronze moves to a cheaper class, exports, replaced or deleted versions of objects go, and unfinished uploads. */
const LIFECYCLE_DAYS = { bronzeToGlacier: 30, exports: 1, oldVersions: 30, openUploads: 7 };

/** Encryption and TLS are Amplify's own (SSE-S3, a deny on plain HTTP); the rest of the bucket is set here. */
export function configureStorage(backend: Backend): void {
  const { cfnBucket } = backend.storage.resources.cfnResources;
  const bucket = backend.storage.resources.bucket as Bucket;
  cfnBucket.publicAccessBlockConfiguration = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  cfnBucket.bucketEncryption = {
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  };
  // Through EventBridge the bucket never refers to a function, which would tie their stacks in a circle.
  cfnBucket.addPropertyOverride(
    'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
    true,
  );
  // Only the parts of an upload are sent from a browser; everything else goes through functions.
  cfnBucket.corsConfiguration = {
    corsRules: [
      {
        allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
        allowedOrigins: portalOrigins(),
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag'],
        maxAge: 3000,
      },
    ],
  };
  addLifecycle(bucket);
}

function addLifecycle(bucket: Bucket): void {
  bucket.addLifecycleRule({
    id: 'abort-uploads',
    abortIncompleteMultipartUploadAfter: Duration.days(LIFECYCLE_DAYS.openUploads),
  });
  bucket.addLifecycleRule({
    id: 'bronze-to-glacier',
    prefix: 'bronze/',
    transitions: [
      {
        storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
        transitionAfter: Duration.days(LIFECYCLE_DAYS.bronzeToGlacier),
      },
    ],
  });
  bucket.addLifecycleRule({
    id: 'expire-old-versions',
    noncurrentVersionExpiration: Duration.days(LIFECYCLE_DAYS.oldVersions),
    expiredObjectDeleteMarker: true,
  });
  // An export is made again in seconds: nobody needs an old version of it, and it holds rows.
  bucket.addLifecycleRule({
    id: 'expire-exports',
    prefix: EXPORTS_PREFIX,
    expiration: Duration.days(LIFECYCLE_DAYS.exports),
    noncurrentVersionExpiration: Duration.days(LIFECYCLE_DAYS.exports),
  });
  // What a dataset's retention removes can be brought back as an old version for a while, as all that is deleted.
  for (const days of RETENTION_DAYS) {
    bucket.addLifecycleRule({
      id: `retention-${days}-days`,
      tagFilters: { [RETENTION_TAG]: String(days) },
      expiration: Duration.days(days),
    });
  }
}
