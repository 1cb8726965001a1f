'use client';

import dynamic from 'next/dynamic';
import { useEffect, type ReactNode } from 'react';
import { showPalette, usePaletteWindow } from '@/components/command-palette/palette-state';

const CommandPalette = dynamic(() =>
  import('@/components/command-palette/command-palette').then((module) => module.CommandPalette),
);
const ShortcutsDialog = dynamic(() =>
  import('@/components/command-palette/shortcuts-dialog').then((module) => module.ShortcutsDialog),
);

/** Opens the palette on Ctrl-K or ⌘K, and the list of keys on `?`; what they show is loaded when it is first asked for. */
export function PaletteKeys(): ReactNode {
  const shown = usePaletteWindow();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        showPalette('commands');
      } else if (event.key === '?' && !isTyping(event.target)) {
        event.preventDefault();
        showPalette('shortcuts');
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const close = () => showPalette(null);
  if (shown === 'commands') return <CommandPalette onClose={close} />;
  return shown === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : null;
}

/** A question mark that is written is no shortcut. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
