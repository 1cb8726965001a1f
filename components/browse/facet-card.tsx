'use client';

import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { Facet } from '@/components/api/facets';
import { FacetRange } from '@/components/browse/facet-range';
import { FacetValues } from '@/components/browse/facet-values';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

const ORDERED: readonly ColumnType[] = ['integer', 'number', 'year', 'date', 'time', 'datetime'];

interface FacetCardProps {
  column: LakeColumn;
  /** Undefined while it is being counted. */
  facet: Facet | undefined;
  hasFailed: boolean;
  isStale: boolean;
  filters: readonly Filter[];
  onFilter: (change: (filters: Filter[]) => Filter[]) => void;
  onRemove: () => void;
}

/** One column's values with their counts, and its range where it has an order. */
export function FacetCard(props: FacetCardProps): ReactNode {
  const { column, facet, hasFailed, isStale, filters, onFilter, onRemove } = props;
  const titleId = useId();
  const isOrdered = ORDERED.includes(column.type);
  // Measurements hardly ever repeat: counts of them say little, their range much.
  const areFew = facet !== undefined && (facet.distinct ?? Infinity) <= facet.values.length;
  return (
    <section
      aria-labelledby={titleId}
      aria-busy={facet === undefined || isStale}
      className={isStale ? 'group/facet opacity-60 transition-opacity' : 'group/facet transition-opacity'}
    >
      <header className="flex h-7 items-center gap-1.5">
        <h3 id={titleId} className="truncate text-sm font-medium" title={column.title ?? column.name}>
          {column.name}
        </h3>
        {column.unit ? <span className="text-sm text-faint">{column.unit}</span> : null}
        {facet?.distinct && !areFew ? (
          <span className="shrink-0 text-xs text-faint tabular-nums" title="Different values, estimated">
            {formatCount(facet.distinct)}
          </span>
        ) : null}
        <IconButton
          label={`Do not count ${column.name}`}
          onClick={onRemove}
          className="ml-auto size-6 opacity-0 group-focus-within/facet:opacity-100 group-hover/facet:opacity-100 [@media(hover:none)]:opacity-100"
        >
          <X />
        </IconButton>
      </header>
      {facet ? (
        <div className="flex flex-col gap-1.5">
          {isOrdered ? (
            <FacetRange column={column} facet={facet} filters={filters} onFilter={onFilter} />
          ) : null}
          {!isOrdered || areFew ? (
            <FacetValues column={column} facet={facet} filters={filters} onFilter={onFilter} />
          ) : null}
          {facet.cut ? (
            <p className="text-xs text-warn">Counted on a part of the rows: the time was over.</p>
          ) : null}
        </div>
      ) : hasFailed ? (
        <p className="text-sm text-faint">Not counted.</p>
      ) : (
        <Skeleton className={isOrdered ? 'h-9 w-full' : 'h-28 w-full'} />
      )}
    </section>
  );
}
