/** A result as charts see it: which columns name a row, and which are numbers to be drawn. */
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';

export interface ChartTable {
  columns: readonly LakeColumn[];
  rows: readonly (readonly unknown[])[];
  /** Names of the columns that tell rows apart. */
  groups: readonly string[];
  /** Names of the columns that are drawn. */
  measures: readonly string[];
}

/** A column with its place in the rows. */
export interface PlacedColumn extends LakeColumn {
  index: number;
}

export function placedColumn(table: ChartTable, name: string | null): PlacedColumn | undefined {
  const index = table.columns.findIndex((column) => column.name === name);
  const column = table.columns[index];
  return column && { ...column, index };
}

/** Large integers come as text; a chart can do without their last digits. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

const ORDERED_TYPES: readonly ColumnType[] = ['integer', 'number', 'year', 'date', 'datetime', 'time'];

/** Whether the values have an order in which a line through them means something. */
export function isOrdered({ type }: Pick<LakeColumn, 'type'>): boolean {
  return ORDERED_TYPES.includes(type);
}

export function isMeasurable({ type }: Pick<LakeColumn, 'type'>): boolean {
  return type === 'integer' || type === 'number';
}

/** A value of a group as a key of maps and as the address has it; a missing one is the empty text. */
export function keyOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The groups that have more than one value in these rows: what a filter has pinned down tells nothing apart. */
export function varyingGroups(table: ChartTable): PlacedColumn[] {
  return table.groups.flatMap((name) => {
    const column = placedColumn(table, name);
    if (!column) return [];
    const first = keyOf(table.rows[0]?.[column.index]);
    return table.rows.some((row) => keyOf(row[column.index]) !== first) ? [column] : [];
  });
}

/** Whether no two rows are at the same place of these columns. */
export function areDistinct(table: ChartTable, columns: readonly PlacedColumn[]): boolean {
  const places = new Set(
    table.rows.map((row) => JSON.stringify(columns.map(({ index }) => keyOf(row[index])))),
  );
  return places.size === table.rows.length;
}
