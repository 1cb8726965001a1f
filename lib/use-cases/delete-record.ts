import type { ImportRecord } from '../lake/import-record';
import { queryKey } from '../lake/query/query-key';
import { rowLineageSchema } from '../lake/selection/selection';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset } from './query-dataset';
import { startSelection, type SelectionDeps } from './start-selection';

/** Removes the current row of a key, by an import that is returned. */
export async function deleteRecord(
  deps: SelectionDeps,
  actor: Actor,
  request: { dataset: string; key: readonly string[]; note: string | null },
): Promise<ImportRecord> {
  authorize(actor, 'import', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { primaryKey } = dataset.definition.schema;
  const { key, note } = request;
  const found = await queryKey({ ...deps, snapshot, columns, zone: 'silver', primaryKey, key });
  const row = rowLineageSchema.parse({
    import: found['_import'],
    file: found['_file'],
    line: found['_line'],
  });
  const selection = { rows: [row] };
  return startSelection(deps, actor, {
    dataset: dataset.name,
    kind: 'delete',
    zone: 'silver',
    selection,
    note,
    source: 'api',
  });
}
