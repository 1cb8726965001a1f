import type { LakeColumn } from '@/lib/lake/columns';

export const WIDTH_MIN_PX = 64;
export const WIDTH_MAX_PX = 1200;

/** A longer name is cut, and on hover in full. */
const NAME_WIDTH_MAX_PX = 360;

/** A width set by hand, in whole pixels and within reason. */
export function withinWidths(px: number): number {
  return Math.min(WIDTH_MAX_PX, Math.max(WIDTH_MIN_PX, Math.round(px)));
}

export function isNumeric({ type }: LakeColumn): boolean {
  return type === 'integer' || type === 'number' || type === 'year';
}

const WIDTHS_PX: Partial<Record<LakeColumn['type'], number>> = {
  date: 130,
  time: 110,
  year: 90,
  boolean: 100,
  datetime: 190,
};

/** Wide enough for the type's values and for the name with its arrow; fixed, so that paging moves nothing. */
export function columnWidth(column: LakeColumn): number {
  const nameWidth = Math.min(NAME_WIDTH_MAX_PX, 64 + 7.5 * (column.name.length + (column.unit?.length ?? 0)));
  return Math.round(Math.max(WIDTHS_PX[column.type] ?? (isNumeric(column) ? 120 : 180), nameWidth));
}
