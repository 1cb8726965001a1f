'use client';

import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import type { DefinitionIssue } from '@/lib/dataset/definition-issue';
import type { DraftStore } from './draft-store';
import { placeOf, readAt, type JsonPath } from './json-path';

const DraftContext = createContext<DraftStore | null>(null);

export function DraftProvider({ store, children }: { store: DraftStore; children: ReactNode }): ReactNode {
  return <DraftContext value={store}>{children}</DraftContext>;
}

export function useDraftStore(): DraftStore {
  const store = use(DraftContext);
  if (!store) throw new Error('useDraftStore needs a DraftProvider above it.');
  return store;
}

/** The whole of it, for what depends on more than one place. */
export function useDraft(): unknown {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.getDraft, store.getDraft);
}

export function useIsChanged(): boolean {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.isChanged, store.isChanged);
}

export function useIssues(): readonly DefinitionIssue[] {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.getIssues, store.getIssues);
}

interface DraftPlace {
  value: unknown;
  /** What is wrong with it. */
  error: string | null;
  set: (value: unknown) => void;
}

/** One place of the definition. Only a change of this very place draws its user again. */
export function useDraftPlace(path: JsonPath): DraftPlace {
  const store = useDraftStore();
  const place = placeOf(path);
  const read = () => readAt(store.getDraft(), path);
  const readError = () => errorAt(store.getIssues(), place);
  return {
    value: useSyncExternalStore(store.subscribe, read, read),
    error: useSyncExternalStore(store.subscribe, readError, readError),
    set: (value) => store.set(path, value),
  };
}

/** The messages of one place as one text; null without any. */
function errorAt(issues: readonly DefinitionIssue[], place: string): string | null {
  const own = issues.filter(({ path }) => path === place);
  return own.length > 0 ? own.map(({ message }) => message).join(' ') : null;
}
