/** The event EventBridge sends when S3 has made an object. Source: S3 user guide, «EventBridge event message structure». */
import { z } from 'zod';
import type { CreatedObject } from '../../../lib/use-cases/run-import/find-started-import';

const objectCreatedSchema = z.object({
  'detail-type': z.literal('Object Created'),
  time: z.iso.datetime().optional(),
  detail: z.object({
    object: z.object({
      key: z.string(),
      size: z.number().int().nonnegative().default(0),
      etag: z.string().nullish(),
      'version-id': z.string().nullish(),
      sequencer: z.string().nullish(),
    }),
  }),
});

/** The object as the event has it; its key as it is: unlike S3's own notifications, EventBridge's are not URL-encoded. */
export function createdObject(event: unknown): CreatedObject {
  const { time, detail } = objectCreatedSchema.parse(event);
  const { key, size, etag, 'version-id': versionId, sequencer } = detail.object;
  return {
    key,
    sizeBytes: size,
    etag: etag ?? null,
    versionId: versionId ?? null,
    sequencer: sequencer ?? null,
    createdAt: time ?? new Date().toISOString(),
  };
}
