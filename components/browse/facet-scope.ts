import type { FacetsRequest } from '@/components/api/facets';
import type { BrowseState } from '@/components/browse/browse-state';

/** The rows whose values are counted. */
export type FacetScope = Omit<FacetsRequest, 'columns'>;

/** Those that the table shows, of all pages. */
export function facetScope(dataset: string, { zone, filters, search }: BrowseState): FacetScope {
  return { dataset, zone, filters, search: search.trim() === '' ? null : search.trim() };
}
