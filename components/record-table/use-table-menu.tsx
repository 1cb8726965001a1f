import { Maximize2, Pencil } from 'lucide-react';
import { useState, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { findCell, placeOfCell, type CellPlace } from '@/components/record-table/cell-places';
import { headerMenu } from '@/components/record-table/header-menu';
import type { CellAction } from '@/components/record-table/obey-key';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import type { TableEdit } from '@/components/record-table/table-choice';
import type { TableLayout } from '@/components/record-table/table-layout';
import { PointMenu, type MenuAction, type MenuPoint } from '@/components/ui/point-menu';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

interface TableMenuInput {
  scroller: RefObject<HTMLElement | null>;
  placed: readonly PlacedColumn[];
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isSortable: (column: string) => unknown;
  layout?: TableLayout | undefined;
  edit?: TableEdit | undefined;
  cellActions?: ((row: number, column: LakeColumn) => CellAction[][]) | undefined;
  onOpen?: ((index: number) => void) | undefined;
  openLabel?: string;
  openEditor: (place: CellPlace) => void;
}

interface TableMenu {
  openAt: (place: CellPlace, table: HTMLElement) => void;
  openForColumn: (column: string, anchor: HTMLElement) => void;
  onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  element: ReactNode;
}

/** The menu of a column or of a cell, opened by a right click, a button or a key. */
export function useTableMenu(input: TableMenuInput): TableMenu {
  const { scroller, placed, layout } = input;
  const [open, setOpen] = useState<{ place: CellPlace; at: MenuPoint } | null>(null);
  const hasMenu = (place: CellPlace) =>
    place.row < 0 ? layout !== undefined : input.cellActions !== undefined;
  const openAt = (place: CellPlace, table: HTMLElement) => {
    const box = findCell(table, place)?.getBoundingClientRect();
    if (box && hasMenu(place)) setOpen({ place, at: { xPx: box.left + 12, yPx: box.bottom } });
  };
  const column = open ? placed[open.place.column] : undefined;
  return {
    openAt,
    openForColumn: (name, anchor) => {
      const at = placed.findIndex((one) => one.column.name === name);
      const box = anchor.getBoundingClientRect();
      setOpen({ place: { row: -1, column: at }, at: { xPx: box.left, yPx: box.bottom } });
    },
    onContextMenu: (event) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      // A link and a field being typed in have the browser's own menu.
      if (target?.closest('a, input')) return;
      const cell = target?.closest('[data-row]') ?? target?.closest('th')?.querySelector('[data-row]');
      const place = placeOfCell(cell ?? null);
      if (!place || !hasMenu(place)) return;
      event.preventDefault();
      findCell(scroller.current, place)?.focus();
      setOpen({ place, at: { xPx: event.clientX, yPx: event.clientY } });
    },
    element: (
      <PointMenu
        at={column && open ? open.at : null}
        label={column ? `What can be done with ${column.column.name}` : ''}
        groups={open && column ? menuOf(input, open.place, column) : []}
        onClose={() => setOpen(null)}
        onReturn={() => (open ? findCell(scroller.current, open.place)?.focus() : undefined)}
      />
    ),
  };
}

function menuOf(input: TableMenuInput, place: CellPlace, placed: PlacedColumn): MenuAction[][] {
  const { layout, sort, onSortChange, edit, onOpen } = input;
  const { name } = placed.column;
  if (place.row < 0) {
    const isSortable = input.isSortable(name) !== undefined;
    return layout ? headerMenu({ placed, sort, onSortChange, isSortable, layout }) : [];
  }
  const own: MenuAction[] = [
    ...(onOpen
      ? [
          {
            label: input.openLabel ?? 'Open the row',
            icon: Maximize2,
            shortcut: 'Enter',
            onSelect: () => onOpen(place.row),
          },
        ]
      : []),
    ...(edit?.isEditable(name)
      ? [{ label: 'Change the value', icon: Pencil, shortcut: 'F2', onSelect: () => input.openEditor(place) }]
      : []),
  ];
  return [...(input.cellActions?.(place.row, placed.column) ?? []), own];
}
