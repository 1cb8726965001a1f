'use client';

import { useId, type ReactNode } from 'react';

interface FieldProps {
  label: string;
  /** Only read out, where a heading above says it for several. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string | null;
  /** Gets the ids that tie the control to its label, hint and error. */
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A labelled control with its hint and its error. */
export function Field({ label, hideLabel = false, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium text-ink'}>
        {label}
      </label>
      {children({
        id,
        ...(note ? { 'aria-describedby': noteId } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {note ? (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={error ? 'text-sm text-bad' : 'text-sm text-faint'}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}
