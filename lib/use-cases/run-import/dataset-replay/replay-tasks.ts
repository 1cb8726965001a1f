/** Which imports a dataset's replay runs again, in which order and in which place. */
import { LakeportError } from '../../../errors';
import type { DatasetDefinition } from '../../../dataset/definition';
import type { Manifest } from '../../../lake/manifest';
import type { Snapshot } from '../../../lake/snapshot';
import type { ReplayStart } from './replay-log';

/** What says something of keys by itself. Undos are not run again: what they took back is simply left out. */
const RUN_AGAIN: readonly Manifest['kind'][] = ['load', 'replay', 'delete', 'release', 'dismiss'];
const DECISIONS: readonly Manifest['kind'][] = ['delete', 'release', 'dismiss'];

/**
 * The imports that stood when the replay began, in their order, and then whatever has been committed since.
 * @throws LakeportError `conflict` when another replay has switched the dataset meanwhile
 */
export function replayTasks(current: Snapshot, start: ReplayStart): Manifest[] {
  if (current.switchedAt !== start.switchedAt) {
    throw new LakeportError('conflict', 'Another replay of the dataset has ended meanwhile.', {
      resolution: 'Replay the dataset again.',
    });
  }
  const standing = current
    .at(start.sequence)
    .standing()
    .filter(({ kind }) => RUN_AGAIN.includes(kind))
    .sort((one, other) => one.place - other.place || one.sequence - other.sequence);
  const since = current.manifests.filter(
    ({ sequence, kind }) => sequence > start.sequence && kind !== 'compaction',
  );
  return [...standing, ...since];
}

/**
 * Deletions and reviews name rows by keys, which mean nothing under another key; without a primary key a row's key is
 * its content, which another definition may change.
 * @throws LakeportError `conflict`
 */
export async function refuseForeignKeys(
  tasks: readonly Manifest[],
  now: DatasetDefinition,
  versionOf: (version: number) => Promise<DatasetDefinition>,
): Promise<void> {
  const decisions = tasks.filter(({ kind }) => DECISIONS.includes(kind));
  const key = JSON.stringify(now.schema.primaryKey);
  for (const version of new Set(decisions.map(({ definitionVersion }) => definitionVersion))) {
    if (version === now.version) continue;
    const before = await versionOf(version);
    if (JSON.stringify(before.schema.primaryKey) === key && now.schema.primaryKey.length > 0) continue;
    throw new LakeportError(
      'conflict',
      `The dataset has ${decisions.length} deletions or reviews, which name rows by a key that the new definition does not have.`,
      { resolution: 'Undo them first, or keep the primary key.' },
    );
  }
}

/** The place in the new log of what had `place` in the old one: behind the last of those before it. */
export function placeInLog(
  log: Snapshot,
  old: ReadonlyMap<string, number>,
  place: number,
): number | undefined {
  const before = log.manifests.filter(({ importId }) => (old.get(importId) ?? Infinity) <= place);
  return before.length === 0 ? undefined : Math.max(...before.map((manifest) => manifest.place));
}
