'use client';

import { createContext, use, type ReactNode } from 'react';
import type { DefinitionCheck, Sample } from '@/components/api/definitions';

export interface SampleState {
  sample: Sample | null;
  /** Of the draft as it was some moments ago; null before the first answer. */
  check: DefinitionCheck | null;
  /** The draft has changed since, or the server is still at it. */
  isChecking: boolean;
  /** Why there is no check. */
  error: Error | null;
  retry: () => void;
}

const SampleContext = createContext<SampleState | null>(null);

export function SampleProvider({ state, children }: { state: SampleState; children: ReactNode }): ReactNode {
  return <SampleContext value={state}>{children}</SampleContext>;
}

/** What the server says of the draft and of the sample under it. */
export function useSample(): SampleState {
  const state = use(SampleContext);
  if (!state) throw new Error('useSample needs a SampleProvider above it.');
  return state;
}
