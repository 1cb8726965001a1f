/** What the laptop's S3 needs to know of a bucket; the reader of the templates derives it from `AWS::S3::Bucket`. */
export interface BucketSettings {
  name: string;
  versioned: boolean;
  corsRules: readonly CorsRule[];
  lifecycleRules?: readonly LifecycleRule[];
}

/** One enabled rule of `LifecycleConfiguration.Rules`: for the objects that have the prefix and all of the tags. */
export interface LifecycleRule {
  /** Empty for all. */
  prefix: string;
  tags: Readonly<Record<string, string>>;
  /** Of the current version. */
  expirationDays?: number;
  /** Of a version, from when it was replaced or hidden. */
  noncurrentDays?: number;
  /** Whether a delete marker goes when it hides nothing any more. */
  expiresMarkers?: boolean;
  abortUploadsAfterDays?: number;
}

/** One rule of `CorsConfiguration.CorsRules`; origins and headers may hold one `*` each. */
export interface CorsRule {
  allowedOrigins: readonly string[];
  allowedMethods: readonly string[];
  allowedHeaders?: readonly string[];
  exposedHeaders?: readonly string[];
  maxAgeSeconds?: number;
}
