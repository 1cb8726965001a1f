import type { DatasetTable } from '../aws/dataset-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import { refuseWhileUnderWay, requestChild, type OfImport, type RequestDeps } from './request-import';

/**
 * Runs an import's bytes again under the dataset's current definition, by an import of its own that is returned and
 * takes the place of the first. It also brings back an import that was undone.
 */
export async function replayImport(
  deps: RequestDeps & { datasets: DatasetTable },
  actor: Actor,
  { importId, dryRun, source }: OfImport,
): Promise<ImportRecord> {
  const record = await authorizeImport(deps.imports, actor, 'import', importId);
  refuseKind(record);
  if (record.state !== 'SUCCEEDED' && record.state !== 'UNDONE') {
    throw new LakeportError('conflict', `Import ${importId} is ${record.state}.`, {
      resolution:
        record.state === 'FAILED'
          ? 'Send it again with a redrive.'
          : 'Only one that SUCCEEDED or was UNDONE can be replayed.',
    });
  }
  await refuseWhileUnderWay(
    deps.imports,
    record.dataset,
    ({ kind, parentId }) => kind === 'replay' && parentId === importId,
  );
  const { version } = await deps.datasets.get(record.dataset);
  return requestChild(deps, actor, record, { kind: 'replay', definitionVersion: version, dryRun, source });
}

function refuseKind({ kind, parentId }: ImportRecord): void {
  if (kind === 'load' || (kind === 'replay' && parentId !== null)) return;
  if (kind === 'undo') {
    throw new LakeportError('conflict', 'An undo has no rows that could be replayed.', {
      resolution: `Replay import ${parentId}, which it took back.`,
    });
  }
  if (kind === 'replay') {
    throw new LakeportError('conflict', 'This was the replay of a whole dataset.', {
      resolution: 'Replay the dataset again.',
    });
  }
  throw new LakeportError('conflict', 'Only imports that bring rows can be replayed.', {
    resolution: `Choose the rows again to ${kind} them.`,
  });
}
