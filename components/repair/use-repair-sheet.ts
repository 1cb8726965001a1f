import { useState } from 'react';
import type { RefusedRecord } from '@/components/repair/refused-records';
import {
  applyEdits,
  currentCells,
  EMPTY_SHEET,
  pasteBlock,
  redoStep,
  undoStep,
  withCell,
  withCellInserted,
  withoutCell,
  type RepairSheet,
} from '@/components/repair/repair-sheet';

export interface Place {
  row: number;
  column: number;
}

export interface SheetActions {
  write: (at: Place, text: string) => void;
  insertCell: (at: Place) => void;
  removeCell: (at: Place) => void;
  paste: (at: Place, block: readonly (readonly string[])[], columnsMax: number) => void;
  takeSuggestion: (row: number) => void;
  takeAllSuggestions: () => void;
  undo: () => void;
  redo: () => void;
}

/** The changes of refused records. Records that have been sent stay as they were sent. */
export function useRepairSheet(
  records: readonly RefusedRecord[],
  sent: ReadonlySet<number>,
): { sheet: RepairSheet; actions: SheetActions } {
  const [sheet, setSheet] = useState(EMPTY_SHEET);
  const change = (row: number, edit: (cells: readonly string[]) => readonly string[]) =>
    setSheet((known) => {
      const record = records[row];
      if (!record || sent.has(row)) return known;
      const cells = currentCells(known, row, record);
      const edited = edit(cells);
      return edited === cells ? known : applyEdits(known, [{ row, cells: edited }]);
    });
  const actions: SheetActions = {
    write: ({ row, column }, text) =>
      change(row, (cells) => (cells[column] === text ? cells : withCell(cells, column, text))),
    insertCell: ({ row, column }) => change(row, (cells) => withCellInserted(cells, column)),
    removeCell: ({ row, column }) => change(row, (cells) => withoutCell(cells, column)),
    paste: (at, block, columnsMax) =>
      setSheet((known) => pasteBlock(known, sent, records, at, block, columnsMax)),
    takeSuggestion: (row) => change(row, (cells) => records[row]?.suggestion ?? cells),
    takeAllSuggestions: () =>
      setSheet((known) =>
        applyEdits(
          known,
          records.flatMap(({ suggestion }, row) =>
            suggestion && !sent.has(row) && !known.edits.has(row) ? [{ row, cells: suggestion }] : [],
          ),
        ),
      ),
    undo: () => setSheet(undoStep),
    redo: () => setSheet(redoStep),
  };
  return { sheet, actions };
}
