import { manifestKey, manifestsPrefix } from '../../lake/keys';
import { manifestSchema, type Manifest } from '../../lake/manifest';
import type { ObjectStore } from '../../lake/object-store';
import type { Snapshot } from '../../lake/snapshot';

/** An import's commit, or the switch to the log that it has built, if that is the last one. */
export async function findCommit(
  store: ObjectStore,
  snapshot: Snapshot,
  importId: string,
): Promise<Manifest | null> {
  const commit = snapshot.manifestOf(importId);
  if (commit || snapshot.switchedAt === 0) return commit ?? null;
  const text = await store.getText(manifestKey(manifestsPrefix(snapshot.dataset), snapshot.switchedAt));
  const last = text === null ? null : manifestSchema.parse(JSON.parse(text));
  return last?.importId === importId ? last : null;
}
