/** The events of the function that publishes: a commit, the request to go on with one, or the clock. */
import { z } from 'zod';
import { PUBLISH_REQUESTED } from '../../../lib/aws/publish-requests';
import { MANIFESTS_PREFIX, parseManifestKey } from '../../../lib/lake/keys';
import { createdObject } from './object-created-event';

const requestSchema = z.object({
  'detail-type': z.literal(PUBLISH_REQUESTED),
  detail: z.object({ dataset: z.string(), sequence: z.number().int() }),
});
const clockSchema = z.object({ 'detail-type': z.literal('Scheduled Event') });
const manifestSchema = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string().startsWith(MANIFESTS_PREFIX) }) }),
});
const publishEventSchema = z.union([requestSchema, clockSchema, manifestSchema]);

/** The commit to publish; `clock` when it is time to compact; null for an object that is no commit. */
export function publishWorkOf(event: unknown): { dataset: string; sequence: number } | 'clock' | null {
  if (clockSchema.safeParse(event).success) return 'clock';
  const request = requestSchema.safeParse(event);
  return request.success ? request.data.detail : parseManifestKey(createdObject(event).key);
}

/** Whether an event is one of those that start publishing, and none that starts an import. */
export function isPublishEvent(event: unknown): boolean {
  return publishEventSchema.safeParse(event).success;
}
