import { z } from 'zod';
import { parseProperties, type Assembly } from './assembly/read-assembly';
import type { BucketSettings } from './s3/bucket-settings';

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
});

/** The backend's buckets. Where a rule lets the portal's pages in, it lets them in from the laptop's address too. */
export function readBuckets(assembly: Assembly, portalOrigins: readonly string[]): BucketSettings[] {
  return assembly.ofType('AWS::S3::Bucket').map((resource) => {
    const { VersioningConfiguration, CorsConfiguration } = parseProperties(resource, bucketSchema);
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
    };
  });
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
