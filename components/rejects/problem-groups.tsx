import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { RejectFilter, RejectGroup } from '@/components/api/imports';
import { problemWords } from '@/components/rejects/problem-words';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';

interface ProblemGroupsProps {
  /** Undefined while they are loading. */
  groups: readonly RejectGroup[] | undefined;
  filter: RejectFilter;
  onFilter: (filter: RejectFilter) => void;
}

/** The kinds of problems with how often each occurs; choosing one shows its rows alone. */
export function ProblemGroups({ groups, filter, onFilter }: ProblemGroupsProps): ReactNode {
  if (!groups) return <Skeleton className="m-4 h-8 w-80 max-w-full" />;
  return (
    <ul aria-label="Kinds of problems" className="flex flex-wrap gap-2 px-4 py-3">
      {groups.map(({ code, column, problems }) => {
        const isChosen = filter.code === code && (filter.column ?? null) === (column ?? null);
        return (
          <li key={`${code}/${column ?? ''}`}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => onFilter(isChosen ? {} : { code, column: column ?? undefined })}
              className={clsx(
                'flex min-h-8 flex-wrap items-center gap-x-2 rounded-md border px-2.5 py-1 text-left text-sm transition-colors',
                isChosen
                  ? 'border-accent bg-accent-soft text-accent-strong'
                  : 'border-line-strong hover:bg-sunken',
              )}
            >
              <span className="font-semibold tabular-nums">{formatCount(problems)}</span>
              {problemWords(code)}
              {column ? <code className="font-mono text-xs text-muted">{column}</code> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
