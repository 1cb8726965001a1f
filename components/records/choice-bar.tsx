import type { ReactNode } from 'react';
import type { RowChoice } from '@/components/records/use-row-choice';
import { Button } from '@/components/ui/button';
import { formatQuantity } from '@/lib/format';

interface ChoiceBarProps {
  choice: RowChoice;
  /** All rows that fit the filters; null while it is not known. */
  total: number | null;
  /** What can be done with the chosen rows. */
  children: ReactNode;
  /** What is said while nothing is chosen. */
  hint: ReactNode;
  /** Whether the rows are narrowed by a search, which a choice of all that fit cannot say. */
  isSearched?: boolean;
}

/** How many rows are chosen, and what can be done with them. It keeps its place while none is. */
export function ChoiceBar({ choice, total, children, hint, isSearched = false }: ChoiceBarProps): ReactNode {
  const count = choice.isAll ? (total ?? 0) : choice.count;
  return (
    <div
      role="group"
      aria-label="Chosen rows"
      className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-canvas px-4 py-2"
    >
      <output aria-live="polite" className={count > 0 ? 'font-medium tabular-nums' : 'text-sm text-muted'}>
        {count > 0 ? `${formatQuantity(count, 'row')} chosen` : hint}
      </output>
      {count > 0 && !choice.isAll && !isSearched && total !== null && total > choice.count ? (
        <Button size="sm" variant="quiet" onClick={choice.chooseAllThatFit}>
          Choose all {formatQuantity(total, 'row')} that fit
        </Button>
      ) : null}
      {count > 0 ? (
        <Button size="sm" variant="quiet" onClick={choice.clear}>
          Choose none
        </Button>
      ) : null}
      <span className="ml-auto flex flex-wrap items-center gap-2">{children}</span>
    </div>
  );
}
