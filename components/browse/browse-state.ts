/**
 * What is shown of a dataset, and its form in the address: filters and order as the REST API writes them, so
 * that an address can be turned into a call.
 */
import type { BrowsedZone, RecordsRequest } from '@/components/api/records';
import { PLACE_COLUMNS } from '@/components/records/row-place';
import { LakeportError } from '@/lib/errors';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';
import { parseFilters, serializeFilters, type Filter } from '@/lib/lake/query/filters';
import { parseSort, serializeSort, type Sort } from '@/lib/lake/query/sort';
import { joinList, splitList } from '@/lib/lake/query/text-list';

export const PAGE_SIZES = [50, 100, 250, 1000] as const;
const PAGE_SIZE_DEFAULT = 100;

export interface BrowseState {
  zone: BrowsedZone;
  filters: Filter[];
  sort: Sort;
  offset: number;
  limit: number;
  /** The columns shown, in this order; null for those of the dataset. */
  columns: string[] | null;
}

function wholeNumber(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : fallback;
}

/**
 * The state that an address describes. What cannot be understood is left out and said in `problem`, because an
 * address may come from an older version of the dataset.
 */
export function parseBrowseState(
  search: URLSearchParams,
  columns: readonly LakeColumn[],
): { state: BrowseState; problem: string | null } {
  const known = withLineage(columns);
  const problems: string[] = [];
  const attempt = <Value>(read: () => Value, fallback: Value): Value => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof LakeportError)) throw error;
      problems.push(error.sentence);
      return fallback;
    }
  };
  const shown = search.get('columns');
  const names =
    shown === null ? null : splitList(shown).filter((name) => known.some((column) => column.name === name));
  const limit = wholeNumber(search.get('limit'), PAGE_SIZE_DEFAULT);
  const state: BrowseState = {
    zone: search.get('zone') === 'anomalies' ? 'anomalies' : 'silver',
    filters: attempt(() => parseFilters(search, known), []),
    sort: attempt(() => parseSort(search.get('sort'), known), []),
    offset: wholeNumber(search.get('offset'), 0),
    limit: PAGE_SIZES.find((size) => size === limit) ?? PAGE_SIZE_DEFAULT,
    columns: names && names.length > 0 ? names : null,
  };
  return { state, problem: problems.length > 0 ? problems.join(' ') : null };
}

/** The query of the address; what is as it is without being said is left out. */
export function serializeBrowseState(state: BrowseState): string {
  const query = serializeFilters(state.filters);
  if (state.zone !== 'silver') query.set('zone', state.zone);
  if (state.sort.length > 0) query.set('sort', serializeSort(state.sort));
  if (state.columns) query.set('columns', joinList(state.columns));
  if (state.offset > 0) query.set('offset', String(state.offset));
  if (state.limit !== PAGE_SIZE_DEFAULT) query.set('limit', String(state.limit));
  return query.size > 0 ? `?${query}` : '';
}

/** The names of the columns to show. Anomalies say by themselves which rules marked them. */
export function shownColumns({ columns, zone }: BrowseState, own: readonly LakeColumn[]): string[] {
  if (columns) return columns;
  const names = own.map(({ name }) => name);
  return zone === 'anomalies' ? [...names, '_flags'] : names;
}

/** Where a row came from is always asked for, shown or not: it names the row for all that can be done with it. */
function withPlace(names: readonly string[]): string[] {
  return [...names, ...PLACE_COLUMNS.filter((name) => !names.includes(name))];
}

export function recordsRequest(
  dataset: string,
  state: BrowseState,
  own: readonly LakeColumn[],
): RecordsRequest {
  const { zone, filters, sort, offset, limit } = state;
  return {
    dataset,
    zone,
    filters,
    sort: sort.length > 0 ? serializeSort(sort) : null,
    offset,
    limit,
    columns: withPlace(shownColumns(state, own)),
  };
}
