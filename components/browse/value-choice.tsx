'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { facetsQuery } from '@/components/api/facets';
import type { FacetScope } from '@/components/browse/facet-scope';
import { TypedInput } from '@/components/browse/typed-input';
import { valueWords } from '@/components/browse/filter-words';
import { editText } from '@/components/record-table/edit-text';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';
import type { ColumnType } from '@/lib/lake/columns';

interface ValueChoiceProps {
  column: string;
  type: ColumnType;
  values: readonly string[];
  problem: string | null;
  scope: FacetScope;
  onChange: (values: readonly string[]) => void;
}

/** The values of a set: the most frequent ones to tick, others to type in. */
export function ValueChoice({ column, type, values, problem, scope, onChange }: ValueChoiceProps): ReactNode {
  const [typed, setTyped] = useState('');
  const query = useQuery({ ...facetsQuery({ ...scope, columns: [column] }), placeholderData: undefined });
  const facet = query.data?.[0];
  const counted = (facet?.values ?? []).flatMap(({ value, count }) =>
    value === null || value === '' ? [] : [{ text: editText(value), count }],
  );
  const others = values.filter((value) => !counted.some(({ text }) => text === value));
  const add = () => {
    if (typed !== '' && !values.includes(typed)) onChange([...values, typed]);
    setTyped('');
  };
  const box = (text: string, count: number | null) => (
    <Checkbox
      key={text}
      className="flex! w-full"
      label={
        <span className="flex min-w-0 flex-1 gap-2 text-sm">
          <span className="min-w-0 flex-1 truncate" title={text}>
            {valueWords(text, type)}
          </span>
          {count === null ? null : <span className="text-faint tabular-nums">{formatCount(count)}</span>}
        </span>
      }
      checked={values.includes(text)}
      onCheckedChange={(checked) =>
        onChange(checked ? [...values, text] : values.filter((value) => value !== text))
      }
    />
  );
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="max-h-56 min-h-24 overflow-y-auto rounded-md border px-2.5 py-1">
        <legend className="sr-only">Values</legend>
        {others.map((text) => box(text, null))}
        {counted.map(({ text, count }) => box(text, count))}
        {query.isPending ? <Skeleton className="my-2 h-16 w-full" /> : null}
        {query.isError ? (
          <p className="py-1 text-sm text-faint">The values could not be counted. Type those you want.</p>
        ) : null}
        {facet && counted.length + others.length === 0 ? (
          <p className="py-1 text-sm text-faint">No row has a value here.</p>
        ) : null}
      </fieldset>
      <Field label="Another value" error={problem}>
        {(control) => (
          <span className="flex gap-1">
            <TypedInput
              {...control}
              type={type}
              value={typed}
              onText={setTyped}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || typed === '') return;
                event.preventDefault();
                add();
              }}
            />
            <IconButton label="Add the value" className="size-9" disabled={typed === ''} onClick={add}>
              <Plus />
            </IconButton>
          </span>
        )}
      </Field>
    </div>
  );
}
