/**
 * What the lifecycle rules of a bucket remove as of a moment. As S3 does, days are counted to the next midnight (UTC)
 * after they are over; changes of storage class mean nothing here. Source: Amazon S3 User Guide, "Lifecycle
 * configuration elements".
 */
import type { LifecycleRule } from './bucket-settings';
import type { Bucket } from './store/bucket';
import type { StoredObject, StoredVersion } from './store/stored-object';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Applies the bucket's rules once; the number of objects, versions, markers and uploads that are gone. */
export async function expireObjects(bucket: Bucket, now: Date): Promise<number> {
  const { lifecycleRules = [] } = bucket.settings;
  if (lifecycleRules.length === 0) return 0;
  const sweep = { bucket, rules: lifecycleRules, nowMs: now.getTime() };
  let gone = await abortUploads(sweep);
  for (const [key] of [...bucket.index.entries()]) {
    gone += await expireCurrent(sweep, key);
    gone += await expireOlder(sweep, key);
    gone += await removeLoneMarker(sweep, key);
  }
  return gone;
}

interface Sweep {
  bucket: Bucket;
  rules: readonly LifecycleRule[];
  nowMs: number;
}

/** A bucket with versions keeps the bytes behind a delete marker. */
async function expireCurrent({ bucket, rules, nowMs }: Sweep, key: string): Promise<number> {
  const current = bucket.current(key);
  if (!current || current.deleteMarker) return 0;
  const isOver = rules.some(
    (rule) => applies(rule, key, current) && isPast(current.modifiedMs, rule.expirationDays, nowMs),
  );
  if (!isOver) return 0;
  if (bucket.settings.versioned) bucket.mark(key);
  else await bucket.remove(key);
  return 1;
}

/** A version has been replaced since the next newer one was put. */
async function expireOlder({ bucket, rules, nowMs }: Sweep, key: string): Promise<number> {
  const versions = [...bucket.index.versionsOf(key)];
  const over = versions.filter((version, place) => {
    const newer = versions[place - 1];
    return rules.some(
      (rule) =>
        newer !== undefined &&
        applies(rule, key, version) &&
        isPast(newer.modifiedMs, rule.noncurrentDays, nowMs),
    );
  });
  for (const { versionId } of over) await bucket.remove(key, versionId);
  return over.length;
}

/** A delete marker that hides nothing any more. */
async function removeLoneMarker({ bucket, rules }: Sweep, key: string): Promise<number> {
  const [marker, ...older] = bucket.index.versionsOf(key);
  if (!marker?.deleteMarker || older.length > 0) return 0;
  if (!rules.some((rule) => rule.expiresMarkers && applies(rule, key, marker))) return 0;
  await bucket.remove(key, marker.versionId);
  return 1;
}

async function abortUploads({ bucket, rules, nowMs }: Sweep): Promise<number> {
  const over = [...bucket.uploads.values()].filter(({ key, startedMs }) =>
    rules.some((rule) => key.startsWith(rule.prefix) && isPast(startedMs, rule.abortUploadsAfterDays, nowMs)),
  );
  for (const { uploadId } of over) await bucket.abortUpload(uploadId);
  return over.length;
}

function applies(rule: LifecycleRule, key: string, version: StoredVersion): boolean {
  return key.startsWith(rule.prefix) && hasTags(rule, version.deleteMarker ? {} : version.tags);
}

function hasTags(rule: LifecycleRule, tags: StoredObject['tags']): boolean {
  return Object.entries(rule.tags).every(([name, value]) => tags[name] === value);
}

function isPast(sinceMs: number, days: number | undefined, nowMs: number): boolean {
  return days !== undefined && nowMs >= Math.ceil((sinceMs + days * DAY_MS) / DAY_MS) * DAY_MS;
}
