/** Which of the current rows somebody means: some of them, named by their lineage, or all that fit filters and a search. */
import { z } from 'zod';
import { LakeportError } from '../../errors';
import { withLineage, type LakeColumn } from '../columns';
import { checkFilter, type Filter } from '../query/filters';

/** Rows that one request may name; more of them are better told by filters. */
const ROWS_MAX = 10_000;

export const rowLineageSchema = z.object({
  import: z.string().min(1),
  file: z.string(),
  line: z.number().int().nonnegative(),
});

/** Where a row came from, which is unique among the current rows of a zone. */
export type RowLineage = z.infer<typeof rowLineageSchema>;

export type Selection = { rows: RowLineage[] } | { filters: Filter[]; search?: string };

const selectionSchema = z.union([
  z.strictObject({ rows: z.array(rowLineageSchema).min(1).max(ROWS_MAX) }),
  z.strictObject({ filters: z.array(z.unknown()), search: z.string().default('') }),
]);

/**
 * A selection from outside.
 * @throws LakeportError `invalid-request`, `invalid-filter`
 */
export function parseSelection(input: unknown, columns: readonly LakeColumn[]): Selection {
  const parsed = selectionSchema.safeParse(input);
  if (!parsed.success) {
    throw new LakeportError('invalid-request', 'The selection names no rows.', {
      resolution: `Give "rows", up to ${ROWS_MAX} of {"import", "file", "line"}, or "filters"; no filters are all rows.`,
    });
  }
  if ('rows' in parsed.data) return parsed.data;
  const known = withLineage(columns);
  const { filters, search } = parsed.data;
  return { filters: filters.map((filter) => checkFilter(filter, known)), search };
}
