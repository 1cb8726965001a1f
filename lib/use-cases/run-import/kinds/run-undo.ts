import { LakeportError } from '../../../errors';
import { commitUndo } from '../../../lake/commit/commit-undo';
import type { ImportRecord } from '../../../lake/import-record';
import { latestSnapshot } from '../../latest-snapshot';
import { commitStages, type ImportRun, type RunOutcome } from '../import-run';

/** What a commit that is made of no file says of its bytes. */
export const NO_BYTES = '';

/** Takes the parent back. */
export async function runUndo(run: ImportRun): Promise<RunOutcome> {
  const { deps, record } = run;
  const manifest = await commitUndo({
    store: deps.store,
    cache: deps.cache,
    workDir: run.workDir,
    definition: await deps.datasets.getVersion(record.dataset, record.definitionVersion),
    importId: record.id,
    fileName: record.fileName,
    undoes: requireParent(record),
    snapshot: await latestSnapshot(deps.store, record.dataset),
    dryRun: record.dryRun,
    onStage: commitStages(run),
  });
  return { manifest, problems: null, missing: null, writtenBytes: bytesOf(manifest) };
}

export function requireParent({ id, kind, parentId }: ImportRecord): string {
  if (parentId !== null) return parentId;
  throw new LakeportError('invalid-request', `Import ${id} is a ${kind} of nothing.`);
}

/** Bytes in Parquet that a commit added. */
export function bytesOf({ silver, anomalies }: RunOutcome['manifest']): number {
  return [...silver.parts, ...anomalies.parts].reduce((sum, { bytes }) => sum + bytes, 0);
}
