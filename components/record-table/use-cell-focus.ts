import { useState, type FocusEvent, type KeyboardEvent } from 'react';

const PAGE_ROWS = 10;

const MOVES: Partial<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE_ROWS, 0],
  PageDown: [PAGE_ROWS, 0],
};

export interface CellPlace {
  row: number;
  column: number;
}

interface CellKeys {
  /** Enter: the row as a whole. */
  onOpen?: ((row: number) => void) | undefined;
  /** F2: the cell. */
  onEdit?: ((place: CellPlace) => void) | undefined;
  /** Space, and Shift with an arrow. */
  onToggle?: ((row: number, extend: boolean) => void) | undefined;
  /** Ctrl-A. */
  onToggleAll?: (() => void) | undefined;
}

/**
 * One cell of a table can be reached with Tab, the others from there with the arrow keys. Cells carry their place as
 * `data-row` and `data-column`; a row that is not in the page cannot be reached, rows near those in sight are.
 */
export function useCellFocus(keys: CellKeys) {
  const [at, setAt] = useState<CellPlace>({ row: 0, column: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    if (!place) return;
    if (obey(keys, place, event)) event.preventDefault();
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    if (place && (place.row !== at.row || place.column !== at.column)) setAt(place);
  };
  return {
    /** On each cell. */
    tabIndexOf: (row: number, column: number) => (row === at.row && column === at.column ? 0 : -1),
    /** On the table's body. */
    handlers: { onKeyDown, onFocus },
  };
}

function obey(keys: CellKeys, place: CellPlace, event: KeyboardEvent<HTMLElement>): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey) return false;
  if (ctrlKey || metaKey) {
    if (key !== 'a' || !keys.onToggleAll) return false;
    keys.onToggleAll();
    return true;
  }
  const move = MOVES[key];
  if (move) {
    const next = { row: place.row + move[0], column: place.column + move[1] };
    const moved = focusCell(event.currentTarget, next);
    if (moved && shiftKey && move[0] !== 0) keys.onToggle?.(next.row, true);
    return moved;
  }
  if (key === 'Enter' && keys.onOpen) keys.onOpen(place.row);
  else if (key === 'F2' && keys.onEdit) keys.onEdit(place);
  else if (key === ' ' && keys.onToggle) keys.onToggle(place.row, shiftKey);
  else return false;
  return true;
}

/** The place of a cell itself; what is inside a cell has keys of its own. */
function placeOf(target: EventTarget): CellPlace | null {
  if (!(target instanceof HTMLElement)) return null;
  const { row, column } = target.dataset;
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}

function focusCell(table: HTMLElement, { row, column }: CellPlace): boolean {
  const cell = table.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
  cell?.focus();
  return cell !== null;
}
