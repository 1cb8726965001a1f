'use client';

import { X } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

interface GroupFilterProps {
  name: string;
  value: string;
  /** Values that there are, as far as they are known. */
  suggestions: readonly string[];
  onApply: (value: string) => void;
}

/** One value of a group, typed or chosen; emptied, all of them are shown. */
export function GroupFilter({ name, value, suggestions, onApply }: GroupFilterProps): ReactNode {
  const listId = useId();
  const [text, setText] = useState(value);
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
            className="w-44"
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
      {text !== value ? (
        <Button type="submit" variant="primary">
          Show
        </Button>
      ) : value === '' ? null : (
        <IconButton label={`All of ${name}`} className="mb-0.5" onClick={() => onApply('')}>
          <X />
        </IconButton>
      )}
    </form>
  );
}
