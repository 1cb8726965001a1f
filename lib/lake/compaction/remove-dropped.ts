/** Removes objects that compactions have replaced, once nobody reads or undoes that far back, and what failed ones left. */
import { ROW_ZONES, type RowZone } from '../keys';
import type { ObjectInfo, ObjectStore } from '../object-store';
import type { Snapshot } from '../snapshot';
import { compactionIdPrefix } from './compaction-id';

/** How long after a compaction an import before it can be undone, and a cursor before it be read on. */
const UNDO_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

export interface RemoveDroppedOptions {
  store: ObjectStore;
  snapshot: Snapshot;
  undoDays?: number;
  now?: Date;
}

/** The number of objects that were removed. */
export async function removeDropped(options: RemoveDroppedOptions): Promise<number> {
  const { snapshot, undoDays = UNDO_DAYS, now = new Date() } = options;
  const until = now.getTime() - undoDays * DAY_MS;
  let removed = 0;
  for (const zone of ROW_ZONES) {
    const replaced = replacedObjects(snapshot, zone, until);
    if (replaced.size > 0) {
      const prefix = `${zone}/${snapshot.dataset}/`;
      removed += await removeWhere(options, prefix, ({ key }) => replaced.has(key));
    }
    const committed = compactionObjects(snapshot, zone);
    // One that is under way has no commit yet either, but it ends within a day.
    const isOrphan = ({ key, lastModified }: ObjectInfo) =>
      !committed.has(key) && Date.parse(lastModified) < now.getTime() - DAY_MS;
    const prefix = `${zone}/${snapshot.dataset}/${compactionIdPrefix}`;
    removed += await removeWhere(options, prefix, isOrphan);
  }
  return removed;
}

function replacedObjects(snapshot: Snapshot, zone: RowZone, untilMs: number): Set<string> {
  const drops = snapshot.manifests
    .filter(({ committedAt }) => Date.parse(committedAt) < untilMs)
    .flatMap((manifest) => manifest.drops);
  const keysKeys = new Map(snapshot.writtenParts(zone).map(({ key, keysKey }) => [key, keysKey]));
  return new Set(drops.flatMap((key) => [key, keysKeys.get(key) ?? key]));
}

function compactionObjects(snapshot: Snapshot, zone: RowZone): Set<string> {
  return new Set(
    snapshot.manifests
      .filter(({ kind }) => kind === 'compaction')
      .flatMap(({ [zone]: { parts, superseded } }) => [
        ...parts.flatMap(({ key, keysKey }) => [key, keysKey]),
        ...(superseded ? [superseded.key] : []),
      ]),
  );
}

async function removeWhere(
  { store }: RemoveDroppedOptions,
  prefix: string,
  isRemoved: (object: ObjectInfo) => boolean,
): Promise<number> {
  const keys: string[] = [];
  for await (const object of store.list(prefix)) if (isRemoved(object)) keys.push(object.key);
  for (const key of keys) await store.delete(key);
  return keys.length;
}
