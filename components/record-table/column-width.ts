import type { LakeColumn } from '@/lib/lake/columns';

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
  const nameWidth = 64 + 7.5 * (column.name.length + (column.unit?.length ?? 0));
  return Math.max(WIDTHS_PX[column.type] ?? (isNumeric(column) ? 120 : 180), nameWidth);
}
