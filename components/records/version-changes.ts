import type { RecordHistory, RecordVersion } from '@/components/api/lineage';

export interface CellChange {
  column: RecordHistory['columns'][number];
  /** Undefined where there is nothing older to compare with. */
  from: unknown;
  to: unknown;
}

/** What a version has other than the one before it; all of its values where there is none. */
export function changesOf(
  version: RecordVersion,
  older: RecordVersion | undefined,
  columns: RecordHistory['columns'],
): CellChange[] {
  const { values } = version;
  if (!values) return [];
  const before = older?.values;
  return columns.flatMap((column, index): CellChange[] => {
    const to = values[index] ?? null;
    if (!before) return to === null ? [] : [{ column, from: undefined, to }];
    const from = before[index] ?? null;
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ column, from, to }];
  });
}
