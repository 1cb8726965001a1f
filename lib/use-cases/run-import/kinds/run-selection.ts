import path from 'node:path';
import { LakeportError } from '../../../errors';
import { commitSelection, type SelectionKind } from '../../../lake/commit/commit-selection';
import { latestSnapshot } from '../../latest-snapshot';
import { commitStages, type ImportRun, type RunOutcome } from '../import-run';
import { bytesOf, NO_BYTES } from './run-undo';

/** Deletes, releases or dismisses the rows that the import's object names by their keys. */
export async function runSelection(run: ImportRun, kind: SelectionKind): Promise<RunOutcome> {
  const { deps, record, workDir } = run;
  const keysPath = path.join(workDir, 'keys.ndjson');
  if (!(await deps.store.getToFile(record.objectKey, keysPath))) {
    throw new LakeportError('source-error', 'The list of the rows is no longer in bronze.', {
      resolution: 'Choose the rows again.',
    });
  }
  const manifest = await commitSelection({
    kind,
    keysPath,
    sizeBytes: record.sizeBytes,
    store: deps.store,
    cache: deps.cache,
    workDir,
    definition: await deps.datasets.getVersion(record.dataset, record.definitionVersion),
    importId: record.id,
    fileName: record.fileName,
    sha256: NO_BYTES,
    snapshot: await latestSnapshot(deps.store, record.dataset),
    dryRun: record.dryRun,
    onStage: commitStages(run),
  });
  return { manifest, problems: null, missing: null, writtenBytes: bytesOf(manifest) };
}
