import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { startSelection, type SelectionDeps, type SelectionRequest } from './start-selection';

/** Removes current rows, by an import that is returned. */
export async function deleteRecords(
  deps: SelectionDeps,
  actor: Actor,
  request: Omit<SelectionRequest, 'kind' | 'zone'>,
): Promise<ImportRecord> {
  authorize(actor, 'import', request.dataset);
  return startSelection(deps, actor, { ...request, kind: 'delete', zone: 'silver' });
}
