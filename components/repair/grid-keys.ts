/** What a key means in the grid while no cell is being edited. */
export type GridCommand =
  | { do: 'move'; rows: number; columns: number }
  | { do: 'move-to'; edge: 'row-start' | 'row-end' | 'first-row' | 'last-row' }
  /** To the next or previous cell, over the ends of rows. */
  | { do: 'step'; by: 1 | -1 }
  /** `text` replaces the cell; null goes on from what is in it. */
  | { do: 'edit'; text: string | null }
  | { do: 'clear' | 'insert-cell' | 'remove-cell' | 'take-suggestion' | 'undo' | 'redo' | 'leave' };

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const PAGE_ROWS = 10;

const PLAIN: Partial<Record<string, GridCommand>> = {
  ArrowUp: { do: 'move', rows: -1, columns: 0 },
  ArrowDown: { do: 'move', rows: 1, columns: 0 },
  ArrowLeft: { do: 'move', rows: 0, columns: -1 },
  ArrowRight: { do: 'move', rows: 0, columns: 1 },
  PageUp: { do: 'move', rows: -PAGE_ROWS, columns: 0 },
  PageDown: { do: 'move', rows: PAGE_ROWS, columns: 0 },
  Home: { do: 'move-to', edge: 'row-start' },
  End: { do: 'move-to', edge: 'row-end' },
  Enter: { do: 'edit', text: null },
  F2: { do: 'edit', text: null },
  Delete: { do: 'clear' },
  Backspace: { do: 'clear' },
  Escape: { do: 'leave' },
};

const WITH_CONTROL: Partial<Record<string, GridCommand>> = {
  z: { do: 'undo' },
  y: { do: 'redo' },
  Enter: { do: 'take-suggestion' },
  Home: { do: 'move-to', edge: 'first-row' },
  End: { do: 'move-to', edge: 'last-row' },
};

const WITH_ALT: Partial<Record<string, GridCommand>> = {
  Insert: { do: 'insert-cell' },
  Delete: { do: 'remove-cell' },
};

/** Null for keys that the grid leaves to the browser. */
export function gridCommand({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): GridCommand | null {
  if (ctrlKey || metaKey) {
    if (shiftKey && key.toLowerCase() === 'z') return { do: 'redo' };
    return WITH_CONTROL[key] ?? null;
  }
  if (altKey) return WITH_ALT[key] ?? null;
  if (key === 'Tab') return { do: 'step', by: shiftKey ? -1 : 1 };
  // A key of one character types it.
  if ([...key].length === 1) return { do: 'edit', text: key };
  return PLAIN[key] ?? null;
}
