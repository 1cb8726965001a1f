import { commitImport } from '../../../lake/commit/commit-import';
import type { Snapshot } from '../../../lake/snapshot';
import { latestSnapshot } from '../../latest-snapshot';
import { checkObject } from './check-object';
import { commitStages, type ImportRun, type RunOutcome } from '../import-run';
import { definitionFor, outcomeOf } from './run-load';
import { runSelection } from './run-selection';
import { requireParent } from './run-undo';

/** Runs the parent again: a file's bytes under the import's definition version, in the parent's place; a decision anew. */
export async function runReplay(run: ImportRun): Promise<RunOutcome> {
  const { deps, record } = run;
  const parent = await deps.imports.get(requireParent(record));
  if (parent.kind === 'delete' || parent.kind === 'release' || parent.kind === 'dismiss') {
    return runSelection(run, parent.kind);
  }
  const definition = await deps.datasets.getVersion(record.dataset, record.definitionVersion);
  const checked = await checkObject(run, definition, { ...parent, fileName: record.fileName });
  const snapshot = await latestSnapshot(deps.store, record.dataset);
  const manifest = await commitImport({
    kind: 'replay',
    ...seatOf(snapshot, parent.id),
    store: deps.store,
    cache: deps.cache,
    workDir: run.workDir,
    definition: await definitionFor(run, definition, checked),
    importId: record.id,
    fileName: record.fileName,
    sha256: checked.sha256,
    etag: parent.etag,
    checked,
    snapshot,
    dryRun: record.dryRun,
    onStage: commitStages(run, { problems: checked.problems, missing: checked.missing }),
  });
  return outcomeOf(checked, manifest);
}

/**
 * The place of an import, and whom a replay of it unseats. One that is not in the log any more, as an undone one after
 * the dataset's replay, comes back as the last.
 */
export function seatOf(snapshot: Snapshot, importId: string): { place?: number; unseats?: string[] } {
  const place = snapshot.manifestOf(importId)?.place;
  return place === undefined ? {} : { place, unseats: [importId] };
}
