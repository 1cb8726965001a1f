import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import {
  changedState,
  parseBrowseState,
  serializeBrowseState,
  type BrowseState,
} from '@/components/browse/browse-state';
import type { LakeColumn } from '@/lib/lake/columns';

export type BrowseChange = Partial<BrowseState> | ((state: BrowseState) => Partial<BrowseState>);

/** `replace` for what nobody wants to go back to step by step: letters of a search, widths of columns. */
export type ChangeBrowse = (change: BrowseChange, how?: 'push' | 'replace') => void;

interface BrowseAddress {
  state: BrowseState;
  /** What of the address was not understood. */
  problem: string | null;
  change: ChangeBrowse;
}

/**
 * The state of browsing, kept in the address of the page at `path`: the history of the browser is the history of the
 * questions. A page of one zone alone says so in `fixed`, and its address does not.
 */
export function useBrowseState(
  own: readonly LakeColumn[],
  path: string,
  fixed?: Pick<BrowseState, 'zone'>,
): BrowseAddress {
  const search = useSearchParams();
  const zone = fixed?.zone;
  const parse = useCallback(
    (query: URLSearchParams) => {
      const { state, problem } = parseBrowseState(query, own);
      return { state: zone ? { ...state, zone } : state, problem };
    },
    [own, zone],
  );
  const { state, problem } = useMemo(() => parse(new URLSearchParams(search)), [parse, search]);
  const change: ChangeBrowse = useCallback(
    (asked, how = 'push') => {
      // The address is ahead of what is on screen when one change follows the other quickly.
      const latest = parse(new URLSearchParams(window.location.search)).state;
      const next = changedState(latest, typeof asked === 'function' ? asked(latest) : asked);
      const query = serializeBrowseState(zone ? { ...next, zone: 'silver' } : next);
      window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path + query);
    },
    [parse, path, zone],
  );
  return { state, problem, change };
}
