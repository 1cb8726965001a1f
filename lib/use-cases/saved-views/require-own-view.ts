import type { SavedView, SavedViewTable } from '../../aws/saved-view-table';
import { LakeportError } from '../../errors';
import { may, type Actor } from '../../roles';

export function viewNotFound(): LakeportError {
  return new LakeportError('not-found', 'There is no such saved view.', {
    resolution: 'Somebody may have deleted it. Open the list of views again.',
  });
}

/**
 * The view, if the actor may change it: its owner, or an admin when it is shared. A view that the actor cannot even see
 * is not there.
 */
export async function requireOwnView(
  savedViews: Pick<SavedViewTable, 'find'>,
  actor: Actor,
  dataset: string,
  id: string,
): Promise<SavedView> {
  const view = await savedViews.find(dataset, id);
  if (view?.owner === actor.name) return view;
  if (!view?.shared) throw viewNotFound();
  if (may(actor, 'manage')) return view;
  throw new LakeportError('forbidden', 'Only its owner or an admin may change this view.', {
    resolution: 'Save what you see as a view of your own.',
  });
}
