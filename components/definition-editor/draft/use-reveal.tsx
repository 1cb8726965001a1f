'use client';

import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';

interface Reveal {
  /** Places of the items that are unfolded. */
  open: ReadonlySet<string>;
  toggle: (place: string, isOpen: boolean) => void;
  /** Unfolds what hides a place and puts the focus on its control, or on the nearest one. */
  reveal: (place: string) => void;
}

const RevealContext = createContext<Reveal | null>(null);

/** An item's control is there some moments after it is unfolded; an editor has to be loaded first. */
const TRIES = 20;
const TRY_MS = 60;

export function RevealProvider({ children }: { children: ReactNode }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((place: string, isOpen: boolean) => {
    setOpen((places) => new Set(isOpen ? [...places, place] : [...places].filter((one) => one !== place)));
  }, []);
  const reveal = useCallback(
    (place: string) => {
      const item = /^(?:schema\.fields|derive|rules|views)\[\d+\]/.exec(place)?.[0];
      if (item) toggle(item, true);
      focusPlace(place, TRIES);
    },
    [toggle],
  );
  const value = useMemo(() => ({ open, toggle, reveal }), [open, toggle, reveal]);
  return <RevealContext value={value}>{children}</RevealContext>;
}

export function useReveal(): Reveal {
  const reveal = use(RevealContext);
  if (!reveal) throw new Error('useReveal needs a RevealProvider above it.');
  return reveal;
}

function focusPlace(place: string, tries: number): void {
  const found = [...document.querySelectorAll<HTMLElement>('[data-place]')]
    .filter(({ dataset }) => dataset.place && isWithin(place, dataset.place))
    .toSorted((a, b) => (b.dataset.place?.length ?? 0) - (a.dataset.place?.length ?? 0))[0];
  const isExact = found?.dataset.place === place;
  const control = found?.querySelector<HTMLElement>('input, select, textarea, [contenteditable="true"]');
  if (control && (isExact || tries === 0)) {
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: 'center' });
  } else if (tries > 0) setTimeout(() => focusPlace(place, tries - 1), TRY_MS);
}

/** Whether a place is another one or below it. */
export function isWithin(place: string, outer: string): boolean {
  return place === outer || (place.startsWith(outer) && /^[.[]/.test(place.slice(outer.length)));
}
