'use client';

import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { showPalette } from '@/components/command-palette/palette-state';
import { IconButton } from '@/components/ui/icon-button';

/** The palette for those who point or touch. */
export function PaletteButton({ compact = false }: { compact?: boolean }): ReactNode {
  const open = () => showPalette('commands');
  if (compact) {
    return (
      <IconButton label="Go to…" onClick={open}>
        <Search />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      onClick={open}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-9 items-center gap-2.5 rounded-md border border-line-strong bg-surface px-2.5 text-muted hover:bg-sunken hover:text-ink"
    >
      <Search aria-hidden className="size-4" strokeWidth={1.75} />
      <span className="flex-1 text-left">Go to…</span>
      <kbd className="font-sans text-xs text-faint">Ctrl K</kbd>
    </button>
  );
}
