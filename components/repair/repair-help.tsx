import { CircleCheck, Flag, Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RowVerdict } from '@/components/repair/judge-rows';
import type { CellProblem, RefusedRecord } from '@/components/repair/refused-records';
import { formatCount } from '@/lib/format';

interface RepairHelpProps {
  /** The record of the active cell. */
  record: RefusedRecord;
  columns: readonly string[];
  cell: number;
  isChanged: boolean;
  /** Null for a record that is as it came. */
  verdict: RowVerdict | null;
  isSent: boolean;
}

/**
 * Why the record under the cursor was refused, or would be again; the problem of the very cell first, and what is
 * suggested.
 */
export function RepairHelp({
  record,
  columns,
  cell,
  isChanged,
  verdict,
  isSent,
}: RepairHelpProps): ReactNode {
  const { line, suggestion } = record;
  const problems = isSent ? [] : problemsNow(record, verdict);
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
      {isSent ? <p className="text-muted">Line {formatCount(line)} has been sent.</p> : null}
      {!isSent && verdict ? <GoodRow line={line} verdict={verdict} /> : null}
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

/** What is wrong with the record as it stands; until it has been checked anew, what was wrong with it. */
function problemsNow({ problems }: RefusedRecord, verdict: RowVerdict | null): readonly CellProblem[] {
  if (verdict === null || verdict.state === 'unchecked') return problems;
  return verdict.state === 'bad' ? verdict.problems : [];
}

function GoodRow({ line, verdict }: { line: number; verdict: RowVerdict }): ReactNode {
  if (verdict.state !== 'good' && verdict.state !== 'flagged') return null;
  const isFlagged = verdict.state === 'flagged';
  return (
    <p className="flex items-start gap-2">
      {isFlagged ? (
        <Flag aria-hidden className="mt-0.5 size-4 shrink-0 text-anomalies-ink" />
      ) : (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
      )}
      <span>
        <span className="font-medium">Line {formatCount(line)}</span>{' '}
        {isFlagged ? 'is good now; a rule will put it up for review.' : 'is good now.'}
      </span>
    </p>
  );
}
