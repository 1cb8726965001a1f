/** Takes an import back: its keys are again what the imports that are left say of them. */
import { NO_ROWS } from '../../counts';
import { LakeportError } from '../../errors';
import type { Manifest } from '../manifest';
import type { Snapshot } from '../snapshot';
import { commitDraft, type CommitContext, type CommitOptions, type Draft } from './commit-draft';
import { changeOfStanding } from './projection/change-of-standing';
import { effectOf, matchChangingKeys, recomputeKeys } from './projection/recompute-keys';
import { restoreRows } from './projection/restore-rows';
import { writeZone } from './outputs/write-outputs';

export interface CommitUndoOptions extends Omit<CommitOptions, 'sha256' | 'etag'> {
  /** The import that is taken back. */
  undoes: string;
}

/**
 * The undo's manifest, also when an earlier run has committed it already.
 * @throws LakeportError `conflict` when the import does not stand, or is an undo itself
 */
export async function commitUndo({ undoes, ...options }: CommitUndoOptions): Promise<Manifest> {
  // An undo has no bytes of its own.
  return commitDraft(
    { ...options, sha256: '', etag: null },
    [],
    async (context) => (snapshot) => draftUndo(context, snapshot, undoes),
  );
}

async function draftUndo(context: CommitContext, snapshot: Snapshot, undoes: string): Promise<Draft> {
  assertStanding(snapshot, undoes);
  const change = changeOfStanding(snapshot, [undoes]);
  await matchChangingKeys(context, snapshot, change);
  await recomputeKeys(context, snapshot, change);
  const write = async (zone: 'silver' | 'anomalies') =>
    writeZone(context, zone, {
      mixed: await restoreRows(context, zone),
      superseded: `superseded_${zone}`,
    });
  return {
    facts: {
      kind: 'undo',
      counts: NO_ROWS,
      effect: await effectOf(context.connection, false),
      keyRange: change.range,
      unseats: [undoes],
    },
    write: async () => ({ silver: await write('silver'), anomalies: await write('anomalies') }),
  };
}

function assertStanding(snapshot: Snapshot, undoes: string): void {
  const manifest = snapshot.manifestOf(undoes);
  if (manifest?.kind === 'undo') {
    throw new LakeportError('conflict', 'An undo cannot be undone itself.', {
      resolution: 'Replay the import that it took back: this brings its rows again.',
    });
  }
  const isImport = manifest && manifest.kind !== 'compaction' && manifest.kind !== 'switch';
  if (!isImport || !snapshot.standing().includes(manifest)) {
    throw new LakeportError('conflict', 'This import does not count any more, so it cannot be undone.', {
      resolution: 'It has been undone or replayed before; replay it to bring its rows again.',
    });
  }
}
