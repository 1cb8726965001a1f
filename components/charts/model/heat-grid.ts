import { isOrdered, keyOf, toNumber, type ChartTable, type PlacedColumn } from './chart-table';
import { toAxisValue } from './axis-value';

/** More columns than a screen has room for cannot be told apart. */
const COLUMNS_MAX = 400;
const ROWS_MAX = 60;

/** The share of values at each end that has the colour of the end. */
const FAR_SHARE = 0.02;

export interface HeatGrid {
  /** Values along each side, as the table has them. */
  xs: readonly unknown[];
  ys: readonly unknown[];
  /** By row, then by column; null where the result has no value. */
  cells: readonly (readonly (number | null)[])[];
  least: number;
  greatest: number;
  /** Where the colours begin and end: a few far values would leave all others in one colour. */
  low: number;
  high: number;
  /** Columns before the first one shown, and rows below the last. */
  hiddenColumns: number;
  hiddenRows: number;
}

/** A measure over two groups; null when there is no number at all. */
export function heatGrid(
  table: ChartTable,
  x: PlacedColumn,
  y: PlacedColumn,
  measure: PlacedColumn,
): HeatGrid | null {
  const allXs = sides(table, x);
  const allYs = sides(table, y);
  // The latest are the ones to see of what goes on with time; of names it is the first.
  const xs = isOrdered(x) ? allXs.slice(-COLUMNS_MAX) : allXs.slice(0, COLUMNS_MAX);
  const ys = allYs.slice(0, ROWS_MAX);
  const columnOf = new Map(xs.map((value, index) => [keyOf(value), index]));
  const rowOf = new Map(ys.map((value, index) => [keyOf(value), index]));
  const cells = ys.map(() => xs.map((): number | null => null));
  const values: number[] = [];
  for (const row of table.rows) {
    const column = columnOf.get(keyOf(row[x.index]));
    const line = cells[rowOf.get(keyOf(row[y.index])) ?? -1];
    const value = toNumber(row[measure.index]);
    if (column === undefined || !line || value === null) continue;
    line[column] = value;
    values.push(value);
  }
  values.sort((one, other) => one - other);
  const [least, greatest] = [values[0], values.at(-1)];
  if (least === undefined || greatest === undefined) return null;
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? least;
  const [low, high] =
    at(FAR_SHARE) < at(1 - FAR_SHARE) ? [at(FAR_SHARE), at(1 - FAR_SHARE)] : [least, greatest];
  const hidden = { hiddenColumns: allXs.length - xs.length, hiddenRows: allYs.length - ys.length };
  return { xs, ys, cells, least, greatest, low, high, ...hidden };
}

/** The values of a group, each once, in their order. */
function sides(table: ChartTable, column: PlacedColumn): unknown[] {
  const values = [
    ...new Map(table.rows.map((row) => [keyOf(row[column.index]), row[column.index]])).values(),
  ];
  if (!isOrdered(column)) {
    return values.sort((one, other) => keyOf(one).localeCompare(keyOf(other), 'en', { numeric: true }));
  }
  const place = (value: unknown) => toAxisValue(value, column.type) ?? -Infinity;
  return values.sort((one, other) => place(one) - place(other));
}
