'use client';

import { useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { Toaster as SonnerToaster } from 'sonner';

/** Short messages about what has just happened, in a corner. */
export function Toaster(): ReactNode {
  const { resolvedTheme } = useTheme();
  return (
    <SonnerToaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!bg-surface !text-ink !border-line !shadow-overlay !font-sans !text-base',
          description: '!text-muted',
        },
      }}
    />
  );
}
