/**
 * AWS's public list prices in US dollars, for estimates: on demand, us-east-1, without free tier or discounts, as of
 * 2025. Sources: the pricing pages of AWS Lambda (Arm), Amazon S3 (Standard) and Amazon DynamoDB (on-demand
 * throughput, Standard table class). Regions differ by some 20 %.
 */

/** AWS Lambda on Arm, first tier. */
export const DOLLARS_PER_GB_SECOND = 0.000_013_333_4;
export const DOLLARS_PER_INVOCATION = 0.2 / 1_000_000;

/** Amazon S3 Standard. */
export const DOLLARS_PER_PUT = 0.005 / 1_000;
export const DOLLARS_PER_GB_MONTH = 0.023;

/** DynamoDB, a write of up to one kilobyte. */
export const DOLLARS_PER_WRITE_UNIT = 0.625 / 1_000_000;
