import type { AuditTrail } from '../../aws/audit-trail';
import type { SavedView, SavedViewTable } from '../../aws/saved-view-table';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';
import { requireOwnView } from './require-own-view';

/** Deletes a view and gives what it was; that of a shared one is noted in the audit trail. */
export async function deleteView(
  deps: { savedViews: Pick<SavedViewTable, 'find' | 'remove'>; audit: Pick<AuditTrail, 'append'> },
  actor: Actor,
  { dataset, id }: { dataset: string; id: string },
): Promise<SavedView> {
  authorize(actor, 'read', dataset);
  const view = await requireOwnView(deps.savedViews, actor, dataset, id);
  await deps.savedViews.remove(dataset, id);
  if (view.shared) {
    const details = { dataset, owner: view.owner };
    await deps.audit.append({ actor: actor.name, action: 'view.deleted', target: view.title, details });
  }
  return view;
}
