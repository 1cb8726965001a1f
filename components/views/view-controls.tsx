'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { viewQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { VIEW_ROWS_MAX, type ViewState } from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';
import type { LakeColumn } from '@/lib/lake/columns';

interface ViewControlsProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  columns: readonly LakeColumn[];
  x: LakeColumn | undefined;
  onChange: (next: Partial<ViewState>) => void;
}

/** Which view, along which column, for which of the other groups, and which measures. */
export function ViewControls({ dataset, view, state, columns, x, onChange }: ViewControlsProps): ReactNode {
  const measures = Object.keys(view.measures);
  const shown = state.measures ?? measures;
  const others = view.groupBy.map(({ name }) => name).filter((name) => name !== x?.name);
  const { views } = dataset.definition;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      {views.length > 1 ? (
        <Field label="View">
          {(control) => (
            <Select
              {...control}
              value={view.name}
              options={views.map(({ name, title }) => ({ value: name, label: title ?? name }))}
              onValueChange={(name) =>
                onChange({ view: name, x: null, measures: null, filters: [], sort: [] })
              }
            />
          )}
        </Field>
      ) : null}
      {view.groupBy.length > 1 && x ? (
        <Field label="Along">
          {(control) => (
            <Select
              {...control}
              value={x.name}
              options={view.groupBy.map(({ name }) => ({ value: name, label: name }))}
              onValueChange={(name) => onChange({ x: name, filters: [] })}
            />
          )}
        </Field>
      ) : null}
      {others.map((name) => (
        <GroupFilter
          key={`${name}/${valueOf(state, name)}`}
          dataset={dataset}
          view={view.name}
          name={name}
          x={x}
          value={valueOf(state, name)}
          columns={columns}
          onApply={(value) => {
            const rest = state.filters.filter(({ column }) => column !== name);
            onChange({ filters: value === '' ? rest : [...rest, { column: name, op: 'eq', value }] });
          }}
        />
      ))}
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-medium">Measures</legend>
        <div className="flex min-h-9 flex-wrap items-center gap-x-4">
          {measures.map((name) => (
            <Checkbox
              key={name}
              label={name}
              checked={shown.includes(name)}
              disabled={shown.length === 1 && shown.includes(name)}
              onCheckedChange={(checked) =>
                onChange({
                  measures: measures.filter((known) => (known === name ? checked : shown.includes(known))),
                  offset: state.offset,
                })
              }
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

function valueOf(state: ViewState, name: string): string {
  const filter = state.filters.find(({ column, op }) => column === name && op === 'eq');
  return filter && typeof filter.value === 'string' ? filter.value : '';
}

interface GroupFilterProps {
  dataset: Dataset;
  view: string;
  name: string;
  x: LakeColumn | undefined;
  value: string;
  columns: readonly LakeColumn[];
  onApply: (value: string) => void;
}

/** One value of a group, typed or chosen; emptied, all of them are in the table. */
function GroupFilter({ dataset, view, name, x, value, columns, onApply }: GroupFilterProps): ReactNode {
  const listId = useId();
  const [text, setText] = useState(value);
  const suggestions = useSuggestions({ dataset, view, name, x, columns });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-1">
      <Field label={name}>
        {(control) => (
          <Input
            {...control}
            list={listId}
            value={text}
            placeholder="all"
            className="w-48"
            onChange={(event) => {
              setText(event.target.value);
              if (suggestions.includes(event.target.value)) onApply(event.target.value);
            }}
          />
        )}
      </Field>
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      {text === value ? (
        <IconButton label={`All of ${name}`} disabled={value === ''} onClick={() => onApply('')}>
          <X />
        </IconButton>
      ) : (
        <Button type="submit" variant="primary">
          Show
        </Button>
      )}
    </form>
  );
}

/** The values of a group that occur at the greatest x: all of them unless one has ended before. */
function useSuggestions({
  dataset,
  view,
  name,
  x,
  columns,
}: Pick<GroupFilterProps, 'dataset' | 'view' | 'name' | 'x' | 'columns'>): string[] {
  const whole = { dataset: dataset.name, view, sequence: dataset.publishedSequence ?? 0, offset: 0 };
  const last = useQuery({
    ...viewQuery({ ...whole, filters: [], sort: x ? `-${x.name}` : null, limit: 1 }),
    enabled: x !== undefined,
  });
  const lastX = x ? last.data?.rows[0]?.[columns.findIndex((column) => column.name === x.name)] : undefined;
  const atLast = useQuery({
    ...viewQuery({
      ...whole,
      filters: x && lastX !== undefined ? [{ column: x.name, op: 'eq', value: String(lastX) }] : [],
      sort: name,
      limit: VIEW_ROWS_MAX,
    }),
    enabled: x !== undefined && lastX !== undefined && lastX !== null,
  });
  const index = columns.findIndex((column) => column.name === name);
  const values = atLast.data?.rows.map((row) => row[index]) ?? [];
  return [...new Set(values.filter((value) => value !== null && value !== undefined).map(String))];
}
