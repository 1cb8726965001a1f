import { definitionForFile } from '../dataset/definition-for-file';
import { LakeportError } from '../errors';
import type { ImportTable } from '../aws/import-table';
import type { ImportRecord } from '../lake/import-record';
import { ROW_ZONES } from '../lake/keys';
import type { RecordRow } from '../lake/query/query-records';
import { lineageName, readRows } from '../lake/selection/read-rows';
import type { RowLineage } from '../lake/selection/selection';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { parseEdits, type Edit } from './edits/parse-edits';
import { refuseEdits } from './edits/refuse-edits';
import { writeRows } from './edits/write-rows';
import { openDataset, type QueryDeps } from './query-dataset';
import { startRowsImport } from './start-rows-import';

/** A name that only an import of edits has, so that columns from the path are members of its rows. */
const EDITED_NAME = 'edited.ndjson';

/**
 * Adds rows, or puts changed cells over current ones, by an import that is returned.
 * @param request.rows `[{"row": {"import", "file", "line"} | null, "values": {…}}]`, values in canonical form
 */
export async function saveRecords(
  deps: QueryDeps & { imports: ImportTable },
  actor: Actor,
  request: { dataset: string; rows: unknown },
): Promise<ImportRecord> {
  authorize(actor, 'import', request.dataset);
  const edits = parseEdits(request.rows);
  const opened = await openDataset(deps, request.dataset);
  const definition = definitionForFile(opened.dataset.definition, EDITED_NAME);
  const current = await readCurrent(deps, opened, edits);
  refuseEdits(definition, edits, current);
  const rows = await writeRows(definition, edits, current);
  return startRowsImport(deps, actor, opened.dataset, { rows, fileName: EDITED_NAME });
}

/** The current rows that are changed, in their edits' order; null for new ones. */
async function readCurrent(
  deps: QueryDeps,
  { snapshot, columns }: Awaited<ReturnType<typeof openDataset>>,
  edits: readonly Edit[],
): Promise<(RecordRow | null)[]> {
  const wanted = edits.flatMap(({ row }) => row ?? []);
  const found = new Map<string, RecordRow>();
  for (const zone of ROW_ZONES) {
    const missing = wanted.filter((row) => !found.has(lineageName(row)));
    if (missing.length === 0) break;
    for (const [name, row] of await readRows({ ...deps, snapshot, columns, zone }, missing))
      found.set(name, row);
  }
  return edits.map(({ row }) => (row === null ? null : (found.get(lineageName(row)) ?? goneRow(row))));
}

function goneRow({ file, line }: RowLineage): never {
  throw new LakeportError(
    'conflict',
    `The row of ${file}, line ${line}, has been changed or removed meanwhile.`,
    {
      resolution: 'Load the rows again and repeat the change.',
    },
  );
}
