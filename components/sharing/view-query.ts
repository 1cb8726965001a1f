import { parseBrowseState, serializeBrowseState, type BrowseState } from '@/components/browse/browse-state';
import type { LakeColumn } from '@/lib/lake/columns';

/** What of a state a saved view keeps: all but which page and which row of it one looks at. */
export function viewQuery(state: BrowseState): string {
  return serializeBrowseState({ ...state, offset: 0, row: null }).replace(/^\?/, '');
}

/** A saved query as `viewQuery` writes the same state today: so that two ways of saying it are equal. */
export function normalizedQuery(query: string, columns: readonly LakeColumn[]): string {
  return viewQuery(parseBrowseState(new URLSearchParams(query), columns).state);
}
