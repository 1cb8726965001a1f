/** The log in which a replay of a dataset builds its new state. */
import { z } from 'zod';
import { checkpointPrefix, manifestKey, manifestsPrefix } from '../../../lake/keys';
import type { ImportRecord } from '../../../lake/import-record';
import { manifestSchema, type Manifest, type ManifestInput } from '../../../lake/manifest';
import type { ObjectStore } from '../../../lake/object-store';
import { loadSnapshot, Snapshot } from '../../../lake/snapshot';

/** The state of the dataset that the replay sets out from; what is committed later it catches up with. */
const startSchema = z.object({ sequence: z.number().int(), switchedAt: z.number().int() });

export type ReplayStart = z.infer<typeof startSchema>;

/** Where a replay has begun, also when an earlier run began it. */
export async function openReplay(
  store: ObjectStore,
  { dataset, id }: ImportRecord,
  current: Snapshot,
): Promise<ReplayStart> {
  const key = `${checkpointPrefix(dataset, id)}start.json`;
  const { sequence, switchedAt } = current;
  await store.putIfAbsent(key, JSON.stringify({ sequence, switchedAt }));
  return startSchema.parse(JSON.parse((await store.getText(key)) ?? '{}'));
}

export function loadReplayLog(
  store: ObjectStore,
  dataset: string,
  log: string,
  known?: Snapshot,
): Promise<Snapshot> {
  return loadSnapshot(store, dataset, known ?? new Snapshot(dataset, []), log);
}

/** Puts the commit that makes the log the state of the dataset; null when somebody else has committed first. */
export async function putSwitch(
  store: ObjectStore,
  manifest: ManifestInput & { log: string },
): Promise<Manifest | null> {
  const key = manifestKey(manifestsPrefix(manifest.dataset), manifest.sequence);
  const put = await store.putIfAbsent(key, JSON.stringify(manifest), { contentType: 'application/json' });
  return put === 'written' ? manifestSchema.parse(manifest) : null;
}
