import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import { refuseWhileUnderWay, requestChild, type OfImport, type RequestDeps } from './request-import';

/** Takes an import back, by an import of its own that is returned: its rows go, what it had changed is as before. */
export async function undoImport(
  deps: RequestDeps,
  actor: Actor,
  { importId, dryRun, source }: OfImport,
): Promise<ImportRecord> {
  const record = await authorizeImport(deps.imports, actor, 'import', importId);
  refuseKind(record);
  refuseState(record);
  await refuseWhileUnderWay(
    deps.imports,
    record.dataset,
    ({ kind, parentId }) => kind === 'undo' && parentId === importId,
  );
  const { definitionVersion } = record;
  return requestChild(deps, actor, record, { kind: 'undo', definitionVersion, dryRun, source });
}

function refuseKind({ kind, parentId }: ImportRecord): void {
  if (kind === 'undo') {
    throw new LakeportError('conflict', 'An undo cannot be undone itself.', {
      resolution: `Replay import ${parentId} to bring its rows back.`,
    });
  }
  if (kind === 'replay' && parentId === null) {
    throw new LakeportError('conflict', 'The replay of a whole dataset cannot be undone.', {
      resolution: 'Save the earlier definition again and replay the dataset under it.',
    });
  }
}

function refuseState({ id, state, undoneBy }: ImportRecord): void {
  if (state === 'SUCCEEDED') return;
  if (state === 'UNDONE') {
    throw new LakeportError('conflict', `Import ${id} has been undone already${by(undoneBy)}.`, {
      resolution: 'Replay it to bring its rows back.',
    });
  }
  throw new LakeportError('conflict', `Import ${id} is ${state}; only one that SUCCEEDED can be undone.`, {
    resolution: state === 'FAILED' || state === 'CANCELLED' ? 'It changed nothing.' : 'Cancel it instead.',
  });
}

function by(undoneBy: string | null): string {
  return undoneBy === null ? '' : ` by import ${undoneBy}`;
}
