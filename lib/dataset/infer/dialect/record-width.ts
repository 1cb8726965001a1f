/** How many cells the records of a sample have. */
import type { SampleRecord } from '../split-records';

/** The most frequent number of cells; of equally frequent ones the larger. */
export function frequentWidth(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells, isBroken } of records) {
    if (!isBroken) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const ranked = [...counts].toSorted(([widthA, a], [widthB, b]) => b - a || widthB - widthA);
  return ranked[0]?.[0] ?? 1;
}

/** Whether a record is sound and has so many cells. */
export function isOfWidth(record: SampleRecord, width: number): boolean {
  return record.cells.length === width && !record.isBroken;
}
