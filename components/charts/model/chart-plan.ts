/** Which chart fits a result, and how its columns take part in it. */
import type { ChartKind, ChartSetup } from './chart-setup';
import {
  areDistinct,
  isOrdered,
  placedColumn,
  varyingGroups,
  type ChartTable,
  type PlacedColumn,
} from './chart-table';

export interface ChartPlan {
  kind: ChartKind;
  /** The kinds that can be chosen, the fitting one first. */
  kinds: readonly ChartKind[];
  /** The groups that tell the rows apart. */
  groups: readonly PlacedColumn[];
  /** The groups that can be along the x axis of this kind. */
  along: readonly PlacedColumn[];
  x: PlacedColumn | undefined;
  /** What a line or a row of a heat map is of. */
  split: PlacedColumn | undefined;
  measures: readonly PlacedColumn[];
}

/**
 * Along time a line, names as bars, two groups as a heat map; how the values are spread, where they are told apart
 * by more than that. A single row is its figures. What was chosen counts as long as it fits.
 */
export function planChart(table: ChartTable, setup: ChartSetup): ChartPlan {
  const groups = varyingGroups(table);
  const kinds = fittingKinds(table, groups);
  const kind = kinds.find((fitting) => fitting === setup.kind) ?? kinds[0] ?? 'figures';
  const along = kind === 'heat' ? groups : kind === 'line' || kind === 'area' ? groups.filter(isOrdered) : [];
  const x = along.find(({ name }) => name === setup.x) ?? along.find(isOrdered) ?? along.at(-1);
  const named = setup.measures?.filter((name) => table.measures.includes(name)) ?? [];
  // A heat map takes the room of many lines: one of them, until more are asked for.
  const unnamed = kind === 'heat' ? table.measures.slice(0, 1) : table.measures;
  const measures = (named.length > 0 ? named : unnamed).flatMap((name) => placedColumn(table, name) ?? []);
  const split = x && groups.find(({ name }) => name !== x.name);
  return { kind, kinds, groups, along, x, split, measures };
}

function fittingKinds(table: ChartTable, groups: readonly PlacedColumn[]): ChartKind[] {
  if (table.measures.length === 0 || table.rows.length === 0) return [];
  if (table.rows.length === 1) return ['figures'];
  if (groups.length === 0) return ['histogram'];
  const isPlain = areDistinct(table, groups);
  const hasOrder = groups.some(isOrdered);
  if (groups.length > 2 || !isPlain) return ['histogram', 'bars'];
  if (groups.length === 2)
    return hasOrder ? ['heat', 'line', 'area', 'bars', 'histogram'] : ['heat', 'bars', 'histogram'];
  return hasOrder ? ['line', 'area', 'bars', 'histogram'] : ['bars', 'histogram'];
}
