/** What the laptop's S3 needs to know of a bucket; the reader of the templates derives it from `AWS::S3::Bucket`. */
export interface BucketSettings {
  name: string;
  versioned: boolean;
  corsRules: readonly CorsRule[];
}

/** One rule of `CorsConfiguration.CorsRules`; origins and headers may hold one `*` each. */
export interface CorsRule {
  allowedOrigins: readonly string[];
  allowedMethods: readonly string[];
  allowedHeaders?: readonly string[];
  exposedHeaders?: readonly string[];
  maxAgeSeconds?: number;
}
