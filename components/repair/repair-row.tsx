'use client';

import clsx from 'clsx';
import { Check, Lightbulb } from 'lucide-react';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { RowVerdict } from '@/components/repair/judge-rows';
import type { CellProblem, RefusedRecord } from '@/components/repair/refused-records';
import { VerdictMark } from '@/components/repair/verdict-mark';
import type { Place } from '@/components/repair/use-repair-sheet';
import { IconButton } from '@/components/ui/icon-button';
import { formatCount } from '@/lib/format';

export const ROW_HEIGHT_PX = 33;

interface RepairRowProps {
  row: number;
  record: RefusedRecord;
  /** As they are now. */
  cells: readonly string[];
  isSent: boolean;
  /** Of a changed row; null for one that is as it came. */
  verdict: RowVerdict | null;
  widths: readonly number[];
  /** The file's columns; what is beyond them must be empty. */
  width: number;
  gutterPx: number;
  activeColumn: number | null;
  /** The text with which the active cell is edited; null while it is not. */
  editing: string | null;
  cellId: (column: number) => string;
  onChoose: (place: Place, wantsEdit: boolean) => void;
  onTakeSuggestion: () => void;
  onEditEnd: (text: string | null, then: 'stay' | 'down' | 1 | -1) => void;
}

export function RepairRow(props: RepairRowProps): ReactNode {
  const { row, record, cells, isSent, verdict, widths, gutterPx } = props;
  const isRowAtFault = record.problems.some(({ cell }) => cell === null);
  const isChanged = cells !== record.cells;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={clsx('flex', isSent && 'opacity-55')}
      style={{ height: ROW_HEIGHT_PX }}
    >
      <span
        role="rowheader"
        style={{ width: gutterPx }}
        className={clsx(
          'sticky left-0 z-10 flex shrink-0 items-center gap-1 border-r border-b bg-surface pr-1 pl-3 text-sm tabular-nums',
          isRowAtFault && !isChanged ? 'text-rejects-ink' : 'text-muted',
        )}
        title={(isChanged ? problemsOf(verdict) : record.problems).map(({ message }) => message).join(' ')}
      >
        {formatCount(record.line)}
        <span className="ml-auto flex items-center">
          {isSent ? <Check aria-label="Sent" className="mr-2 size-4 text-good" /> : null}
          {verdict && !isSent ? <VerdictMark verdict={verdict} /> : null}
          {record.suggestion && !isSent && !isChanged ? (
            <IconButton
              label={`Take the suggestion for line ${record.line}`}
              tabIndex={-1}
              onClick={props.onTakeSuggestion}
              className="size-7 text-accent"
            >
              <Lightbulb />
            </IconButton>
          ) : null}
        </span>
      </span>
      {widths.map((cellWidth, column) => (
        <RepairCell key={column} {...props} column={column} cellWidth={cellWidth} />
      ))}
      <span className="flex-1 border-b" />
    </div>
  );
}

function RepairCell({
  row,
  record,
  cells,
  column,
  cellWidth,
  width,
  activeColumn,
  editing,
  verdict,
  cellId,
  onChoose,
  onEditEnd,
}: RepairRowProps & { column: number; cellWidth: number }): ReactNode {
  const text = cells[column];
  const original = record.cells[column];
  const isActive = activeColumn === column;
  const isChanged = text !== original;
  const isExtra = column >= width;
  // Once the row has been checked anew, what was wrong with it when it came says nothing more.
  const known = verdict === null || verdict.state === 'unchecked' ? record.problems : problemsOf(verdict);
  const message = known.find(({ cell }) => cell === column)?.message;
  const isOutdated = isChanged && known === record.problems;
  const isWrong = !isOutdated && (message !== undefined || (isExtra && Boolean(text) && !isChanged));
  const isMissing = text === undefined && !isExtra;
  return (
    <span
      role="gridcell"
      id={cellId(column)}
      aria-selected={isActive}
      aria-invalid={isWrong || undefined}
      style={{ width: cellWidth }}
      title={isWrong ? message : text}
      onClick={() => onChoose({ row, column }, false)}
      onDoubleClick={() => onChoose({ row, column }, true)}
      className={clsx(
        'relative shrink-0 cursor-cell truncate border-r border-b px-2 py-1.5 font-mono text-xs leading-5 whitespace-pre',
        isWrong && 'bg-bad-soft text-bad',
        isChanged && !isWrong && 'bg-accent-soft text-accent-strong',
        isMissing && !isChanged && !isWrong && 'bg-sunken',
        isActive && 'outline-2 -outline-offset-2 outline-line-strong group-focus-within/grid:outline-accent',
      )}
    >
      {isActive && editing !== null ? <CellInput text={editing} onEnd={onEditEnd} /> : text}
    </span>
  );
}

function problemsOf(verdict: RowVerdict | null): readonly CellProblem[] {
  return verdict?.state === 'bad' ? verdict.problems : [];
}

interface CellInputProps {
  text: string;
  onEnd: RepairRowProps['onEditEnd'];
}

function CellInput({ text, onEnd }: CellInputProps): ReactNode {
  // The key that ends editing takes the focus away, which must not end it a second time.
  const hasEnded = useRef(false);
  const end: CellInputProps['onEnd'] = (value, then) => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    onEnd(value, then);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // The composition of a letter ends with Enter too.
    if (event.nativeEvent.isComposing) return;
    const value = event.currentTarget.value;
    if (event.key === 'Enter') end(value, 'down');
    else if (event.key === 'Tab') end(value, event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') end(null, 'stay');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      autoFocus
      aria-label="New value"
      defaultValue={text}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value, 'stay')}
      className="absolute inset-0 z-10 bg-surface px-2 font-mono text-xs text-ink outline-2 -outline-offset-2 outline-accent"
    />
  );
}
