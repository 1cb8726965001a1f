/** The event that starts the run of an export. */
import { z } from 'zod';
import { EXPORT_REQUESTED } from '../../../lib/aws/export-requests';

const requestSchema = z.object({
  'detail-type': z.literal(EXPORT_REQUESTED),
  detail: z.object({ exportId: z.string() }),
});

/** The export's id; null for an event of another kind. */
export function exportIdOf(event: unknown): string | null {
  return requestSchema.safeParse(event).data?.detail.exportId ?? null;
}
