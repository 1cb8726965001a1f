import { z } from 'zod';
import { LakeportError } from '../../errors';
import { rowLineageSchema } from '../../lake/selection/selection';

const ROWS_MAX = 1000;

const editsSchema = z
  .array(
    z.strictObject({
      /** The row that is changed; null for a new one. */
      row: rowLineageSchema.nullable(),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  )
  .min(1)
  .max(ROWS_MAX);

export type Edit = z.infer<typeof editsSchema>[number];

/** @throws LakeportError `invalid-request` */
export function parseEdits(input: unknown): Edit[] {
  const parsed = editsSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new LakeportError('invalid-request', 'The edited rows cannot be used.', {
    resolution: `Give 1 to ${ROWS_MAX} of {"row", "values"}; a row is {"import", "file", "line"}, or null for a new one.`,
  });
}
