import { z } from 'zod';
import { ask } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { COLUMN_TYPES } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

/** The columns of an answer that has rows as arrays. */
export const pageColumnsSchema = jsonField(
  z.array(
    z.object({ name: z.string(), type: z.enum(COLUMN_TYPES).catch('string'), unit: z.string().nullish() }),
  ),
);

const pageSchema = z.object({
  columns: pageColumnsSchema,
  rows: jsonField(z.array(z.array(z.unknown()))),
  total: z.number().nullish(),
  sequence: z.number().nullish(),
  seconds: z.number(),
  /** Rows that their retention has taken away; null when there are none. */
  expiredRows: z.number().nullish(),
});

/** Rows as arrays in the order of `columns`. */
export type RecordPage = z.infer<typeof pageSchema>;

export type BrowsedZone = 'silver' | 'anomalies';

interface PageRequest {
  filters: readonly Filter[];
  /** `-date,station`: columns, a minus in front for descending. */
  sort: string | null;
  offset: number;
  limit: number;
}

export interface RecordsRequest extends PageRequest {
  dataset: string;
  zone: BrowsedZone;
  /** A text that some column holds, in any case; null for none. */
  search: string | null;
  /** Null for all columns of the dataset. */
  columns: readonly string[] | null;
}

export async function queryRecords(request: RecordsRequest): Promise<RecordPage> {
  const { dataset, zone, columns, search } = request;
  const page = await ask((client) =>
    client.queries.queryRecords({
      dataset,
      zone,
      columns: columns && [...columns],
      search,
      ...pageArguments(request),
    }),
  );
  return pageSchema.parse(page);
}

export interface ViewRequest extends PageRequest {
  dataset: string;
  view: string;
  /** The commit as of which it is computed: with another one the answer is another. */
  sequence: number;
}

/** The rows of a gold view. */
export async function queryView(request: ViewRequest): Promise<RecordPage> {
  const { dataset, view } = request;
  const page = await ask((client) => client.queries.queryView({ dataset, view, ...pageArguments(request) }));
  return pageSchema.parse(page);
}

function pageArguments({ filters, sort, offset, limit }: PageRequest) {
  return { filters: JSON.stringify(filters), sort, offset, limit };
}
