'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { chartRowsQuery } from '@/components/api/whole-view';
import { keyOf } from '@/components/charts/model/chart-table';
import { DEFAULT_SETUP } from '@/components/charts/model/chart-setup';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { GroupFilter } from '@/components/views/group-filter';
import type { ViewState } from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';

interface ViewControlsProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  onChange: (next: Partial<ViewState>) => void;
}

/** Which view, and for which of its groups. */
export function ViewControls({ dataset, view, state, onChange }: ViewControlsProps): ReactNode {
  const { views } = dataset.definition;
  const suggestions = useSuggestions(dataset, view);
  // A single group filtered to one value would leave one row, which the table shows as well.
  const groups = view.groupBy.length > 1 ? view.groupBy : [];
  if (views.length === 1 && groups.length === 0) return null;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      {views.length > 1 ? (
        <Field label="View">
          {(control) => (
            <Select
              {...control}
              value={view.name}
              options={views.map(({ name, title }) => ({ value: name, label: title ?? name }))}
              onValueChange={(name) => onChange({ view: name, chart: DEFAULT_SETUP, filters: [], sort: [] })}
            />
          )}
        </Field>
      ) : null}
      {groups.map(({ name }) => (
        <GroupFilter
          key={`${name}/${valueOf(state, name)}`}
          name={name}
          value={valueOf(state, name)}
          suggestions={suggestions.get(name) ?? []}
          onApply={(value) => {
            const rest = state.filters.filter(({ column }) => column !== name);
            onChange({ filters: value === '' ? rest : [...rest, { column: name, op: 'eq', value }] });
          }}
        />
      ))}
    </div>
  );
}

function valueOf(state: ViewState, name: string): string {
  const filter = state.filters.find(({ column, op }) => column === name && op === 'eq');
  return filter && typeof filter.value === 'string' ? filter.value : '';
}

/** The values of each group, of as many rows as a chart takes. */
function useSuggestions(dataset: Dataset, view: View): Map<string, string[]> {
  const client = useQueryClient();
  const request = {
    dataset: dataset.name,
    view: view.name,
    sequence: dataset.publishedSequence ?? 0,
    filters: [],
    sort: null,
  };
  const { data } = useQuery({ ...chartRowsQuery(client, request), enabled: view.groupBy.length > 1 });
  return useMemo(() => {
    const groups = view.groupBy.map(({ name }) => {
      const index = data?.columns.findIndex((column) => column.name === name) ?? -1;
      const values = new Set(data?.rows.map((row) => keyOf(row[index])).filter((value) => value !== ''));
      return [
        name,
        [...values].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })),
      ] as const;
    });
    return new Map(groups);
  }, [data, view]);
}
