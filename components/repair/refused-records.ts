import type { Reject } from '@/components/api/imports';

export interface CellProblem {
  /** Index of the cell; null where the record as a whole is at fault. */
  cell: number | null;
  message: string;
}

/** One refused record with all that is wrong with it. */
export interface RefusedRecord {
  line: number;
  /** As they came in, in the order of the file's columns; there may be more or fewer than columns. */
  cells: readonly string[];
  /** Cells that would repair it, where one could be found. */
  suggestion: readonly string[] | null;
  problems: readonly CellProblem[];
}

/** The records behind a list of problems, in its order: a record with two problems is twice in the list. */
export function refusedRecords(rejects: readonly Reject[], columns: readonly string[]): RefusedRecord[] {
  const records = new Map<string, RefusedRecord & { problems: CellProblem[] }>();
  for (const reject of rejects) {
    const place = `${reject.file}/${reject.line}/${reject.byteOffset}`;
    const record = records.get(place) ?? {
      line: reject.line,
      cells: reject.cells ?? [reject.raw],
      suggestion: reject.suggestion ?? null,
      problems: [],
    };
    const cell = reject.column ? columns.indexOf(reject.column) : -1;
    record.problems.push({ cell: cell < 0 ? null : cell, message: reject.message });
    records.set(place, record);
  }
  return [...records.values()];
}
