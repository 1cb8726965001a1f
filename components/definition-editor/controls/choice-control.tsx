'use client';

import { useId, type ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select, type Option } from '@/components/ui/select';
import { placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';
import { showAsText } from './text-control';

interface SelectControlProps {
  path: JsonPath;
  label: string;
  hint?: ReactNode;
  options: readonly Option[];
  /** What it is where the definition does not say; choosing it takes the place out. */
  fallback: string;
  disabled?: boolean;
}

/** One of several. A value that is none of them is offered as well, or it would seem to be another. */
export function SelectControl({
  path,
  label,
  hint,
  options,
  fallback,
  disabled,
}: SelectControlProps): ReactNode {
  const { value, error, set } = useDraftPlace(path);
  const current = value === undefined ? fallback : showAsText(value);
  const offered = options.some((option) => option.value === current)
    ? options
    : [...options, { value: current, label: current }];
  return (
    <div data-place={placeOf(path)} className="min-w-0">
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <Select
            {...control}
            value={current}
            options={offered}
            disabled={disabled}
            onValueChange={(next) => set(next === fallback ? undefined : next)}
            className="w-full"
          />
        )}
      </Field>
    </div>
  );
}

interface CheckControlProps {
  path: JsonPath;
  label: string;
  hint?: ReactNode;
  /** What it is where the definition does not say. */
  fallback?: boolean;
  disabled?: boolean;
}

export function CheckControl({
  path,
  label,
  hint,
  fallback = false,
  disabled,
}: CheckControlProps): ReactNode {
  const { value, error, set } = useDraftPlace(path);
  const noteId = useId();
  const note = error ?? hint;
  return (
    <div data-place={placeOf(path)} className="min-w-0">
      <Checkbox
        label={label}
        checked={typeof value === 'boolean' ? value : fallback}
        disabled={disabled}
        aria-describedby={note ? noteId : undefined}
        aria-invalid={error ? true : undefined}
        onCheckedChange={(checked) => set(checked === fallback ? undefined : checked)}
      />
      {note ? (
        <p id={noteId} className={error ? 'text-sm text-bad' : 'text-sm text-faint'}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
