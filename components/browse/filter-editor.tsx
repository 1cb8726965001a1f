'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import {
  conditionsOf,
  draftOf,
  emptyDraft,
  filtersOf,
  type Draft,
  type FilterGroup,
} from '@/components/browse/conditions';
import { conditionWords } from '@/components/browse/filter-words';
import type { FacetScope } from '@/components/browse/facet-scope';
import { ValueFields } from '@/components/browse/value-fields';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { LakeportError } from '@/lib/errors';
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';
import type { Filter } from '@/lib/lake/query/filters';

interface FilterEditorProps {
  /** All that may be filtered. */
  columns: readonly LakeColumn[];
  /** The filters to change, or the column to begin with. */
  initial: FilterGroup | { column: string };
  /** The rows whose values are offered. */
  scope: FacetScope;
  onApply: (filters: Filter[]) => void;
  onRemove?: (() => void) | undefined;
}

/** Column, condition and values of one filter; the values are checked against the column's type. */
export function FilterEditor({ columns, initial, scope, onApply, onRemove }: FilterEditorProps): ReactNode {
  const typeOf = (name: string): ColumnType =>
    columns.find((column) => column.name === name)?.type ?? 'string';
  const [draft, setDraft] = useState<Draft>(() => {
    const type = typeOf(initial.column);
    return 'filters' in initial ? draftOf(initial, type) : emptyDraft(initial.column, type);
  });
  const [problem, setProblem] = useState<string | null>(null);
  const type = typeOf(draft.column);
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next });
    setProblem(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const filters = filtersOf(draft, columns);
      if (filters.length > 0) onApply(filters);
      else setProblem(draft.condition === 'in' ? 'Choose a value.' : 'Fill in a value.');
    } catch (error) {
      if (!(error instanceof LakeportError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <form onSubmit={submit} className="flex w-80 max-w-full flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Field label="Column">
          {(control) => (
            <Select
              {...control}
              value={draft.column}
              options={columns.map(({ name }) => ({ value: name, label: name }))}
              onValueChange={(column) => {
                setDraft(emptyDraft(column, typeOf(column)));
                setProblem(null);
              }}
            />
          )}
        </Field>
        <Field label="Condition">
          {(control) => (
            <Select
              {...control}
              value={draft.condition}
              options={conditionsOf(type).map((value) => ({ value, label: conditionWords(value, type) }))}
              onValueChange={(next) => {
                const condition = conditionsOf(type).find((known) => known === next);
                if (condition) change({ condition });
              }}
            />
          )}
        </Field>
      </div>
      <ValueFields
        key={`${draft.column}/${draft.condition}`}
        column={columns.find(({ name }) => name === draft.column)}
        draft={draft}
        problem={problem}
        scope={scope}
        onChange={change}
      />
      <div className="flex justify-end gap-2">
        {onRemove ? (
          <Button variant="quiet" size="sm" onClick={onRemove}>
            Remove
          </Button>
        ) : null}
        <Button type="submit" variant="primary" size="sm">
          Apply
        </Button>
      </div>
    </form>
  );
}
