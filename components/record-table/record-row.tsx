'use client';

import clsx from 'clsx';
import { Maximize2 } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { CellEditor } from '@/components/record-table/cell-editor';
import { isNumeric } from '@/components/record-table/column-width';
import { editText } from '@/components/record-table/edit-text';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import { RecordCell } from '@/components/record-table/record-cell';
import type { DrawnColumns } from '@/components/record-table/draw-columns';
import type { TableChoice, TableEdit } from '@/components/record-table/table-choice';
import { formatCount } from '@/lib/format';

interface RecordRowProps {
  index: number;
  /** Its number among all that fit, from 1. */
  number: number;
  row: readonly unknown[];
  drawn: DrawnColumns;
  choice: TableChoice | undefined;
  edit: TableEdit | undefined;
  onOpen: ((index: number) => void) | undefined;
  openLabel: string;
  /** The place on screen of the cell of this row that is being edited. */
  editing: number | null;
  onEdit: (column: number | null) => void;
  tabIndexOf: (row: number, column: number) => number;
  fractionDigits: number | undefined;
  /** A text that is marked where it occurs. */
  marked: string | undefined;
}

export function RecordRow(props: RecordRowProps): ReactNode {
  const { index, number, drawn, choice, onOpen } = props;
  const isChosen = choice?.isChosen(index) ?? false;
  return (
    <tr
      aria-rowindex={number + 1}
      aria-selected={choice ? isChosen : undefined}
      className={isChosen ? 'bg-accent-soft' : 'bg-surface hover:bg-canvas'}
    >
      {choice || onOpen ? <RowControls {...props} isChosen={isChosen} /> : null}
      {drawn.pinned.map((placed) => (
        <Cell key={placed.column.name} {...props} placed={placed} />
      ))}
      {drawn.spaceBeforePx > 0 ? <td aria-hidden className="border-b p-0" /> : null}
      {drawn.others.map((placed) => (
        <Cell key={placed.column.name} {...props} placed={placed} />
      ))}
      {drawn.spaceAfterPx > 0 ? <td aria-hidden className="border-b p-0" /> : null}
    </tr>
  );
}

function RowControls({
  index,
  number,
  drawn,
  choice,
  onOpen,
  openLabel,
  isChosen,
}: RecordRowProps & { isChosen: boolean }): ReactNode {
  return (
    <td
      className={clsx(
        'h-[33px] border-b bg-inherit p-0 pl-3 whitespace-nowrap',
        drawn.areSticky && 'sticky left-0 z-10',
      )}
    >
      <span className="flex items-center gap-0.5">
        {choice ? (
          <label className="flex size-7 items-center justify-center">
            <input
              type="checkbox"
              aria-label={`Choose row ${formatCount(number)}`}
              tabIndex={-1}
              checked={isChosen}
              // The click knows of the Shift key; React wants to hear of the change.
              onChange={() => undefined}
              onClick={(event: MouseEvent) => choice.onToggle(index, event.shiftKey)}
              className="size-4 accent-accent"
            />
          </label>
        ) : null}
        {onOpen ? (
          <button
            type="button"
            aria-label={`${openLabel} of row ${formatCount(number)}`}
            title={openLabel}
            tabIndex={-1}
            onClick={() => onOpen(index)}
            className="flex size-7 items-center justify-center rounded-md text-faint hover:bg-sunken hover:text-ink"
          >
            <Maximize2 aria-hidden className="size-3.5" />
          </button>
        ) : null}
      </span>
    </td>
  );
}

function Cell(props: RecordRowProps & { placed: PlacedColumn }): ReactNode {
  const { index, row, drawn, edit, editing, onEdit, placed } = props;
  const { column, source, at } = placed;
  const stickyPx = drawn.stickyPx(placed);
  const isEditable = edit?.isEditable(column.name) ?? false;
  const pending = edit?.pending(index, column.name);
  return (
    <td
      data-row={index}
      data-column={at}
      aria-colindex={at + 1}
      tabIndex={props.tabIndexOf(index, at)}
      onDoubleClick={isEditable ? () => onEdit(at) : undefined}
      style={stickyPx === null ? undefined : { left: stickyPx }}
      className={clsx(
        'h-[33px] truncate border-b px-3 -outline-offset-2 first:pl-4 last:pr-4',
        stickyPx === null ? 'relative' : 'sticky z-10 bg-inherit',
        drawn.isLastPinned(placed) && 'border-r border-r-line-strong',
        isNumeric(column) && 'text-right',
        pending !== undefined && 'animate-pulse bg-accent-soft text-accent-strong',
      )}
    >
      {editing === at ? (
        <CellEditor
          label={`New value of ${column.name}`}
          text={editText(row[source])}
          isNumeric={isNumeric(column)}
          onEnd={(text) => {
            onEdit(null);
            if (text !== null && text !== editText(row[source])) edit?.onSave(index, column.name, text);
          }}
        />
      ) : pending !== undefined ? (
        (pending ?? '–')
      ) : (
        <RecordCell
          value={row[source]}
          column={column}
          fractionDigits={props.fractionDigits}
          marked={props.marked}
        />
      )}
    </td>
  );
}
