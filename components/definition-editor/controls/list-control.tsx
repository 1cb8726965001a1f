'use client';

import { X } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace, useIssues } from '../draft/use-draft';
import { isWithin } from '../draft/use-reveal';
import { showAsText } from './text-control';

interface ListControlProps {
  path: JsonPath;
  label: string;
  hint?: ReactNode;
  /** What it is where the definition does not say. */
  fallback?: readonly string[];
  /** Whether an empty text may be one of them, as in the missing values. */
  takesEmpty?: boolean;
  placeholder?: string;
}

const NOTHING: readonly string[] = [];

/** A list of texts: Enter adds one, Backspace in the empty field takes the last one away. */
export function ListControl(props: ListControlProps): ReactNode {
  const { path, label, hint, fallback = NOTHING, takesEmpty = false, placeholder } = props;
  const { value, set } = useDraftPlace(path);
  const error = useErrorBelow(path);
  const [text, setText] = useState('');
  const items: readonly unknown[] = Array.isArray(value) ? value : fallback;

  const keep = (next: readonly unknown[]) =>
    set(next.length === 0 && fallback.length === 0 ? undefined : next);
  const add = (item: string) => {
    setText('');
    if ((item !== '' || takesEmpty) && !items.includes(item)) keep([...items, item]);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text !== '') add(text);
    } else if (event.key === 'Backspace' && text === '' && items.length > 0) keep(items.slice(0, -1));
  };
  return (
    <div data-place={placeOf(path)} className="min-w-0">
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <div className="flex flex-wrap items-center gap-1.5">
            <Chips items={items} label={label} onRemove={(at) => keep(items.filter((_, i) => i !== at))} />
            <Input
              {...control}
              value={text}
              placeholder={placeholder ?? 'Add, then Enter'}
              autoComplete="off"
              spellCheck={false}
              className="w-36 min-w-0 flex-1"
              onChange={(event) => setText(event.target.value)}
              onKeyDown={press}
              onBlur={() => (text === '' ? undefined : add(text))}
            />
            {takesEmpty && !items.includes('') ? (
              <Button size="sm" onClick={() => keep(['', ...items])}>
                Add empty
              </Button>
            ) : null}
          </div>
        )}
      </Field>
    </div>
  );
}

interface ChipsProps {
  items: readonly unknown[];
  label: string;
  onRemove: (index: number) => void;
}

function Chips({ items, label, onRemove }: ChipsProps): ReactNode {
  return items.map((item, index) => (
    <span
      key={`${index} ${showAsText(item)}`}
      className="inline-flex h-7 max-w-full items-center gap-1 rounded-sm bg-sunken pl-2 text-sm"
    >
      <span className={item === '' ? 'text-muted italic' : 'truncate font-mono text-xs'}>
        {item === '' ? 'empty' : showAsText(item)}
      </span>
      <button
        type="button"
        aria-label={`Remove ${item === '' ? 'empty' : showAsText(item)} from ${label}`}
        onClick={() => onRemove(index)}
        className="inline-flex size-7 items-center justify-center rounded-sm text-faint hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  ));
}

/** A list has one control, which says what is wrong with any of its items too. */
function useErrorBelow(path: JsonPath): string | null {
  const place = placeOf(path);
  const own = useIssues().filter((issue) => isWithin(issue.path, place));
  return own.length > 0 ? own.map(({ message }) => message).join(' ') : null;
}
