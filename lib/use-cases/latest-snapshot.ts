import type { ObjectStore } from '../lake/object-store';
import { loadSnapshot, type Snapshot } from '../lake/snapshot';

const known = new WeakMap<ObjectStore, Map<string, Snapshot>>();

/** The dataset as of its last commit. The log only grows, so a warm process reads just what is new in it. */
export async function latestSnapshot(store: ObjectStore, dataset: string): Promise<Snapshot> {
  const ofStore = known.get(store) ?? new Map<string, Snapshot>();
  known.set(store, ofStore);
  const snapshot = await loadSnapshot(store, dataset, ofStore.get(dataset));
  ofStore.set(dataset, snapshot);
  return snapshot;
}
