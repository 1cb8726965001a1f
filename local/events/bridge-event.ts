import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../assembly/json-value';
import type { ObjectEvent } from '../s3/object-event';

/** The event that S3 sends to EventBridge for what happened to an object. */
export function bridgeEvent(change: ObjectEvent, place: { region: string; accountId: string }): JsonObject {
  const { eventName, bucket, key, sizeBytes, etag, versionId, reason, sequencer, deletionType, time } =
    change;
  const object: JsonObject = eventName === 'Object Created' ? { key, size: sizeBytes, etag } : { key };
  if (versionId !== null) object['version-id'] = versionId;
  object['sequencer'] = sequencer;
  const detail: JsonObject = {
    version: '0',
    bucket: { name: bucket },
    object,
    'request-id': randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
    requester: place.accountId,
    'source-ip-address': '127.0.0.1',
    reason,
  };
  if (deletionType !== undefined) detail['deletion-type'] = deletionType;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': eventName,
    source: 'aws.s3',
    account: place.accountId,
    time: time.replace(/\.\d+Z$/, 'Z'),
    region: place.region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail,
  };
}
