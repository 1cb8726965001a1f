'use client';

import clsx from 'clsx';
import { useMemo, useState, type ReactNode } from 'react';
import { formatQuantity } from '@/lib/format';
import { foldUnchanged, lineChanges, type DiffGap, type DiffLine } from '../changes/line-changes';

const SIGNS = { same: ' ', added: '+', removed: '−' };
const WORDS = { same: '', added: 'added', removed: 'removed' };

/** Two texts as one, with what is gone and what is new. Long stretches without a change are folded. */
export function LineDiff({ before, after }: { before: string; after: string }): ReactNode {
  const lines = useMemo(() => lineChanges(before, after), [before, after]);
  const hasChanges = lines.some(({ kind }) => kind !== 'same');
  const parts = hasChanges ? foldUnchanged(lines) : lines;
  return (
    <div className="overflow-x-auto py-2" tabIndex={0} role="group" aria-label="Differences">
      <table className="w-full border-collapse font-mono text-xs leading-5">
        <tbody>
          {parts.map((part, index) =>
            part.kind === 'gap' ? <Gap key={index} gap={part} /> : <Line key={index} line={part} />,
          )}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line }: { line: DiffLine }): ReactNode {
  const { kind, text, before, after } = line;
  return (
    <tr
      className={clsx(
        kind === 'added' && 'bg-good-soft text-good',
        kind === 'removed' && 'bg-bad-soft text-bad',
      )}
    >
      <td className="w-10 pr-2 pl-4 text-right text-faint select-none">{before}</td>
      <td className="w-10 pr-2 text-right text-faint select-none">{after}</td>
      <td className="w-4 select-none">
        <span aria-hidden>{SIGNS[kind]}</span>
        <span className="sr-only">{WORDS[kind]}</span>
      </td>
      <td className="pr-4 whitespace-pre">{text}</td>
    </tr>
  );
}

function Gap({ gap }: { gap: DiffGap }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return gap.lines.map((line) => <Line key={line.after} line={line} />);
  return (
    <tr>
      <td colSpan={4} className="bg-canvas">
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="w-full px-4 py-1 text-left font-sans text-sm text-muted hover:text-ink"
        >
          {formatQuantity(gap.lines.length, 'line')} without a change
        </button>
      </td>
    </tr>
  );
}
