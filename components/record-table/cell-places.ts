/** Cells carry their place on screen as `data-row` and `data-column`; the header is the row before the first. */
export interface CellPlace {
  row: number;
  column: number;
}

export const HEADER_ROW = -1;

/** The place of a cell itself, or of the one around a target; what is inside a cell has keys of its own. */
export function placeOfCell(target: EventTarget | null): CellPlace | null {
  if (!(target instanceof HTMLElement)) return null;
  const { row, column } = target.dataset;
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}

export function findCell(table: HTMLElement | null, { row, column }: CellPlace): HTMLElement | null {
  return table?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`) ?? null;
}
