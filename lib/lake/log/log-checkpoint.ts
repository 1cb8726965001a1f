/**
 * All commits of a log up to one of them in one object, a line each: a log of thousands of small objects is read in one
 * request. A checkpoint only repeats the log, so one that is missing or damaged costs time and nothing else.
 */
import { logCheckpointKey, logCheckpointsPrefix } from '../keys';
import { manifestSchema, type Manifest } from '../manifest';
import type { ObjectStore } from '../object-store';

/** The older one is kept for whoever has just listed it. */
const CHECKPOINTS_KEPT = 2;

/** The commits of the log's last checkpoint; none when there is no sound one. */
export async function readCheckpoint(store: ObjectStore, log: string): Promise<Manifest[]> {
  const key = (await listCheckpoints(store, log)).at(-1);
  const text = key === undefined ? null : await store.getText(key);
  if (key === undefined || text === null) return [];
  const manifests = parseLines(text);
  const last = manifests.at(-1);
  return last && isWhole(manifests) && logCheckpointKey(log, last.sequence) === key ? manifests : [];
}

/** The last commit of the log's last checkpoint, sound or not; 0 without one. */
export async function latestCheckpoint(store: ObjectStore, log: string): Promise<number> {
  const key = (await listCheckpoints(store, log)).at(-1);
  return key === undefined ? 0 : Number(key.slice(logCheckpointsPrefix(log).length, -'.ndjson'.length));
}

/** Puts the commits, of which the last one names the checkpoint, and removes checkpoints that are not needed any more. */
export async function writeCheckpoint(
  store: ObjectStore,
  log: string,
  manifests: readonly Manifest[],
): Promise<void> {
  const last = manifests.at(-1);
  if (!last) return;
  const text = manifests.map((manifest) => `${JSON.stringify(manifest)}\n`).join('');
  const key = logCheckpointKey(log, last.sequence);
  await store.putText(key, text, { contentType: 'application/x-ndjson' });
  const older = (await listCheckpoints(store, log)).slice(0, -CHECKPOINTS_KEPT);
  for (const old of older) await store.delete(old);
}

/** Oldest first, without those of logs below this one. */
async function listCheckpoints(store: ObjectStore, log: string): Promise<string[]> {
  const prefix = logCheckpointsPrefix(log);
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) {
    if (/^\d+\.ndjson$/.test(key.slice(prefix.length))) keys.push(key);
  }
  return keys;
}

function parseLines(text: string): Manifest[] {
  const manifests: Manifest[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const parsed = manifestSchema.safeParse(parseJson(line));
    if (!parsed.success) return [];
    manifests.push(parsed.data);
  }
  return manifests;
}

/** From the first commit, or from one that makes another log the state, without a gap. */
function isWhole(manifests: readonly Manifest[]): boolean {
  const [first] = manifests;
  if (!first || (first.sequence !== 1 && first.kind !== 'switch')) return false;
  return manifests.every(({ sequence }, index) => sequence === first.sequence + index);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
