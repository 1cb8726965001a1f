'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { facetsQuery } from '@/components/api/facets';
import { FailureNotice } from '@/components/api/failure-notice';
import type { FacetScope } from '@/components/browse/facet-scope';
import { FacetCard } from '@/components/browse/facet-card';
import { Select } from '@/components/ui/select';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

/** What one request may ask for; each of them reads the rows once more. */
const COLUMNS_MAX = 12;

interface FacetPanelProps {
  /** All that can be counted. */
  columns: readonly LakeColumn[];
  /** Those that are, in this order. */
  counted: readonly string[];
  scope: FacetScope;
  onColumnsChange: (columns: string[]) => void;
  /** Filters follow one another quickly here, so each change says how it is made of the latest ones. */
  onFilter: (change: (filters: Filter[]) => Filter[]) => void;
}

/** How often values occur among the rows that fit, each of them a filter. The table does not wait for it. */
export function FacetPanel({
  columns,
  counted,
  scope,
  onColumnsChange,
  onFilter,
}: FacetPanelProps): ReactNode {
  const query = useQuery(facetsQuery({ ...scope, columns: counted.slice(0, COLUMNS_MAX) }));
  const others = columns.filter(({ name }) => !counted.includes(name));
  return (
    <div className="flex flex-col gap-5">
      {query.isError ? (
        <FailureNotice
          title="The values could not be counted"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {counted.slice(0, COLUMNS_MAX).map((name) => {
        const column = columns.find((known) => known.name === name);
        return column ? (
          <FacetCard
            key={name}
            column={column}
            facet={query.data?.find((facet) => facet.column === name)}
            hasFailed={query.isError}
            isStale={query.isPlaceholderData}
            filters={scope.filters}
            onFilter={onFilter}
            onRemove={() => onColumnsChange(counted.filter((other) => other !== name))}
          />
        ) : null;
      })}
      {counted.length < COLUMNS_MAX && others.length > 0 ? (
        <Select
          aria-label="Count the values of another column"
          value=""
          options={[
            { value: '', label: 'Another column…' },
            ...others.map(({ name }) => ({ value: name, label: name })),
          ]}
          onValueChange={(name) => onColumnsChange([...counted, name])}
          className="[&_select]:h-8 [&_select]:text-sm"
        />
      ) : null}
    </div>
  );
}
