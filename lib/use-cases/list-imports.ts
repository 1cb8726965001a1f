import type { ImportTable } from '../aws/import-table';
import type { ImportRecord } from '../lake/import-record';
import type { ImportKind, ImportState } from '../lake/import-states';
import type { Actor } from '../roles';
import { authorize } from './authorize';

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 200;

export interface ImportPage {
  items: ImportRecord[];
  cursor: string | null;
}

/** The import history, newest first. */
export async function listImports(
  deps: { imports: ImportTable },
  actor: Actor,
  request: {
    dataset?: string | undefined;
    state?: ImportState | undefined;
    kind?: ImportKind | undefined;
    /** Only the chain of attempts that began with this import, the first one included. */
    rootId?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<ImportPage> {
  authorize(actor, 'read');
  const limit = Math.min(Math.max(request.limit ?? PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const { items, after } = await deps.imports.list({
    dataset: request.dataset,
    state: request.state,
    kind: request.kind,
    rootId: request.rootId,
    limit,
    after: request.cursor,
  });
  return { items, cursor: after };
}
