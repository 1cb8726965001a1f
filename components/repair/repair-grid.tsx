'use client';

import clsx from 'clsx';
import {
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useRowWindow } from '@/components/record-table/use-row-window';
import { parseBlock } from '@/components/repair/clipboard-block';
import { gridCommand, type GridCommand } from '@/components/repair/grid-keys';
import type { RowVerdict } from '@/components/repair/judge-rows';
import type { RefusedRecord } from '@/components/repair/refused-records';
import { RepairRow, ROW_HEIGHT_PX } from '@/components/repair/repair-row';
import { currentCells, type RepairSheet } from '@/components/repair/repair-sheet';
import type { Place, SheetActions } from '@/components/repair/use-repair-sheet';

const HEADER_PX = 36;
const GUTTER_PX = 104;
const CHARACTER_PX = 7.5;
const CHARACTERS_MIN = 8;
const CHARACTERS_MAX = 32;
/** Rows that are looked at for the widths of the columns. */
const ROWS_MEASURED = 200;

interface RepairGridProps {
  label: string;
  /** Labels of the file's columns, and of the places for what is beyond them. */
  columns: readonly string[];
  /** How many of them are the file's. */
  width: number;
  records: readonly RefusedRecord[];
  sheet: RepairSheet;
  actions: SheetActions;
  sent: ReadonlySet<number>;
  /** Of the changed rows, by their index. */
  verdicts: ReadonlyMap<number, RowVerdict>;
  at: Place;
  onMove: (at: Place) => void;
  /** Where the focus goes when it leaves the grid by Escape. */
  onLeave: () => void;
}

/**
 * Refused records as cells. The grid itself has the focus and says which cell is meant, so that rows can come and go
 * as they are scrolled; only a cell that is being edited takes the focus.
 */
export function RepairGrid(props: RepairGridProps): ReactNode {
  const { label, columns, width, records, sheet, sent, verdicts, at } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { indexes, spaceAbovePx, spaceBelowPx } = useRowWindow(scroller, records.length, ROW_HEIGHT_PX);
  const widths = columnWidths(columns, records);
  const grid = useGrid(props, scroller, widths);
  const totalWidth = widths.reduce((sum, one) => sum + one, GUTTER_PX);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={records.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={indexes.includes(at.row) ? cellId(gridId, at) : undefined}
      tabIndex={0}
      onKeyDown={grid.onKeyDown}
      onPaste={grid.onPaste}
      onCopy={grid.onCopy}
      className="group/grid max-h-[min(60dvh,40rem)] overflow-auto outline-none"
    >
      <div style={{ width: totalWidth, minWidth: '100%' }}>
        <div role="row" aria-rowindex={1} className="sticky top-0 z-20 flex bg-surface">
          <HeaderCell width={GUTTER_PX} isSticky>
            Line
          </HeaderCell>
          {columns.map((name, column) => (
            <HeaderCell key={name} width={widths[column] ?? 0} isExtra={column >= width}>
              {name}
            </HeaderCell>
          ))}
          <span className="flex-1 border-b border-line-strong" />
        </div>
        <div style={{ height: spaceAbovePx }} />
        {indexes.map((row) => {
          const record = records[row];
          if (!record) return null;
          return (
            <RepairRow
              key={row}
              row={row}
              record={record}
              cells={currentCells(sheet, row, record)}
              isSent={sent.has(row)}
              verdict={verdicts.get(row) ?? null}
              widths={widths}
              width={width}
              gutterPx={GUTTER_PX}
              activeColumn={at.row === row ? at.column : null}
              editing={at.row === row ? grid.editing : null}
              cellId={(column) => cellId(gridId, { row, column })}
              onChoose={grid.choose}
              onTakeSuggestion={() => props.actions.takeSuggestion(row)}
              onEditEnd={grid.endEdit}
            />
          );
        })}
        <div style={{ height: spaceBelowPx }} />
      </div>
    </div>
  );
}

function cellId(gridId: string, { row, column }: Place): string {
  return `${gridId}-${row}-${column}`;
}

interface HeaderCellProps {
  width: number;
  children: string;
  isSticky?: boolean;
  isExtra?: boolean;
}

function HeaderCell({ width, children, isSticky = false, isExtra = false }: HeaderCellProps): ReactNode {
  return (
    <span
      role="columnheader"
      style={{ width }}
      className={clsx(
        'h-9 shrink-0 truncate border-r border-b border-line-strong bg-surface px-2 py-2 text-xs font-medium',
        isExtra ? 'text-rejects-ink' : 'text-muted',
        isSticky && 'sticky left-0 z-10',
      )}
    >
      {children}
    </span>
  );
}

function columnWidths(columns: readonly string[], records: readonly RefusedRecord[]): number[] {
  return columns.map((name, column) => {
    const lengths = records.slice(0, ROWS_MEASURED).map(({ cells }) => cells[column]?.length ?? 0);
    const characters = Math.max(name.length + 2, CHARACTERS_MIN, ...lengths);
    return 20 + CHARACTER_PX * Math.min(characters, CHARACTERS_MAX);
  });
}

/** The keys, the clipboard, and which cell is being edited. */
function useGrid(
  { columns, records, sheet, actions, sent, at, onMove, onLeave }: RepairGridProps,
  scroller: RefObject<HTMLDivElement | null>,
  widths: readonly number[],
) {
  /** The text with which editing began; null while no cell is edited. */
  const [editing, setEditing] = useState<string | null>(null);

  const go = ({ row, column }: Place) => {
    const next = {
      row: Math.max(0, Math.min(records.length - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    onMove(next);
    reveal(scroller.current, next, widths);
  };
  const textAt = ({ row, column }: Place): string => {
    const record = records[row];
    return record ? (currentCells(sheet, row, record)[column] ?? '') : '';
  };
  const step = (by: 1 | -1): boolean => {
    const index = at.row * columns.length + at.column + by;
    if (index < 0 || index >= records.length * columns.length) return false;
    go({ row: Math.floor(index / columns.length), column: index % columns.length });
    return true;
  };
  const endEdit = (text: string | null, then: 'stay' | 'down' | 1 | -1) => {
    if (text !== null) actions.write(at, text);
    setEditing(null);
    if (then === 'down') go({ ...at, row: at.row + 1 });
    else if (then !== 'stay') step(then);
    scroller.current?.focus({ preventScroll: true });
  };
  const obey = (command: GridCommand): boolean => {
    switch (command.do) {
      case 'move':
        go({ row: at.row + command.rows, column: at.column + command.columns });
        return true;
      case 'move-to':
        go(edgePlace(command.edge, at, records.length, columns.length));
        return true;
      case 'step':
        return step(command.by);
      case 'edit':
        if (!sent.has(at.row)) setEditing(command.text ?? textAt(at));
        return true;
      case 'clear':
        actions.write(at, '');
        return true;
      case 'insert-cell':
        actions.insertCell(at);
        return true;
      case 'remove-cell':
        actions.removeCell(at);
        return true;
      case 'take-suggestion':
        actions.takeSuggestion(at.row);
        return true;
      case 'undo':
        actions.undo();
        return true;
      case 'redo':
        actions.redo();
        return true;
      case 'leave':
        onLeave();
        return true;
    }
  };
  return {
    editing,
    endEdit,
    choose: (place: Place, wantsEdit: boolean) => {
      onMove(place);
      setEditing(wantsEdit && !sent.has(place.row) ? textAt(place) : null);
      if (!wantsEdit) scroller.current?.focus({ preventScroll: true });
    },
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
      if (event.target !== event.currentTarget) return;
      const command = gridCommand(event);
      if (command && obey(command)) event.preventDefault();
    },
    onPaste: (event: ClipboardEvent<HTMLDivElement>) => {
      if (editing !== null) return;
      event.preventDefault();
      actions.paste(at, parseBlock(event.clipboardData.getData('text/plain')), columns.length);
    },
    onCopy: (event: ClipboardEvent<HTMLDivElement>) => {
      if (editing !== null) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', textAt(at));
    },
  };
}

function edgePlace(
  edge: Extract<GridCommand, { do: 'move-to' }>['edge'],
  { row }: Place,
  rows: number,
  columns: number,
): Place {
  switch (edge) {
    case 'row-start':
      return { row, column: 0 };
    case 'row-end':
      return { row, column: columns - 1 };
    case 'first-row':
      return { row: 0, column: 0 };
    case 'last-row':
      return { row: rows - 1, column: columns - 1 };
  }
}

/** Scrolls just so far that the cell is in sight, beside the header and the line numbers that stay. */
function reveal(scroller: HTMLElement | null, { row, column }: Place, widths: readonly number[]): void {
  if (!scroller) return;
  const top = row * ROW_HEIGHT_PX;
  const left = widths.slice(0, column).reduce((sum, one) => sum + one, 0);
  const right = left + (widths[column] ?? 0);
  const visibleHeight = scroller.clientHeight - HEADER_PX - ROW_HEIGHT_PX;
  const visibleWidth = scroller.clientWidth - GUTTER_PX;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + visibleHeight) scroller.scrollTop = top - visibleHeight;
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (right > scroller.scrollLeft + visibleWidth) scroller.scrollLeft = right - visibleWidth;
}
