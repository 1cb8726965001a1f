/** The events that start the run of an import: an object has appeared in bronze, or somebody asked for the run. */
import { z } from 'zod';
import { IMPORT_REQUESTED } from '../../../lib/aws/import-requests';
import type { ImportStart } from '../../../lib/use-cases/run-import/find-started-import';
import { createdObject } from './object-created-event';

const requestSchema = z.object({
  'detail-type': z.literal(IMPORT_REQUESTED),
  detail: z.object({ importId: z.string() }),
});

export function importStartOf(event: unknown): ImportStart {
  const request = requestSchema.safeParse(event);
  return request.success ? { importId: request.data.detail.importId } : { object: createdObject(event) };
}
