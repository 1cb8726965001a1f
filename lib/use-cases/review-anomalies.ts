import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { startSelection, type SelectionDeps, type SelectionRequest } from './start-selection';

export type ReviewRequest = Omit<SelectionRequest, 'kind' | 'zone'> & { decision: 'release' | 'dismiss' };

/** Decides on flagged rows, by an import that is returned: released ones go to silver, dismissed ones away. */
export async function reviewAnomalies(
  deps: SelectionDeps,
  actor: Actor,
  { decision, ...request }: ReviewRequest,
): Promise<ImportRecord> {
  authorize(actor, 'import', request.dataset);
  return startSelection(deps, actor, { ...request, kind: decision, zone: 'anomalies' });
}
