/** What somebody has changed of refused records: pure, so that every step can be taken back. */
import type { RepairedRow } from '@/components/api/change-rows';
import type { RefusedRecord } from '@/components/repair/refused-records';

const STEPS_MAX = 500;

/** Changed cells by the record's index. */
type Edits = ReadonlyMap<number, readonly string[]>;

export interface RepairSheet {
  edits: Edits;
  past: readonly Edits[];
  future: readonly Edits[];
}

export const EMPTY_SHEET: RepairSheet = { edits: new Map(), past: [], future: [] };

/** New cells of one record. */
export interface RowEdit {
  row: number;
  cells: readonly string[];
}

export function currentCells({ edits }: RepairSheet, row: number, record: RefusedRecord): readonly string[] {
  return edits.get(row) ?? record.cells;
}

/** One step, however many records it changes. */
export function applyEdits({ edits, past }: RepairSheet, changes: readonly RowEdit[]): RepairSheet {
  const next = new Map(edits);
  for (const { row, cells } of changes) next.set(row, cells);
  return { edits: next, past: [...past, edits].slice(-STEPS_MAX), future: [] };
}

export function undoStep(sheet: RepairSheet): RepairSheet {
  const last = sheet.past.at(-1);
  if (!last) return sheet;
  return { edits: last, past: sheet.past.slice(0, -1), future: [sheet.edits, ...sheet.future] };
}

export function redoStep(sheet: RepairSheet): RepairSheet {
  const [next, ...future] = sheet.future;
  if (!next) return sheet;
  return { edits: next, past: [...sheet.past, sheet.edits], future };
}

/** The cells with one of them replaced; missing ones before it become empty. */
export function withCell(cells: readonly string[], column: number, text: string): string[] {
  const next = [...cells];
  while (next.length <= column) next.push('');
  next[column] = text;
  return next;
}

/** A cell that was lost is put back: those behind it move one to the right. */
export function withCellInserted(cells: readonly string[], column: number): string[] {
  return [...cells.slice(0, column), '', ...cells.slice(column)];
}

/** A cell too many is taken out: those behind it move one to the left. */
export function withoutCell(cells: readonly string[], column: number): string[] {
  return cells.filter((_, index) => index !== column);
}

/**
 * A block of the clipboard laid over the records from one cell on. What reaches beyond the last record or column, or
 * over a record that has been sent, is left out.
 */
export function pasteBlock(
  sheet: RepairSheet,
  sent: ReadonlySet<number>,
  records: readonly RefusedRecord[],
  at: { row: number; column: number },
  block: readonly (readonly string[])[],
  columnsMax: number,
): RepairSheet {
  const changes = block.flatMap((texts, offset): RowEdit[] => {
    const row = at.row + offset;
    const record = records[row];
    if (!record || sent.has(row)) return [];
    const cells = texts.reduce<readonly string[]>(
      (known, text, index) =>
        at.column + index < columnsMax ? withCell(known, at.column + index, text) : known,
      currentCells(sheet, row, record),
    );
    return [{ row, cells }];
  });
  return applyEdits(sheet, changes);
}

/** Whether the record is other than it came in. */
function isChanged(sheet: RepairSheet, row: number, record: RefusedRecord): boolean {
  const cells = sheet.edits.get(row);
  return cells !== undefined && !haveSameText(cells, record.cells);
}

function haveSameText(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, index) => index).every(
    (index) => (one[index] ?? '') === (other[index] ?? '') && index in one === index in other,
  );
}

/** Whether there is a text beyond the last column, which no row may have. */
function hasExtraCells(cells: readonly string[], width: number): boolean {
  return cells.slice(width).some((text) => text !== '');
}

/** The changed records that fit the columns: what is sent. */
export function repairedRows(
  sheet: RepairSheet,
  records: readonly RefusedRecord[],
  width: number,
): (RepairedRow & { row: number })[] {
  return records.flatMap((record, row) => {
    const cells = currentCells(sheet, row, record);
    if (!isChanged(sheet, row, record) || hasExtraCells(cells, width)) return [];
    const fitting = Array.from({ length: width }, (_, index) => cells[index] ?? '');
    return [{ row, line: record.line, cells: fitting }];
  });
}
