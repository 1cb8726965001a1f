/** Objects that a commit wrote and that nothing points to. */
import { importPrefix, ROW_ZONES, type Attempt } from '../../keys';
import type { Manifest } from '../../manifest';
import type { ObjectStore } from '../../object-store';

/** What an attempt wrote that failed with `cause`. */
export async function removeAttempt(store: ObjectStore, attempt: Attempt, cause: unknown): Promise<void> {
  try {
    for (const zone of ROW_ZONES) {
      const prefix = `${importPrefix(zone, attempt.dataset, attempt.importId)}${attempt.attempt}`;
      for await (const { key } of store.list(prefix)) await store.delete(key);
    }
  } catch (error) {
    throw new AggregateError([cause, error], 'A commit failed, and what it wrote could not be removed.');
  }
}

/**
 * What other runs of an import wrote. Only after a commit: a run whose put of the
 * manifest fails cannot know whether it was stored, and must not remove what it may have committed.
 */
export async function removeOrphans(store: ObjectStore, manifest: Manifest): Promise<void> {
  const zones = ROW_ZONES.map((zone) => manifest[zone]);
  const wanted = new Set([
    ...zones.flatMap(({ parts }) => parts.flatMap(({ key, keysKey }) => [key, keysKey])),
    ...zones.flatMap(({ superseded, confirmed, deleted }) =>
      [superseded, confirmed, deleted].flatMap((list) => list?.key ?? []),
    ),
  ]);
  for (const zone of ROW_ZONES) {
    const prefix = importPrefix(zone, manifest.dataset, manifest.importId);
    for await (const { key } of store.list(prefix)) {
      if (!wanted.has(key)) await store.delete(key);
    }
  }
}
