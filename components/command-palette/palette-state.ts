/** Which of the two windows that a key opens from everywhere is open. */
import { useSyncExternalStore } from 'react';

export type PaletteWindow = 'commands' | 'shortcuts' | null;

let current: PaletteWindow = null;
const listeners = new Set<() => void>();

export function showPalette(next: PaletteWindow): void {
  current = next;
  for (const listener of listeners) listener();
}

export function usePaletteWindow(): PaletteWindow {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => null,
  );
}
