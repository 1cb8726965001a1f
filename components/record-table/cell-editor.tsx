'use client';

import { useRef, type ReactNode } from 'react';

interface CellEditorProps {
  label: string;
  text: string;
  isNumeric: boolean;
  /** Null when it was given up. */
  onEnd: (text: string | null) => void;
}

/** The text of a cell while it is being changed: Enter keeps it, Escape gives it up. */
export function CellEditor({ label, text, isNumeric, onEnd }: CellEditorProps): ReactNode {
  // The key that ends editing takes the focus away, which must not end it a second time.
  const hasEnded = useRef(false);
  const end = (input: HTMLInputElement, value: string | null) => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    const cell = input.closest('td');
    onEnd(value);
    cell?.focus();
  };
  return (
    <input
      autoFocus
      aria-label={label}
      defaultValue={text}
      inputMode={isNumeric ? 'decimal' : undefined}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(event.currentTarget, event.currentTarget.value);
        if (event.key === 'Escape') end(event.currentTarget, null);
      }}
      onBlur={() => {
        if (hasEnded.current) return;
        hasEnded.current = true;
        onEnd(null);
      }}
      className="absolute inset-0 bg-surface px-3 text-sm text-ink outline-2 -outline-offset-2 outline-accent"
    />
  );
}
