import type { SavedView, SavedViewTable } from '../../aws/saved-view-table';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';

/** The actor's own views of a dataset, and those that others share, by title. */
export async function listSavedViews(
  { savedViews }: { savedViews: Pick<SavedViewTable, 'list'> },
  actor: Actor,
  dataset: string,
): Promise<SavedView[]> {
  authorize(actor, 'read', dataset);
  const views = await savedViews.list(dataset);
  return views
    .filter(({ owner, shared }) => shared || owner === actor.name)
    .sort((a, b) => a.title.localeCompare(b.title, 'en') || a.id.localeCompare(b.id));
}
