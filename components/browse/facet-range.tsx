'use client';

import { useState, type ReactNode } from 'react';
import type { Facet } from '@/components/api/facets';
import { withRange } from '@/components/browse/quick-filter';
import { TypedInput } from '@/components/browse/typed-input';
import { formatCell } from '@/lib/format';
import { canonicalValue } from '@/lib/lake/query/filter-values';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

interface FacetRangeProps {
  column: LakeColumn;
  facet: Facet;
  filters: readonly Filter[];
  onFilter: (change: (filters: Filter[]) => Filter[]) => void;
}

function endOf(filters: readonly Filter[], column: string, ops: readonly Filter['op'][]): string {
  const filter = filters.find((one) => one.column === column && ops.includes(one.op));
  return typeof filter?.value === 'string' ? filter.value : '';
}

/** The least and the greatest value, and fields that narrow the rows to a part between them. */
export function FacetRange({ column, facet, filters, onFilter }: FacetRangeProps): ReactNode {
  const from = endOf(filters, column.name, ['gte', 'gt']);
  const to = endOf(filters, column.name, ['lte', 'lt']);
  const { min, max } = facet;
  if (!min && !max && from === '' && to === '') return <p className="text-sm text-faint">No value.</p>;
  return (
    <div className="flex flex-col gap-1.5">
      {min && max ? (
        <p className="text-xs text-muted tabular-nums">
          {formatCell(min, column.type)} to {formatCell(max, column.type)}
        </p>
      ) : null}
      <Ends
        // The fields begin anew when the range was changed elsewhere.
        key={`${from}/${to}`}
        column={column}
        from={from}
        to={to}
        onApply={(nextFrom, nextTo) => onFilter((latest) => withRange(latest, column.name, nextFrom, nextTo))}
      />
    </div>
  );
}

interface EndsProps {
  column: LakeColumn;
  from: string;
  to: string;
  onApply: (from: string, to: string) => void;
}

function Ends({ column, from, to, onApply }: EndsProps): ReactNode {
  const [ends, setEnds] = useState({ from, to });
  const [problem, setProblem] = useState<string | null>(null);
  const apply = () => {
    const read = (text: string) => (text === '' ? '' : canonicalValue(text, column.type));
    const next = { from: read(ends.from), to: read(ends.to) };
    if (next.from === null || next.to === null) {
      setProblem(`This is no ${column.type}.`);
      return;
    }
    setProblem(null);
    if (next.from !== from || next.to !== to) onApply(next.from, next.to);
  };
  const field = (end: 'from' | 'to', label: string) => (
    <TypedInput
      aria-label={`${column.name}, ${label}`}
      aria-invalid={problem === null ? undefined : true}
      type={column.type}
      value={ends[end]}
      placeholder={label}
      onText={(text) => setEnds({ ...ends, [end]: text })}
      onBlur={apply}
      className="h-8! sm:text-sm!"
    />
  );
  // A picker of dates and times is too wide for two of them side by side.
  const isWide = column.type === 'date' || column.type === 'datetime';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className={isWide ? 'flex flex-col gap-1.5' : 'grid grid-cols-2 gap-1.5'}
    >
      {field('from', 'from')}
      {field('to', 'to')}
      <button type="submit" className="sr-only" tabIndex={-1}>
        Apply
      </button>
      {problem ? (
        <p role="alert" className="col-span-2 text-xs text-bad">
          {problem}
        </p>
      ) : null}
    </form>
  );
}
