import {
  ArrowDown,
  ArrowDownUp,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChartBarDecreasing,
  EyeOff,
  FoldHorizontal,
  ListFilter,
  Pin,
  PinOff,
  RotateCcw,
  UnfoldHorizontal,
  X,
} from 'lucide-react';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import type { TableLayout } from '@/components/record-table/table-layout';
import type { MenuAction } from '@/components/ui/point-menu';
import type { Sort } from '@/lib/lake/query/sort';

/** How far one key moves the edge of a column. */
export const RESIZE_STEP_PX = 24;

interface HeaderMenuInput {
  placed: PlacedColumn;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isSortable: boolean;
  layout: TableLayout;
}

/** All that can be done with a column, for the mouse, for fingers, and to read the keys off. */
export function headerMenu(input: HeaderMenuInput): MenuAction[][] {
  const { placed, layout } = input;
  const { name } = placed.column;
  const { onCount } = layout;
  const isPinned = layout.pinned.includes(name);
  return [
    sortActions(input),
    [
      { label: 'Filter by this column…', icon: ListFilter, onSelect: () => layout.onFilter(name) },
      ...(onCount
        ? [{ label: 'Count its values', icon: ChartBarDecreasing, onSelect: () => onCount(name) }]
        : []),
    ],
    [
      {
        label: isPinned ? 'Let it scroll' : 'Keep it in sight',
        icon: isPinned ? PinOff : Pin,
        shortcut: 'P',
        onSelect: () => layout.onPin(name, !isPinned),
      },
      { label: 'Move left', icon: ArrowLeft, shortcut: 'Alt+←', onSelect: () => layout.onMove(name, -1) },
      { label: 'Move right', icon: ArrowRight, shortcut: 'Alt+→', onSelect: () => layout.onMove(name, 1) },
    ],
    [
      {
        label: 'Wider',
        icon: UnfoldHorizontal,
        shortcut: 'Shift+→',
        onSelect: () => layout.onWiden(name, RESIZE_STEP_PX, placed.widthPx),
      },
      {
        label: 'Narrower',
        icon: FoldHorizontal,
        shortcut: 'Shift+←',
        onSelect: () => layout.onWiden(name, -RESIZE_STEP_PX, placed.widthPx),
      },
      ...(placed.isByHand
        ? [{ label: 'Usual width', icon: RotateCcw, onSelect: () => layout.onResize(name, null) }]
        : []),
    ],
    [{ label: 'Hide', icon: EyeOff, shortcut: 'Del', onSelect: () => layout.onHide(name) }],
  ];
}

function sortActions({ placed, sort, onSortChange, isSortable }: HeaderMenuInput): MenuAction[] {
  const { name: column } = placed.column;
  if (!isSortable) return [];
  const others = sort.filter((item) => item.column !== column);
  const isSorted = others.length < sort.length;
  return [
    { label: 'Sort upwards', icon: ArrowUp, onSelect: () => onSortChange([{ column, desc: false }]) },
    { label: 'Sort downwards', icon: ArrowDown, onSelect: () => onSortChange([{ column, desc: true }]) },
    ...(others.length > 0 && !isSorted
      ? [
          {
            label: `Sort after ${others.map((item) => item.column).join(', ')}`,
            icon: ArrowDownUp,
            shortcut: 'Shift+Enter',
            onSelect: () => onSortChange([...sort, { column, desc: false }]),
          },
        ]
      : []),
    ...(isSorted ? [{ label: 'Do not sort by it', icon: X, onSelect: () => onSortChange(others) }] : []),
  ];
}
