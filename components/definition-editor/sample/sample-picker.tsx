'use client';

import { useRef, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';

interface SamplePickerProps {
  label: string;
  /** The input's name, for screen readers. */
  inputLabel: string;
  accept?: string;
  primary?: boolean;
  pending?: boolean;
  onFile: (file: File) => void;
}

/** A button that asks for one file. */
export function SamplePicker({
  label,
  inputLabel,
  accept,
  primary,
  pending,
  onFile,
}: SamplePickerProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={inputLabel}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          // The same file can be chosen again once it is mended.
          event.target.value = '';
        }}
      />
      <Button
        variant={primary ? 'primary' : 'secondary'}
        size={primary ? 'md' : 'sm'}
        pending={pending ?? false}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
