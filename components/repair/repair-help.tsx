import { Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RefusedRecord } from '@/components/repair/refused-records';
import { formatCount } from '@/lib/format';

interface RepairHelpProps {
  /** The record of the active cell. */
  record: RefusedRecord;
  columns: readonly string[];
  cell: number;
  isChanged: boolean;
  isSent: boolean;
}

/** Why the record under the cursor was refused, the problem of the very cell first, and what is suggested. */
export function RepairHelp({ record, columns, cell, isChanged, isSent }: RepairHelpProps): ReactNode {
  const { line, problems, suggestion } = record;
  const sorted = problems.toSorted((one, other) => Number(other.cell === cell) - Number(one.cell === cell));
  return (
    <div role="status" className="flex min-h-16 flex-col gap-1 border-t bg-canvas px-4 py-2.5 text-sm">
      {sorted.map((problem, index) => (
        <p key={index} className="flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-rejects-ink" />
          <span className="min-w-0 break-words">
            {index === 0 ? <span className="font-medium">Line {formatCount(line)}</span> : null}{' '}
            {problem.cell === null ? null : (
              <code className="font-mono text-xs text-muted">{columns[problem.cell]}</code>
            )}{' '}
            {problem.message}
          </span>
        </p>
      ))}
      {isSent ? <p className="text-muted">It has been sent.</p> : null}
      {suggestion && !isChanged && !isSent ? (
        <p className="flex items-start gap-2">
          <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
          <span className="min-w-0 break-words">
            Perhaps{' '}
            <code className="font-mono text-xs">
              {suggestion.map((text) => text || '(empty)').join(' | ')}
            </code>
            . <kbd className="font-sans text-muted">Ctrl-Enter</kbd> takes it.
          </span>
        </p>
      ) : null}
    </div>
  );
}
