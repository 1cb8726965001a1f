'use client';

import { ListFilter, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { FilterEditor } from '@/components/browse/filter-editor';
import { describeFilter } from '@/components/browse/filter-words';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

interface FilterBarProps {
  columns: readonly LakeColumn[];
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
}

/** The filters that hold, each to change or take away, and the way to add one. */
export function FilterBar({ columns, filters, onChange }: FilterBarProps): ReactNode {
  const replace = (index: number, filter: Filter | null) =>
    onChange(filters.flatMap((known, at) => (at === index ? (filter ? [filter] : []) : [known])));
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-2">
      <AddFilter columns={columns} onAdd={(filter) => onChange([...filters, filter])} />
      {filters.map((filter, index) => (
        <FilterChip
          key={`${index}/${filter.column}/${filter.op}/${String(filter.value)}`}
          filter={filter}
          columns={columns}
          onApply={(next) => replace(index, next)}
          onRemove={() => replace(index, null)}
        />
      ))}
      {filters.length > 1 ? (
        <Button size="sm" variant="quiet" onClick={() => onChange([])}>
          Clear all
        </Button>
      ) : null}
    </div>
  );
}

function AddFilter({
  columns,
  onAdd,
}: {
  columns: readonly LakeColumn[];
  onAdd: (filter: Filter) => void;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="New filter"
      trigger={
        <Button size="sm">
          <ListFilter aria-hidden />
          Filter
        </Button>
      }
    >
      <FilterEditor
        columns={columns}
        initial={{ column: columns[0]?.name ?? '' }}
        onApply={(filter) => {
          setOpen(false);
          onAdd(filter);
        }}
      />
    </Popover>
  );
}

interface FilterChipProps {
  filter: Filter;
  columns: readonly LakeColumn[];
  onApply: (filter: Filter) => void;
  onRemove: () => void;
}

function FilterChip({ filter, columns, onApply, onRemove }: FilterChipProps): ReactNode {
  const [open, setOpen] = useState(false);
  const words = describeFilter(
    filter,
    columns.find(({ name }) => name === filter.column),
  );
  return (
    <span className="inline-flex h-8 max-w-full items-center rounded-md bg-accent-soft text-accent-strong">
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={`Filter: ${words}`}
        trigger={
          <button
            type="button"
            className="h-full truncate rounded-l-md pr-1 pl-2.5 text-sm font-medium hover:underline"
            aria-label={`Change the filter: ${words}`}
          >
            {words}
          </button>
        }
      >
        <FilterEditor
          columns={columns}
          initial={filter}
          onRemove={onRemove}
          onApply={(next) => {
            setOpen(false);
            onApply(next);
          }}
        />
      </Popover>
      <IconButton
        label={`Remove the filter: ${words}`}
        onClick={onRemove}
        className="size-7 text-accent-strong"
      >
        <X />
      </IconButton>
    </span>
  );
}
