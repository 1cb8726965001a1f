import type { SavedView } from '@/components/api/saved-views';
import { normalizedQuery } from '@/components/sharing/view-query';
import type { LakeColumn } from '@/lib/lake/columns';

export interface ActiveView {
  view: SavedView;
  /** Whether what is shown is no longer what was saved. */
  isChanged: boolean;
}

/**
 * The view that is shown: one that says exactly this, or else the one that was opened last and has been changed since.
 * @param query of what is shown; empty for all rows as they are, which are no view
 */
export function findActiveView(
  views: readonly SavedView[],
  columns: readonly LakeColumn[],
  { query, openedId }: { query: string; openedId: string | null },
): ActiveView | null {
  if (query === '') return null;
  const opened = views.find(({ id }) => id === openedId);
  const isShown = (view: SavedView) => normalizedQuery(view.query, columns) === query;
  const shown = opened && isShown(opened) ? opened : views.find(isShown);
  if (shown) return { view: shown, isChanged: false };
  return opened ? { view: opened, isChanged: true } : null;
}
