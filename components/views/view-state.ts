/** Which view is shown and how, and its form in the address. */
import { LakeportError } from '@/lib/errors';
import { COLUMN_TYPES, type LakeColumn } from '@/lib/lake/columns';
import type { View } from '@/lib/dataset/definition';
import { parseFilters, serializeFilters, type Filter } from '@/lib/lake/query/filters';
import { parseSort, serializeSort, type Sort } from '@/lib/lake/query/sort';
import { joinList, splitList } from '@/lib/lake/query/text-list';

/** The API's most. A view of more rows is charted up to here, and says so. */
export const VIEW_ROWS_MAX = 1000;

export interface ViewState {
  view: string;
  /** The column along the x axis; null for the one that fits best. */
  x: string | null;
  /** The measures charted; null for all. */
  measures: string[] | null;
  filters: Filter[];
  sort: Sort;
  offset: number;
}

const OWN_PARAMETERS = ['view', 'x', 'measures'];

/** The columns of a view as far as its definition tells; the types of its groups are those of the columns. */
function viewColumns(view: View, columns: readonly LakeColumn[]): LakeColumn[] {
  const groups = view.groupBy.map(
    ({ name }) => columns.find((column) => column.name === name) ?? textColumn(name),
  );
  return [...groups, ...Object.keys(view.measures).map((name): LakeColumn => ({ name, type: 'number' }))];
}

/** A group that is computed has a type only the result knows; as text every value of it can be filtered for. */
function textColumn(name: string): LakeColumn {
  return { name, type: 'string' };
}

/** The state that an address describes; what cannot be understood is left out. */
export function parseViewState(
  search: URLSearchParams,
  views: readonly View[],
  columns: readonly LakeColumn[],
): ViewState | null {
  const view = views.find(({ name }) => name === search.get('view')) ?? views[0];
  if (!view) return null;
  const known = viewColumns(view, columns);
  const measures = search.get('measures');
  const filterSearch = new URLSearchParams([...search].filter(([name]) => !OWN_PARAMETERS.includes(name)));
  const offset = Number(search.get('offset') ?? 0);
  return {
    view: view.name,
    x: view.groupBy.find(({ name }) => name === search.get('x'))?.name ?? null,
    measures: measures === null ? null : splitList(measures).filter((name) => name in view.measures),
    filters: orElse(() => parseFilters(filterSearch, known), []),
    sort: orElse(() => parseSort(search.get('sort'), known), []),
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
  };
}

function orElse<Value>(read: () => Value, fallback: Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof LakeportError) return fallback;
    throw error;
  }
}

export function serializeViewState(state: ViewState): string {
  const query = serializeFilters(state.filters);
  query.set('view', state.view);
  if (state.x) query.set('x', state.x);
  if (state.measures) query.set('measures', joinList(state.measures));
  if (state.sort.length > 0) query.set('sort', serializeSort(state.sort));
  if (state.offset > 0) query.set('offset', String(state.offset));
  return `?${query}`;
}

const ORDERED_TYPES: readonly string[] = COLUMN_TYPES.filter((type) =>
  ['integer', 'number', 'year', 'date', 'datetime', 'time'].includes(type),
);

/** Whether the values have an order in which a line through them means something. */
export function isOrdered(column: LakeColumn | undefined): boolean {
  return column !== undefined && ORDERED_TYPES.includes(column.type);
}

/** The group for the x axis: the chosen one, else one with an order (a year, a day), else the last. */
export function xColumn(state: ViewState, view: View, result: readonly LakeColumn[]): LakeColumn | undefined {
  const groups = view.groupBy.flatMap(({ name }) => result.find((column) => column.name === name) ?? []);
  return groups.find(({ name }) => name === state.x) ?? groups.find(isOrdered) ?? groups.at(-1);
}
