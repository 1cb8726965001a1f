'use client';

import { useState, type ReactNode } from 'react';
import type { Facet } from '@/components/api/facets';
import { valueWords } from '@/components/browse/filter-words';
import { chosenValues, withChosenValues } from '@/components/browse/quick-filter';
import { editText } from '@/components/record-table/edit-text';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

const SHOWN_FIRST = 6;
/** The last letters of an import's name tell imports apart, as everywhere. */
const IMPORT_LETTERS = 8;

interface FacetValuesProps {
  column: LakeColumn;
  facet: Facet;
  filters: readonly Filter[];
  onFilter: (change: (filters: Filter[]) => Filter[]) => void;
}

interface Choice {
  text: string;
  /** Null for a chosen one that is not among the most frequent. */
  count: number | null;
}

/** The most frequent values to tick; a bar shows how they compare. */
export function FacetValues({ column, facet, filters, onFilter }: FacetValuesProps): ReactNode {
  const [showsAll, setShowsAll] = useState(false);
  const chosen = chosenValues(filters, column.name);
  const counted = facet.values.flatMap(({ value, count }) =>
    value === null || value === '' ? [] : [{ text: editText(value), count }],
  );
  const choices: Choice[] = [
    ...chosen
      .filter((value) => !counted.some(({ text }) => text === value))
      .map((text) => ({ text, count: null })),
    ...counted,
  ];
  const most = Math.max(1, facet.missing, ...counted.map(({ count }) => count));
  const shown = showsAll ? choices : choices.slice(0, SHOWN_FIRST);
  const emptyOf = filters.find(({ column: other, op }) => other === column.name && op === 'empty');
  const isEmptyChosen = emptyOf?.value === true;
  const others = choices.length - shown.length;
  return (
    <div className="flex flex-col">
      {shown.map(({ text, count }) => (
        <ValueBox
          key={text}
          words={
            column.name === '_import' ? `…${text.slice(-IMPORT_LETTERS)}` : valueWords(text, column.type)
          }
          title={text}
          count={count}
          share={(count ?? 0) / most}
          checked={chosen.includes(text)}
          onToggle={(checked) =>
            onFilter((latest) => {
              const before = chosenValues(latest, column.name).filter((value) => value !== text);
              return withChosenValues(latest, column.name, checked ? [...before, text] : before);
            })
          }
        />
      ))}
      {facet.missing > 0 || isEmptyChosen ? (
        <ValueBox
          words="missing"
          title="Rows without a value, or with an empty text"
          isQuiet
          count={facet.missing}
          share={facet.missing / most}
          checked={isEmptyChosen}
          onToggle={(checked) =>
            onFilter((latest) => [
              ...withChosenValues(latest, column.name, []),
              ...(checked ? [{ column: column.name, op: 'empty' as const, value: true }] : []),
            ])
          }
        />
      ) : null}
      {choices.length === 0 && facet.missing === 0 ? <p className="text-sm text-faint">No row.</p> : null}
      {others > 0 || showsAll ? (
        <Button
          size="sm"
          variant="quiet"
          className="h-7! self-start px-1!"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? 'Fewer' : `${formatCount(others)} more`}
        </Button>
      ) : null}
    </div>
  );
}

interface ValueBoxProps {
  words: string;
  title: string;
  count: number | null;
  /** Of the most frequent one. */
  share: number;
  checked: boolean;
  isQuiet?: boolean;
  onToggle: (checked: boolean) => void;
}

function ValueBox({ words, title, count, share, checked, isQuiet, onToggle }: ValueBoxProps): ReactNode {
  return (
    <label className="relative flex min-h-7 items-center gap-2 rounded-sm text-sm hover:bg-sunken [@media(hover:none)]:min-h-9">
      <span
        aria-hidden
        className="absolute inset-y-0.5 right-0 left-6 origin-left rounded-sm bg-accent-soft"
        style={{ transform: `scaleX(${share})` }}
      />
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onToggle(event.target.checked)}
        className="relative size-4 shrink-0 accent-accent"
      />
      <span
        title={title}
        className={
          isQuiet
            ? 'relative min-w-0 flex-1 truncate pl-1 text-muted italic'
            : 'relative min-w-0 flex-1 truncate pl-1'
        }
      >
        {words}
      </span>
      {count === null ? null : (
        <span className="relative shrink-0 pr-1.5 text-xs text-muted tabular-nums">{formatCount(count)}</span>
      )}
    </label>
  );
}
