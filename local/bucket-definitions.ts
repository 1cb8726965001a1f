import { z } from 'zod';
import { parseProperties, type Assembly } from './assembly/read-assembly';
import type { BucketSettings, LifecycleRule } from './s3/bucket-settings';

const lifecycleRuleSchema = z.object({
  Status: z.string(),
  Prefix: z.string().default(''),
  TagFilters: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  ExpirationInDays: z.number().optional(),
  ExpiredObjectDeleteMarker: z.boolean().optional(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
  AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
});

const bucketSchema = z.object({
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedOrigins: z.array(z.string()),
          AllowedMethods: z.array(z.string()),
          AllowedHeaders: z.array(z.string()).optional(),
          ExposedHeaders: z.array(z.string()).optional(),
          MaxAge: z.number().optional(),
        }),
      ),
    })
    .optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRuleSchema) }).optional(),
});

/** The backend's buckets. Where a rule lets the portal's pages in, it lets them in from the laptop's address too. */
export function readBuckets(assembly: Assembly, portalOrigins: readonly string[]): BucketSettings[] {
  return assembly.ofType('AWS::S3::Bucket').map((resource) => {
    const { VersioningConfiguration, CorsConfiguration, LifecycleConfiguration } = parseProperties(
      resource,
      bucketSchema,
    );
    return {
      name: resource.name,
      versioned: VersioningConfiguration?.Status === 'Enabled',
      corsRules: (CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        allowedOrigins: [...new Set([...rule.AllowedOrigins, ...portalOrigins])],
        allowedMethods: rule.AllowedMethods,
        ...(rule.AllowedHeaders ? { allowedHeaders: rule.AllowedHeaders } : {}),
        ...(rule.ExposedHeaders ? { exposedHeaders: rule.ExposedHeaders } : {}),
        ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: rule.MaxAge }),
      })),
      lifecycleRules: (LifecycleConfiguration?.Rules ?? [])
        .filter(({ Status }) => Status === 'Enabled')
        .map(toLifecycleRule),
    };
  });
}

function toLifecycleRule(rule: z.infer<typeof lifecycleRuleSchema>): LifecycleRule {
  const { ExpirationInDays, ExpiredObjectDeleteMarker } = rule;
  const noncurrentDays = rule.NoncurrentVersionExpiration?.NoncurrentDays;
  const abortUploadsAfterDays = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  return {
    prefix: rule.Prefix,
    tags: Object.fromEntries(rule.TagFilters.map(({ Key, Value }) => [Key, Value])),
    ...(ExpirationInDays === undefined ? {} : { expirationDays: ExpirationInDays }),
    ...(ExpiredObjectDeleteMarker === undefined ? {} : { expiresMarkers: ExpiredObjectDeleteMarker }),
    ...(noncurrentDays === undefined ? {} : { noncurrentDays }),
    ...(abortUploadsAfterDays === undefined ? {} : { abortUploadsAfterDays }),
  };
}

/** Does the bucket send its events to EventBridge? */
export function sendsEvents(assembly: Assembly): (bucket: string) => boolean {
  const schema = z.object({
    NotificationConfiguration: z.object({ EventBridgeConfiguration: z.object({}).optional() }).optional(),
  });
  const senders = new Set(
    assembly
      .ofType('AWS::S3::Bucket')
      .filter(
        (resource) => parseProperties(resource, schema).NotificationConfiguration?.EventBridgeConfiguration,
      )
      .map(({ name }) => name),
  );
  return (bucket) => senders.has(bucket);
}
