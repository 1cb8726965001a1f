/** The event EventBridge sends when S3 has made an object. Source: S3 user guide, «EventBridge event message structure». */
import { z } from 'zod';

const objectCreatedSchema = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});

/** The key of the object, as it is: unlike S3's own notifications, EventBridge's are not URL-encoded. */
export function objectKeyOf(event: unknown): string {
  return objectCreatedSchema.parse(event).detail.object.key;
}
