import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ulid } from 'ulid';
import type { ImportTable } from '../aws/import-table';
import { retentionDays } from '../dataset/retention';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { ImportSource } from '../lake/import-states';
import { bronzeKey, type RowZone } from '../lake/keys';
import { parseSelection } from '../lake/selection/selection';
import { writeSelection } from '../lake/selection/write-selection';
import type { Actor } from '../roles';
import { openDataset, type QueryDeps } from './query-dataset';
import { startStoredImport } from './start-stored-import';

export interface SelectionDeps extends QueryDeps {
  imports: ImportTable;
  /** `db` may write it. */
  workDir: string;
}

export interface SelectionRequest {
  dataset: string;
  kind: 'delete' | 'release' | 'dismiss';
  zone: RowZone;
  /** As `parseSelection` takes it. */
  selection: unknown;
  /** Why, in the words of who asks. */
  note: string | null;
  source: ImportSource;
}

const NOTE_CHARS_MAX = 1000;

/** Opens an import of the chosen rows' keys, which does with them what its kind says. The caller has authorized it. */
export async function startSelection(
  deps: SelectionDeps,
  actor: Actor,
  { kind, zone, note, source, ...request }: SelectionRequest,
): Promise<ImportRecord> {
  if (note !== null && note.length > NOTE_CHARS_MAX) {
    throw new LakeportError('invalid-request', `A note has ${NOTE_CHARS_MAX} characters at most.`);
  }
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const selection = parseSelection(request.selection, columns);
  await mkdir(deps.workDir, { recursive: true });
  const file = path.join(deps.workDir, `selection-${randomUUID()}.ndjson`);
  try {
    const rows = await writeSelection({ ...deps, snapshot, columns, zone }, selection, file);
    if (rows === 0) throw nothingSelected();
    const id = ulid();
    const fileName = `${kind}.ndjson`;
    const known = {
      id,
      kind,
      note,
      source,
      dataset: dataset.name,
      definitionVersion: dataset.version,
      fileName,
      objectKey: bronzeKey(dataset.name, id, fileName),
      sizeBytes: (await stat(file)).size,
      createdBy: actor.name,
    };
    return await startStoredImport(deps.imports, known, (key) =>
      deps.store.putFile(key, file, {
        contentType: 'application/x-ndjson',
        retentionDays: retentionDays(dataset.definition, 'bronze'),
      }),
    );
  } finally {
    await rm(file, { force: true });
  }
}

function nothingSelected(): LakeportError {
  return new LakeportError('invalid-request', 'None of the rows of this selection is there any more.', {
    resolution: 'Load the rows again: somebody may have changed them meanwhile.',
  });
}
