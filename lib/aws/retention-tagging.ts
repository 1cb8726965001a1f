import { RETENTION_TAG } from '../dataset/retention';

/** The tag by which a lifecycle rule of the bucket finds the object, as S3 takes it; undefined for one that stays. */
export function retentionTagging(days: number | null | undefined): string | undefined {
  return days ? `${RETENTION_TAG}=${days}` : undefined;
}
