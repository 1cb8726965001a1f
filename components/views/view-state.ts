/** Which view is shown and how, and its form in the address. */
import {
  CHART_PARAMETERS,
  parseChartSetup,
  writeChartSetup,
  type ChartSetup,
} from '@/components/charts/model/chart-setup';
import { LakeportError } from '@/lib/errors';
import type { LakeColumn } from '@/lib/lake/columns';
import type { View } from '@/lib/dataset/definition';
import { parseFilters, serializeFilters, type Filter } from '@/lib/lake/query/filters';
import { parseSort, serializeSort, type Sort } from '@/lib/lake/query/sort';

export interface ViewState {
  view: string;
  chart: ChartSetup;
  filters: Filter[];
  sort: Sort;
  offset: number;
}

const OWN_PARAMETERS: readonly string[] = ['view', ...CHART_PARAMETERS];

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
  const filterSearch = new URLSearchParams([...search].filter(([name]) => !OWN_PARAMETERS.includes(name)));
  const offset = Number(search.get('offset') ?? 0);
  return {
    view: view.name,
    chart: parseChartSetup(search),
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
  const query = new URLSearchParams({ view: state.view });
  writeChartSetup(state.chart, query);
  for (const [name, value] of serializeFilters(state.filters)) {
    // A column may be called as one of the page's own parameters is.
    query.append(OWN_PARAMETERS.includes(name) ? `${name}[eq]` : name, value);
  }
  if (state.sort.length > 0) query.set('sort', serializeSort(state.sort));
  if (state.offset > 0) query.set('offset', String(state.offset));
  return `?${query}`;
}

/** Whether the address says how the chart is to be. */
export function saysChart(search: URLSearchParams): boolean {
  return CHART_PARAMETERS.some((name) => search.has(name));
}
