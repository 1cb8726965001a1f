import { formatCell } from '@/lib/format';
import { toAxisValue } from './axis-value';
import { isOrdered, keyOf, toNumber, type ChartTable, type PlacedColumn } from './chart-table';

export const BAR_ORDERS = ['value', 'least', 'name'] as const;
export type BarOrder = (typeof BAR_ORDERS)[number];

/** Of bars that stand in time the latest ones. */
const TIME_BARS_MAX = 200;

const SHORT_LABEL_CHARACTERS = 9;
const SHORT_LABELS_MAX = 16;

export interface Bar {
  /** The group's values, as a key. */
  key: string;
  label: string;
  value: number | null;
}

export interface BarRows {
  bars: Bar[];
  /** Rows of the result that have no bar. */
  others: number;
  /** Upright bars with their names below; else they lie, with the names beside them. */
  isUpright: boolean;
}

/**
 * A measure for each row. Bars over time keep its order; of names come those with the greatest values. What is left
 * out is counted and never summed up: an average of averages is no figure of anything.
 */
export function barRows(
  table: ChartTable,
  groups: readonly PlacedColumn[],
  measure: PlacedColumn,
  { order, top }: { order: BarOrder; top: number },
): BarRows {
  const [only] = groups;
  const isTimed = groups.length === 1 && only !== undefined && isOrdered(only);
  const bars = table.rows.map((row) => ({
    key: barKey(groups, row),
    label: groups.map(({ index, type }) => formatCell(row[index], type)).join(' · ') || '–',
    value: toNumber(row[measure.index]),
    place: isTimed ? (toAxisValue(row[only.index], only.type) ?? -Infinity) : 0,
  }));
  if (isTimed) {
    bars.sort((one, other) => one.place - other.place);
    const kept = bars.slice(-TIME_BARS_MAX);
    return { bars: kept, others: bars.length - kept.length, isUpright: true };
  }
  bars.sort((one, other) => compare(one, other, order));
  const kept = bars.slice(0, top);
  const isShort = kept.every(({ label }) => label.length <= SHORT_LABEL_CHARACTERS);
  return {
    bars: kept,
    others: bars.length - kept.length,
    isUpright: isShort && kept.length <= SHORT_LABELS_MAX,
  };
}

export function barKey(groups: readonly PlacedColumn[], row: readonly unknown[]): string {
  return JSON.stringify(groups.map(({ index }) => keyOf(row[index])));
}

function compare(one: Bar, other: Bar, order: BarOrder): number {
  const byName = one.label.localeCompare(other.label, 'en', { numeric: true });
  if (order === 'name') return byName;
  // What has no value is last in either order.
  if (one.value === null || other.value === null) {
    return Number(one.value === null) - Number(other.value === null) || byName;
  }
  return (order === 'value' ? other.value - one.value : one.value - other.value) || byName;
}
