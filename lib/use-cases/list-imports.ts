import type { ImportFilter } from '../aws/import-pages';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorize, authorizeSome } from './authorize';

const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 200;

export interface ImportPage {
  items: ImportRecord[];
  cursor: string | null;
}

/** The import history, newest first. A page can be short, or empty, and yet have a cursor: few fit, and more may. */
export async function listImports(
  deps: { imports: ImportTable },
  actor: Actor,
  {
    cursor,
    limit = PAGE_SIZE,
    ...filter
  }: ImportFilter & { cursor?: string | undefined; limit?: number | undefined },
): Promise<ImportPage> {
  const isVisible = authorizeSome(actor, 'read');
  if (filter.dataset) authorize(actor, 'read', filter.dataset);
  for (const at of [filter.from, filter.to]) requireTime(at);
  const { items, after } = await deps.imports.list({
    ...filter,
    limit: Math.min(Math.max(limit, 1), PAGE_SIZE_MAX),
    after: cursor,
  });
  return { items: items.filter(({ dataset }) => isVisible(dataset)), cursor: after };
}

function requireTime(at: string | undefined): void {
  if (at === undefined || Date.parse(at) >= 0) return;
  throw new LakeportError('invalid-request', `“${at}” is no point in time.`, {
    resolution: 'Give it as 2026-01-31 or 2026-01-31T08:00:00Z.',
  });
}
