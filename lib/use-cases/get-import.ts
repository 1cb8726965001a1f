import type { ImportTable } from '../aws/import-table';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';

export async function getImport(
  deps: { imports: ImportTable },
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  return authorizeImport(deps.imports, actor, 'read', importId);
}
