import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { findCell, HEADER_ROW, placeOfCell, type CellPlace } from '@/components/record-table/cell-places';
import { useFollowedHeader } from '@/components/record-table/use-followed-header';

const PAGE_ROWS = 10;

interface CellFocusInput {
  table: RefObject<HTMLElement | null>;
  rows: number;
  columns: number;
  /** Brings a cell that is not drawn into sight. */
  reveal: (place: CellPlace) => void;
  /** Keys with a meaning of their own; whether it was one. Those of the header come with its row. */
  onKey: (event: KeyboardEvent<HTMLElement>, place: CellPlace) => boolean;
  /** After a move with Shift. */
  onExtend: ((row: number) => void) | undefined;
  /** The name of the column at a place on screen. */
  nameOf: (column: number) => string | undefined;
}

/**
 * One header and one cell of a table can be reached with Tab, the others from there with the arrow keys, Home, End
 * and the page keys.
 */
export function useCellFocus({ table, rows, columns, reveal, onKey, onExtend, nameOf }: CellFocusInput) {
  const [at, setAt] = useState<CellPlace>({ row: 0, column: 0 });
  const [headerAt, setHeaderAt] = useState(0);
  const wanted = useRef<CellPlace | null>(null);
  useEffect(() => {
    const cell = wanted.current && findCell(table.current, wanted.current);
    if (!cell) return;
    wanted.current = null;
    cell.focus();
  });
  const header = useFollowedHeader(table, columns, nameOf, headerAt);
  const go = (place: CellPlace) => {
    const cell = findCell(table.current, place);
    wanted.current = cell ? null : place;
    if (cell) cell.focus();
    else reveal(place);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOfCell(event.target);
    if (!place) return;
    if (onKey(event, place)) {
      event.preventDefault();
      return;
    }
    const next = event.altKey ? null : moveOf(event, place, rows, columns);
    if (!next) return;
    event.preventDefault();
    if (next.row === place.row && next.column === place.column) return;
    go(next);
    if (event.shiftKey && next.row !== place.row && next.row !== HEADER_ROW) onExtend?.(next.row);
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const place = placeOfCell(event.target);
    if (!place) return;
    header.leaveFor(place.row, place.column);
    if (place.row === HEADER_ROW) setHeaderAt(place.column);
    else if (place.row !== at.row || place.column !== at.column) setAt(place);
  };
  // The row or column that was left may be gone with another page or another choice of columns.
  const stop = { row: Math.min(at.row, rows - 1), column: Math.min(at.column, columns - 1) };
  return {
    /** On each cell. */
    tabIndexOf: (row: number, column: number) => {
      if (row === HEADER_ROW) return column === Math.min(headerAt, columns - 1) ? 0 : -1;
      return row === stop.row && column === stop.column ? 0 : -1;
    },
    follow: header.follow,
    /** On the table. */
    handlers: { onKeyDown, onFocus },
  };
}

/** Where a key leads from a cell; null for a key that leads nowhere. */
function moveOf(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { row, column }: CellPlace,
  rows: number,
  columns: number,
): CellPlace | null {
  const isFar = ctrlKey || metaKey;
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const place = (nextRow: number, nextColumn: number): CellPlace => ({
    row: Math.min(lastRow, Math.max(HEADER_ROW, nextRow)),
    column: Math.min(lastColumn, Math.max(0, nextColumn)),
  });
  if (key === 'Home') return place(isFar && row !== HEADER_ROW ? 0 : row, 0);
  if (key === 'End') return place(isFar && row !== HEADER_ROW ? lastRow : row, lastColumn);
  if (isFar) return null;
  if (key === 'ArrowUp') return place(row - 1, column);
  if (key === 'ArrowDown') return place(row + 1, column);
  if (key === 'ArrowLeft') return place(row, column - 1);
  if (key === 'ArrowRight') return place(row, column + 1);
  if (row === HEADER_ROW) return null;
  if (key === 'PageUp') return place(Math.max(0, row - PAGE_ROWS), column);
  if (key === 'PageDown') return place(row + PAGE_ROWS, column);
  return null;
}
