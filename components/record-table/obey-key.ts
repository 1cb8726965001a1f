import type { KeyboardEvent } from 'react';
import { RESIZE_STEP_PX } from '@/components/record-table/header-menu';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import type { TableChoice } from '@/components/record-table/table-choice';
import type { TableLayout } from '@/components/record-table/table-layout';
import type { MenuAction } from '@/components/ui/point-menu';

/** Something that can be done with a cell; `letter` does it without the menu. */
export interface CellAction extends MenuAction {
  letter?: string;
}

/** The keys that open what a right click opens. */
function opensMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

interface HeaderKeys {
  placed: PlacedColumn;
  layout: TableLayout | undefined;
  openMenu: () => void;
  /** Keeps the focus on a column that is about to change its place. */
  refocus: (column: string) => void;
}

/** What a key does on a column's name; false for a key without a meaning there. */
export function obeyHeaderKey(
  event: KeyboardEvent,
  { placed, layout, openMenu, refocus }: HeaderKeys,
): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (!layout || ctrlKey || metaKey) return false;
  const { name } = placed.column;
  const steps = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if (opensMenu(event) || (altKey && key === 'ArrowDown')) openMenu();
  else if (altKey && steps !== 0) {
    refocus(name);
    layout.onMove(name, steps);
  } else if (altKey) return false;
  else if (shiftKey && steps !== 0) layout.onWiden(name, steps * RESIZE_STEP_PX, placed.widthPx);
  else if (key.toLowerCase() === 'p') {
    refocus(name);
    layout.onPin(name, !layout.pinned.includes(name));
  } else if (key === 'Delete') layout.onHide(name);
  else return false;
  return true;
}

interface CellKeys {
  row: number;
  actions: readonly CellAction[];
  choice: TableChoice | undefined;
  onOpen: ((row: number) => void) | undefined;
  onEdit: () => void;
  openMenu: () => void;
}

/** What a key does on a cell; false for a key without a meaning there. */
export function obeyCellKey(event: KeyboardEvent, keys: CellKeys): boolean {
  const { row, actions, choice, onOpen } = keys;
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (altKey) return false;
  if (ctrlKey || metaKey) {
    if (key !== 'a' || !choice) return false;
    choice.onToggleAll();
    return true;
  }
  if (opensMenu(event)) keys.openMenu();
  else if (key === 'Enter' && onOpen) onOpen(row);
  else if (key === 'F2') keys.onEdit();
  else if (key === ' ' && choice) choice.onToggle(row, shiftKey);
  else {
    const action = actions.find(({ letter }) => letter === key.toLowerCase());
    if (!action) return false;
    action.onSelect();
  }
  return true;
}
