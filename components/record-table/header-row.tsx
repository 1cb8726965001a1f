'use client';

import clsx from 'clsx';
import { useState, type DragEvent, type MouseEvent, type ReactNode } from 'react';
import { HEADER_ROW } from '@/components/record-table/cell-places';
import type { DrawnColumns } from '@/components/record-table/draw-columns';
import { HeaderCell } from '@/components/record-table/header-cell';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import type { TableChoice } from '@/components/record-table/table-choice';
import type { TableLayout } from '@/components/record-table/table-layout';
import type { Sort } from '@/lib/lake/query/sort';

interface HeaderRowProps {
  drawn: DrawnColumns;
  sort: Sort;
  sorter: (column: string) => ((event: MouseEvent) => void) | undefined;
  choice: TableChoice | undefined;
  layout: TableLayout | undefined;
  hasControls: boolean;
  tabIndexOf: (row: number, column: number) => number;
  onMenu: (column: string, anchor: HTMLElement) => void;
  onDraftWidth: (column: string, widthPx: number | null) => void;
}

interface Drop {
  target: string;
  side: 'before' | 'after';
}

/** The columns' names with their order, and a box that chooses all rows of the page. */
export function HeaderRow(props: HeaderRowProps): ReactNode {
  const { drawn, sort, sorter, choice, layout, hasControls, tabIndexOf } = props;
  const dragOf = useColumnDrag(layout);
  const cell = (placed: PlacedColumn) => (
    <HeaderCell
      key={placed.column.name}
      placed={placed}
      sort={sort}
      onSort={sorter(placed.column.name)}
      layout={layout}
      tabIndex={tabIndexOf(HEADER_ROW, placed.at)}
      stickyPx={drawn.stickyPx(placed)}
      isLastPinned={drawn.isLastPinned(placed)}
      {...dragOf(placed.column.name)}
      onMenu={props.onMenu}
      onDraftWidth={(px) => props.onDraftWidth(placed.column.name, px)}
    />
  );
  return (
    <tr>
      {hasControls ? (
        <th
          scope="col"
          className={clsx(
            'border-b border-line-strong bg-surface p-0 pl-3',
            drawn.areSticky && 'sticky left-0 z-20',
          )}
        >
          {choice ? (
            <label className="flex size-7 items-center justify-center">
              <input
                type="checkbox"
                aria-label="Choose all rows of this page"
                checked={choice.areAllChosen}
                onChange={choice.onToggleAll}
                className="size-4 accent-accent"
              />
            </label>
          ) : (
            <span className="sr-only">Details</span>
          )}
        </th>
      ) : null}
      {drawn.pinned.map(cell)}
      {drawn.spaceBeforePx > 0 ? <Space /> : null}
      {drawn.others.map(cell)}
      {drawn.spaceAfterPx > 0 ? <Space /> : null}
    </tr>
  );
}

function Space(): ReactNode {
  return <td aria-hidden className="border-b border-line-strong bg-surface p-0" />;
}

/** Columns are dragged by their names; a line shows where one would land. */
function useColumnDrag(layout: TableLayout | undefined) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const end = () => {
    setDragged(null);
    setDrop(null);
  };
  return (name: string) => {
    if (!layout) return { drop: null, drag: { draggable: false } };
    return {
      drop: drop?.target === name ? drop.side : null,
      drag: {
        draggable: true,
        onDragStart: (event: DragEvent) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', name);
          setDragged(name);
        },
        onDragOver: (event: DragEvent) => {
          if (dragged === null || dragged === name) return;
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          const side = event.clientX < box.left + box.width / 2 ? 'before' : 'after';
          if (drop?.target !== name || drop.side !== side) setDrop({ target: name, side });
        },
        onDragLeave: () => setDrop((known) => (known?.target === name ? null : known)),
        onDragEnd: end,
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          if (dragged !== null && drop) layout.onDrop(dragged, drop.target, drop.side);
          end();
        },
      },
    };
  };
}
