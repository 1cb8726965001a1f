'use client';

import clsx from 'clsx';
import { Maximize2 } from 'lucide-react';
import { useRef, type MouseEvent, type ReactNode } from 'react';
import { isNumeric } from '@/components/record-table/column-width';
import { editText } from '@/components/record-table/edit-text';
import { RecordCell } from '@/components/record-table/record-cell';
import type { TableChoice, TableEdit } from '@/components/record-table/table-choice';
import { formatCount } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';

interface RecordRowProps {
  index: number;
  /** Its number among all that fit, from 1. */
  number: number;
  row: readonly unknown[];
  columns: readonly LakeColumn[];
  choice: TableChoice | undefined;
  edit: TableEdit | undefined;
  onOpen: ((index: number) => void) | undefined;
  openLabel: string;
  /** The column of this row whose cell is being edited. */
  editing: number | null;
  onEdit: (column: number | null) => void;
  tabIndexOf: (row: number, column: number) => number;
  fractionDigits: number | undefined;
}

export function RecordRow(props: RecordRowProps): ReactNode {
  const { index, number, row, columns, choice, edit, onOpen, openLabel, editing, onEdit, tabIndexOf } = props;
  const isChosen = choice?.isChosen(index) ?? false;
  return (
    <tr
      aria-rowindex={number + 1}
      aria-selected={choice ? isChosen : undefined}
      className={isChosen ? 'bg-accent-soft' : 'hover:bg-canvas'}
    >
      {choice || onOpen ? (
        <td className="h-[33px] border-b p-0 pl-3 whitespace-nowrap">
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
      ) : null}
      {columns.map((column, at) => {
        const isEditable = edit?.isEditable(column.name) ?? false;
        const pending = edit?.pending(index, column.name);
        return (
          <td
            key={column.name}
            data-row={index}
            data-column={at}
            tabIndex={tabIndexOf(index, at)}
            onDoubleClick={isEditable ? () => onEdit(at) : undefined}
            className={clsx(
              'relative h-[33px] truncate border-b px-3 -outline-offset-2 first:pl-4 last:pr-4',
              isNumeric(column) && 'text-right',
              pending !== undefined && 'animate-pulse bg-accent-soft text-accent-strong',
            )}
          >
            {editing === at ? (
              <CellEditor
                label={`New value of ${column.name}`}
                text={editText(row[at])}
                isNumeric={isNumeric(column)}
                onEnd={(text) => {
                  onEdit(null);
                  if (text !== null && text !== editText(row[at])) edit?.onSave(index, column.name, text);
                }}
              />
            ) : pending !== undefined ? (
              (pending ?? '–')
            ) : (
              <RecordCell value={row[at]} column={column} fractionDigits={props.fractionDigits} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface CellEditorProps {
  label: string;
  text: string;
  isNumeric: boolean;
  /** Null when it was given up. */
  onEnd: (text: string | null) => void;
}

function CellEditor({ label, text, isNumeric: isNumber, onEnd }: CellEditorProps): ReactNode {
  // The key that ends editing takes the focus away, which must not end it a second time.
  const hasEnded = useRef(false);
  const end = (input: HTMLInputElement, value: string | null) => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    const cell = input.closest('td');
    onEnd(value);
    cell?.focus();
  };
  return (
    <input
      autoFocus
      aria-label={label}
      defaultValue={text}
      inputMode={isNumber ? 'decimal' : undefined}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(event.currentTarget, event.currentTarget.value);
        if (event.key === 'Escape') end(event.currentTarget, null);
      }}
      onBlur={() => {
        if (hasEnded.current) return;
        hasEnded.current = true;
        onEnd(null);
      }}
      className="absolute inset-0 bg-surface px-3 text-sm text-ink outline-2 -outline-offset-2 outline-accent"
    />
  );
}
