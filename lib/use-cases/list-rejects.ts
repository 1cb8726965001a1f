import type { ImportTable } from '../aws/import-table';
import type { DuckDb } from '../duckdb';
import type { PartCache } from '../lake/part-cache';
import { queryRejects, type RejectsPage } from '../lake/query/query-rejects';
import type { Actor } from '../roles';
import { authorize } from './authorize';

/** A page of the problems of an import's refused rows; empty when it refused none or has not ended. */
export async function listRejects(
  deps: { imports: ImportTable; cache: PartCache; db: DuckDb },
  actor: Actor,
  request: {
    importId: string;
    code?: string | undefined;
    column?: string | undefined;
    offset?: number | undefined;
    limit?: number | undefined;
  },
): Promise<RejectsPage> {
  authorize(actor, 'read');
  const { importId, code, column, offset, limit } = request;
  const record = await deps.imports.get(importId);
  if (!record.counts?.rejected) return { rows: [], total: 0, groups: [] };
  return queryRejects({
    ...deps,
    dataset: record.dataset,
    importId,
    ...(code !== undefined && { code }),
    ...(column !== undefined && { column }),
    ...(offset !== undefined && { offset }),
    ...(limit !== undefined && { limit }),
  });
}
