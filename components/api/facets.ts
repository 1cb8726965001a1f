import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { keys } from '@/components/api/queries';
import type { BrowsedZone } from '@/components/api/records';
import type { Filter } from '@/lib/lake/query/filters';

const facetSchema = z.object({
  column: z.string(),
  /** The most frequent ones first; null is a missing value. */
  values: jsonField(z.array(z.object({ value: z.unknown(), count: z.number() }))),
  min: z.string().nullish(),
  max: z.string().nullish(),
  distinct: z.number().nullish(),
  missing: z.number(),
  /** Whether the time was over before all rows were counted. */
  cut: z.boolean(),
  seconds: z.number(),
});

/** How often each value of a column occurs among the rows that the filters on the other columns leave. */
export type Facet = z.infer<typeof facetSchema>;

export interface FacetsRequest {
  dataset: string;
  zone: BrowsedZone;
  filters: readonly Filter[];
  search: string | null;
  columns: readonly string[];
}

async function queryFacets({ dataset, zone, filters, search, columns }: FacetsRequest): Promise<Facet[]> {
  const facets = await ask((client) =>
    client.queries.queryFacets({
      dataset,
      zone,
      filters: JSON.stringify(filters),
      search,
      columns: [...columns],
    }),
  );
  return facets.map((facet) => facetSchema.parse(facet));
}

export function facetsQuery(request: FacetsRequest) {
  return queryOptions({
    queryKey: [...keys.lake, 'facets', request],
    queryFn: () => queryFacets(request),
    placeholderData: keepPreviousData,
    enabled: request.columns.length > 0,
  });
}
