/**
 * What is shown of a dataset, and its form in the address: filters, search and order as the REST API writes them, so
 * that an address can be turned into a call. How it is shown stands in parameters that begin with an underscore,
 * which no column of a dataset does.
 */
import type { RowPlace } from '@/components/api/change-rows';
import type { BrowsedZone, RecordsRequest } from '@/components/api/records';
import { parseWidths, serializeWidths, type ColumnWidths } from '@/components/browse/column-widths';
import { parsePlace, PLACE_COLUMNS, serializePlace } from '@/components/records/row-place';
import { LakeportError } from '@/lib/errors';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';
import { parseFilters, serializeFilters, type Filter } from '@/lib/lake/query/filters';
import { parseSort, serializeSort, type Sort } from '@/lib/lake/query/sort';
import { joinList, splitList } from '@/lib/lake/query/text-list';

export const PAGE_SIZES = [50, 100, 250, 1000] as const;
const PAGE_SIZE_DEFAULT = 100;
export const SEARCH_LENGTH_MAX = 200;

const LOOK_PARAMETERS = ['_pin', '_widths', '_facets', '_row'] as const;

export interface BrowseState {
  zone: BrowsedZone;
  filters: Filter[];
  /** A text that some column of a row holds; empty for none. */
  search: string;
  sort: Sort;
  offset: number;
  limit: number;
  /** The columns shown, in this order; null for those of the dataset. */
  columns: string[] | null;
  /** The columns that stay in sight on the left, in this order. */
  pinned: string[];
  /** The widths set by hand. */
  widths: ColumnWidths;
  /** The columns whose values are counted beside the table: null while they are not shown, empty for the usual ones. */
  facets: string[] | null;
  /** The row that is open. */
  row: RowPlace | null;
}

export const PLAIN_STATE: BrowseState = {
  zone: 'silver',
  filters: [],
  search: '',
  sort: [],
  offset: 0,
  limit: PAGE_SIZE_DEFAULT,
  columns: null,
  pinned: [],
  widths: {},
  facets: null,
  row: null,
};

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
  const names = (parameter: string): string[] | null => {
    const text = search.get(parameter);
    if (text === null) return null;
    return [...new Set(splitList(text))].filter((name) => known.some((column) => column.name === name));
  };
  const asked = new URLSearchParams(search);
  for (const parameter of LOOK_PARAMETERS) asked.delete(parameter);
  const limit = wholeNumber(search.get('limit'), PAGE_SIZE_DEFAULT);
  const shown = names('columns');
  const state: BrowseState = {
    zone: search.get('zone') === 'anomalies' ? 'anomalies' : 'silver',
    filters: attempt(() => parseFilters(asked, known), []),
    search: (search.get('search') ?? '').slice(0, SEARCH_LENGTH_MAX),
    sort: attempt(() => parseSort(search.get('sort'), known), []),
    offset: wholeNumber(search.get('offset'), 0),
    limit: PAGE_SIZES.find((size) => size === limit) ?? PAGE_SIZE_DEFAULT,
    columns: shown && shown.length > 0 ? shown : null,
    pinned: names('_pin') ?? [],
    widths: parseWidths(search.get('_widths'), known),
    facets: names('_facets'),
    row: parsePlace(search.get('_row')),
  };
  return { state, problem: problems.length > 0 ? problems.join(' ') : null };
}

/** The query of the address; what is as it is without being said is left out. */
export function serializeBrowseState(state: BrowseState): string {
  const query = serializeFilters(state.filters);
  if (state.zone !== 'silver') query.set('zone', state.zone);
  if (state.search !== '') query.set('search', state.search);
  if (state.sort.length > 0) query.set('sort', serializeSort(state.sort));
  if (state.columns) query.set('columns', joinList(state.columns));
  if (state.offset > 0) query.set('offset', String(state.offset));
  if (state.limit !== PAGE_SIZE_DEFAULT) query.set('limit', String(state.limit));
  if (state.pinned.length > 0) query.set('_pin', joinList(state.pinned));
  if (Object.keys(state.widths).length > 0) query.set('_widths', serializeWidths(state.widths));
  if (state.facets) query.set('_facets', joinList(state.facets));
  if (state.row) query.set('_row', serializePlace(state.row));
  return query.size > 0 ? `?${query}` : '';
}

/** Parts that ask for other rows: with another one of them the list begins anew. */
const QUESTION: readonly (keyof BrowseState)[] = ['zone', 'filters', 'search', 'sort', 'limit'];

/** The state after a change of some of its parts. */
export function changedState(state: BrowseState, next: Partial<BrowseState>): BrowseState {
  const asksAnew = QUESTION.some((part) => part in next);
  return { ...state, ...(asksAnew ? { offset: 0, row: null } : {}), ...next };
}

/** The names of the columns to show. Anomalies say by themselves which rules marked them. */
export function shownColumns(
  { columns, zone }: Pick<BrowseState, 'columns' | 'zone'>,
  own: readonly LakeColumn[],
): string[] {
  if (columns) return columns;
  const names = own.map(({ name }) => name);
  return zone === 'anomalies' ? [...names, '_flags'] : names;
}

export function recordsRequest(
  dataset: string,
  state: BrowseState,
  own: readonly LakeColumn[],
): RecordsRequest {
  const { zone, filters, search, sort, offset, limit } = state;
  const shown = shownColumns(state, own);
  // Always in one order, so that moving a column asks for nothing. Where a row came from is asked for whatever is
  // shown: it names the row for all that can be done with it.
  const asked = withLineage(own)
    .map(({ name }) => name)
    .filter((name) => shown.includes(name) || PLACE_COLUMNS.some((place) => place === name));
  return {
    dataset,
    zone,
    filters,
    search: search.trim() === '' ? null : search.trim(),
    sort: sort.length > 0 ? serializeSort(sort) : null,
    offset,
    limit,
    columns: asked,
  };
}
