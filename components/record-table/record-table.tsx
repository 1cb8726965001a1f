'use client';

import clsx from 'clsx';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { CellPlace } from '@/components/record-table/cell-places';
import { drawColumns, type DrawnColumns } from '@/components/record-table/draw-columns';
import { HeaderRow } from '@/components/record-table/header-row';
import { obeyCellKey, obeyHeaderKey, type CellAction } from '@/components/record-table/obey-key';
import { RecordRow } from '@/components/record-table/record-row';
import type { TableChoice, TableEdit } from '@/components/record-table/table-choice';
import type { TableLayout } from '@/components/record-table/table-layout';
import { useArrangedColumns } from '@/components/record-table/use-arranged-columns';
import { useCellFocus } from '@/components/record-table/use-cell-focus';
import { useCellPeek } from '@/components/record-table/cell-peek';
import { useRowWindow } from '@/components/record-table/use-row-window';
import { useScrollerBox } from '@/components/record-table/use-scroller-box';
import { useTableMenu } from '@/components/record-table/use-table-menu';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

const ROW_HEIGHT_PX = 33;
const HEADER_HEIGHT_PX = 36;
const CONTROL_PX = 30;
const NO_WIDTHS = {};
const NONE: readonly string[] = [];

interface RecordTableProps {
  label: string;
  columns: readonly LakeColumn[];
  rows: readonly (readonly unknown[])[];
  /** All rows that fit, for those who cannot see how long the list is. */
  total: number | null;
  /** How many come before the first one here. */
  offset: number;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  /** The rows are of an older question while the answer to the new one is on its way. */
  isStale: boolean;
  /** Digits shown behind the point of a number; all of them without it. */
  fractionDigits?: number;
  /** A text that is marked where it occurs. */
  marked?: string;
  choice?: TableChoice | undefined;
  edit?: TableEdit | undefined;
  /** Lets columns be moved, pinned, hidden and given a width. */
  layout?: TableLayout | undefined;
  /** What can be done with a cell, beside opening its row and changing it. */
  cellActions?: (row: number, column: LakeColumn) => CellAction[][];
  /** Shows more of a row; `openLabel` says what. */
  onOpen?: (index: number) => void;
  openLabel?: string;
}

/**
 * Rows as the server has sorted them. A click on a column's name sorts by it, again turns the order round, a third
 * time leaves it; with Shift the column comes after those chosen before. Only rows and columns in sight are in the
 * page. Arrow keys go from cell to cell; Enter opens the row, F2 edits the cell, the space bar chooses the row.
 */
export function RecordTable(props: RecordTableProps): ReactNode {
  const { label, columns, rows, total, offset, sort, isStale, choice, edit, layout, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<CellPlace | null>(null);
  const [draft, setDraft] = useState<Record<string, number> | null>(null);
  const controlsPx = choice || onOpen ? 16 + CONTROL_PX * ((choice ? 1 : 0) + (onOpen ? 1 : 0)) : 0;
  const box = useScrollerBox(scroller);
  const arranged = useArrangedColumns({
    columns,
    sort,
    onSortChange: props.onSortChange,
    pinned: layout?.pinned ?? NONE,
    widths: draft ?? layout?.widths ?? NO_WIDTHS,
    availablePx: box.widthPx - controlsPx,
  });
  const placed = [...arranged.pinned, ...arranged.others];
  const drawn = drawColumns({ ...arranged, controlsPx, viewPx: box.widthPx, leftPx: box.leftPx });
  const { indexes, spaceAbovePx, spaceBelowPx, showRow } = useRowWindow(scroller, rows.length, ROW_HEIGHT_PX);
  const openEditor = (place: CellPlace) => {
    if (edit?.isEditable(placed[place.column]?.column.name ?? '')) setEditing(place);
  };
  const menu = useTableMenu({ ...props, scroller, placed, isSortable: arranged.sorter, openEditor });
  const focus = useCellFocus({
    table: scroller,
    rows: rows.length,
    columns: placed.length,
    reveal: ({ row, column }) => {
      if (row >= 0) showRow(row);
      const target = placed[column];
      if (!target || target.at < arranged.pinned.length) return;
      scroller.current?.scrollTo({ left: Math.max(0, target.startPx + controlsPx - drawn.coveredPx) });
    },
    onKey: (event: KeyboardEvent<HTMLElement>, place) => {
      const at = placed[place.column];
      if (!at) return false;
      const openMenu = () => menu.openAt(place, event.currentTarget);
      return place.row < 0
        ? obeyHeaderKey(event, { placed: at, layout, openMenu, refocus: focus.follow })
        : obeyCellKey(event, {
            row: place.row,
            actions: props.cellActions?.(place.row, at.column).flat() ?? [],
            choice,
            onOpen,
            onEdit: () => openEditor(place),
            openMenu,
          });
    },
    onExtend: choice ? (row) => choice.onToggle(row, true) : undefined,
    nameOf: (column) => placed[column]?.column.name,
  });
  const peek = useCellPeek(scroller);
  return (
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      tabIndex={0}
      onContextMenu={menu.onContextMenu}
      style={{ scrollPaddingLeft: drawn.coveredPx, scrollPaddingTop: HEADER_HEIGHT_PX }}
      className={clsx(
        'max-h-[calc(100dvh-22rem)] min-h-80 overflow-auto transition-opacity',
        isStale && 'opacity-60',
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={total === null ? undefined : total + 1}
        aria-colcount={placed.length}
        aria-busy={isStale}
        className="table-fixed border-separate border-spacing-0 text-left text-sm"
        style={{ width: drawn.tableWidthPx }}
        {...focus.handlers}
      >
        <ColumnWidths controlsPx={controlsPx} drawn={drawn} />
        <thead className="sticky top-0 z-20">
          <HeaderRow
            drawn={drawn}
            sort={sort}
            sorter={arranged.sorter}
            choice={choice}
            layout={layout}
            hasControls={controlsPx > 0}
            tabIndexOf={focus.tabIndexOf}
            onMenu={menu.openForColumn}
            onDraftWidth={(column, px) => setDraft(px === null ? null : { ...layout?.widths, [column]: px })}
          />
        </thead>
        <tbody onFocus={peek.onFocus} onBlur={peek.onBlur}>
          {spaceAbovePx > 0 ? <tr aria-hidden style={{ height: spaceAbovePx }} /> : null}
          {indexes.map((index) => {
            const row = rows[index];
            return row ? (
              <RecordRow
                key={index}
                index={index}
                number={offset + index + 1}
                row={row}
                drawn={drawn}
                choice={choice}
                edit={edit}
                onOpen={onOpen}
                openLabel={props.openLabel ?? 'Details'}
                editing={editing?.row === index ? editing.column : null}
                onEdit={(column) => setEditing(column === null ? null : { row: index, column })}
                tabIndexOf={focus.tabIndexOf}
                fractionDigits={props.fractionDigits}
                marked={props.marked}
              />
            ) : null;
          })}
          {spaceBelowPx > 0 ? <tr aria-hidden style={{ height: spaceBelowPx }} /> : null}
        </tbody>
      </table>
      {menu.element}
      {peek.peek}
    </div>
  );
}

/** The table keeps to these widths whatever is in its cells. */
function ColumnWidths({ controlsPx, drawn }: { controlsPx: number; drawn: DrawnColumns }): ReactNode {
  const widths = [
    controlsPx,
    ...drawn.pinned.map(({ widthPx }) => widthPx),
    drawn.spaceBeforePx,
    ...drawn.others.map(({ widthPx }) => widthPx),
    drawn.spaceAfterPx,
  ];
  return (
    <colgroup>
      {widths.map((width, index) => (width > 0 ? <col key={index} style={{ width }} /> : null))}
    </colgroup>
  );
}
