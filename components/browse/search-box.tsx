'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { SEARCH_LENGTH_MAX } from '@/components/browse/browse-state';
import { useSlashKey } from '@/components/browse/use-slash-key';
import { CONTROL_CLASS } from '@/components/ui/control-class';
import { IconButton } from '@/components/ui/icon-button';

/** A pause in typing that is long enough to ask the server. */
const PAUSE_MS = 300;

interface SearchBoxProps {
  /** What the address says. */
  value: string;
  /** `isFirst` when there was no search before: a step in the browser's history, as the letters after it are not. */
  onSearch: (text: string, isFirst: boolean) => void;
}

/** A text to be found in any column, asked for when the typing pauses. The slash key leads here from anywhere. */
export function SearchBox({ value, onSearch }: SearchBoxProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [asked, setAsked] = useState(value);
  // The address changes without us too: by going back, or by a button that clears the search. What we have asked for
  // ourselves comes back some time later, when more may have been typed.
  if (known !== value) {
    setKnown(value);
    if (asked !== value) {
      setAsked(value);
      setText(value);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useSlashKey(() => {
    input.current?.focus();
    input.current?.select();
  });
  const ask = (next: string) => {
    clearTimeout(timer.current);
    if (next === asked) return;
    setAsked(next);
    onSearch(next, asked === '');
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(next), PAUSE_MS);
  };
  return (
    <div role="search" className="relative min-w-40 flex-1 max-sm:order-1 max-sm:basis-full sm:max-w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        type="text"
        aria-label="Search in all columns"
        aria-keyshortcuts="/"
        placeholder="Search all columns"
        autoComplete="off"
        spellCheck={false}
        maxLength={SEARCH_LENGTH_MAX}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(text);
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          setText('');
          ask('');
        }}
        className={`${CONTROL_CLASS} h-8! w-full pr-8 pl-8 sm:text-sm!`}
      />
      {text === '' ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 hidden h-5 -translate-y-1/2 items-center rounded-sm border px-1.5 font-sans text-xs text-faint sm:flex"
        >
          /
        </kbd>
      ) : (
        <span className="absolute top-1/2 right-0.5 -translate-y-1/2">
          <IconButton
            label="Clear the search"
            className="size-7"
            onClick={() => {
              setText('');
              ask('');
              input.current?.focus();
            }}
          >
            <X />
          </IconButton>
        </span>
      )}
    </div>
  );
}
