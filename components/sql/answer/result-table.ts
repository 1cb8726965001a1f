/** The answer to a query as charts and tables take it. */
import {
  areDistinct,
  isMeasurable,
  isOrdered,
  keyOf,
  placedColumn,
  type ChartTable,
} from '@/components/charts/model/chart-table';
import { toAxisValue } from '@/components/charts/model/axis-value';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

type Rows = readonly (readonly unknown[])[];

const GROUPS_MAX = 2;

/**
 * Which columns name a row and which are drawn: texts and times are names, numbers are drawn. Where the names leave
 * rows at one place, a whole number that parts them is a name as well: a year, an hour, a number of a device.
 */
export function resultChart(columns: readonly LakeColumn[], rows: Rows): ChartTable {
  const named = columns.filter((column) => !isMeasurable(column) && column.type !== 'list');
  const numbers = columns.filter(isMeasurable);
  const groups = named.slice(0, GROUPS_MAX).map(({ name }) => name);
  const table = { columns, rows, groups, measures: numbers.map(({ name }) => name) };
  const placed = groups.flatMap((name) => placedColumn(table, name) ?? []);
  if (numbers.length < 2 || (placed.length > 0 && areDistinct(table, placed))) return table;
  const whole = numbers.filter(({ type }) => type === 'integer');
  const parting = [...whole, ...numbers.slice(0, 1)].find(({ name }) => {
    const column = placedColumn(table, name);
    return column && areDistinct(table, [...placed, column]);
  });
  if (!parting) return table;
  return {
    ...table,
    // Names are not parted into thousands.
    columns: columns.map((column) =>
      column.name === parting.name && column.type === 'integer' ? { ...column, type: 'year' } : column,
    ),
    groups: [...groups, parting.name],
    measures: table.measures.filter((name) => name !== parting.name),
  };
}

/** The rows in another order; what is missing comes last either way. */
export function sortRows(columns: readonly LakeColumn[], rows: Rows, sort: Sort): Rows {
  const by = sort.flatMap(({ column, desc }) => {
    const index = columns.findIndex(({ name }) => name === column);
    const known = columns[index];
    return known ? [{ index, type: known.type, isPlaced: isOrdered(known), sign: desc ? -1 : 1 }] : [];
  });
  if (by.length === 0) return rows;
  return rows.toSorted((one, other) => {
    for (const { index, type, isPlaced, sign } of by) {
      const [left, right] = [one[index], other[index]];
      const isMissing = Number(isNothing(left)) - Number(isNothing(right));
      if (isMissing !== 0) return isMissing;
      const places = isPlaced ? [toAxisValue(left, type), toAxisValue(right, type)] : [];
      const order =
        typeof places[0] === 'number' && typeof places[1] === 'number'
          ? places[0] - places[1]
          : compareTexts(keyOf(left), keyOf(right));
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
