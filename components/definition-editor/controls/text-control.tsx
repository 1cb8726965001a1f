'use client';

import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { TextArea } from '@/components/ui/text-area';
import { placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';

interface TextControlProps {
  path: JsonPath;
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  placeholder?: string;
  /** Code, which is shown in letters of one width. */
  mono?: boolean;
  /** Several lines. */
  long?: boolean;
  disabled?: boolean;
  /** Without it, a cleared text is taken out of the definition. */
  required?: boolean;
  /** What a text is kept as: a number where it is one. */
  parse?: (text: string) => unknown;
}

/** A text of the definition. What is there and is no text is shown as JSON and stays until it is changed. */
export function TextControl(props: TextControlProps): ReactNode {
  const { path, label, hideLabel, hint, mono, long, required, parse, placeholder, disabled } = props;
  const { value, error, set } = useDraftPlace(path);
  const change = (text: string) => {
    if (text === '' && !required) set(undefined);
    else set(parse ? parse(text) : text);
  };
  const shared = {
    placeholder,
    disabled,
    required,
    value: showAsText(value),
    className: mono ? 'w-full font-mono sm:text-sm' : 'w-full',
    autoComplete: 'off',
    spellCheck: !mono,
  };
  return (
    <div data-place={placeOf(path)} className="min-w-0">
      <Field label={label} hideLabel={hideLabel ?? false} hint={hint} error={error}>
        {(control) =>
          long ? (
            <TextArea {...shared} {...control} rows={2} onChange={(event) => change(event.target.value)} />
          ) : (
            <Input {...shared} {...control} onChange={(event) => change(event.target.value)} />
          )
        }
      </Field>
    </div>
  );
}

export function showAsText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number where the text is exactly how JSON writes it, so that nothing jumps while one types. */
export function numberOrText(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}
