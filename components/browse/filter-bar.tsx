'use client';

import { ListFilter, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { groupFilters, replaceGroup, type FilterGroup } from '@/components/browse/conditions';
import type { FacetScope } from '@/components/browse/facet-scope';
import { FilterEditor } from '@/components/browse/filter-editor';
import { describeGroup } from '@/components/browse/filter-words';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

interface AddFilterProps {
  columns: readonly LakeColumn[];
  scope: FacetScope;
  onAdd: (filters: Filter[]) => void;
  /** A column whose filter is asked for from elsewhere; null while none is. */
  asked: string | null;
  onAsked: (column: string | null) => void;
}

/** The way to a new filter. */
export function AddFilter({ columns, scope, onAdd, asked, onAsked }: AddFilterProps): ReactNode {
  return (
    <Popover
      open={asked !== null}
      onOpenChange={(open) => onAsked(open ? (columns[0]?.name ?? null) : null)}
      label="New filter"
      trigger={
        <Button size="sm">
          <ListFilter aria-hidden />
          Filter
        </Button>
      }
    >
      <FilterEditor
        key={asked}
        columns={columns}
        initial={{ column: asked ?? '' }}
        scope={scope}
        onApply={(filters) => {
          onAsked(null);
          onAdd(filters);
        }}
      />
    </Popover>
  );
}

interface FilterChipsProps {
  columns: readonly LakeColumn[];
  filters: readonly Filter[];
  scope: FacetScope;
  onChange: (filters: Filter[]) => void;
}

/** The conditions that hold, in words: each to change or to take away, with the keys Delete and Backspace too. */
export function FilterChips({ columns, filters, scope, onChange }: FilterChipsProps): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const groups = groupFilters(filters);
  const remove = (group: FilterGroup) => {
    onChange(replaceGroup(filters, group, []));
    // The chip goes with its focus, which a neighbour takes over.
    const chips = [...(bar.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    const at = groups.indexOf(group);
    (chips[at - 1] ?? chips[at + 1])?.focus();
  };
  const keyOf = ({ filters: own }: FilterGroup, index: number) => {
    const text = JSON.stringify(own);
    return `${text}/${groups.slice(0, index).filter((other) => JSON.stringify(other.filters) === text).length}`;
  };
  return (
    <div ref={bar} role="group" aria-label="Filters" className="contents">
      {groups.map((group, index) => (
        <FilterChip
          key={keyOf(group, index)}
          group={group}
          columns={columns}
          scope={scope}
          onApply={(next) => onChange(replaceGroup(filters, group, next))}
          onRemove={() => remove(group)}
        />
      ))}
      {groups.length > 1 ? (
        <Button size="sm" variant="quiet" onClick={() => onChange([])}>
          Clear all
        </Button>
      ) : null}
    </div>
  );
}

interface FilterChipProps {
  group: FilterGroup;
  columns: readonly LakeColumn[];
  scope: FacetScope;
  onApply: (filters: Filter[]) => void;
  onRemove: () => void;
}

function FilterChip({ group, columns, scope, onApply, onRemove }: FilterChipProps): ReactNode {
  const [open, setOpen] = useState(false);
  const words = describeGroup(
    group,
    columns.find(({ name }) => name === group.column),
  );
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Delete' || key === 'Backspace') onRemove();
  };
  return (
    <span className="inline-flex h-8 max-w-full items-center rounded-md bg-accent-soft text-accent-strong">
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={`Filter: ${words}`}
        trigger={
          <button
            type="button"
            data-chip
            className="h-full truncate rounded-l-md pr-1 pl-2.5 text-sm font-medium hover:underline"
            aria-label={`Change the filter: ${words}`}
            aria-keyshortcuts="Delete"
            title={words}
            onKeyDown={onKeyDown}
          >
            {words}
          </button>
        }
      >
        <FilterEditor
          columns={columns}
          initial={group}
          scope={scope}
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
