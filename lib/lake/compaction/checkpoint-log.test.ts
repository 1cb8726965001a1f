import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logCheckpointKey, manifestKey, manifestsPrefix, replayLogPrefix } from '../keys';
import type { ManifestInput } from '../manifest';
import { loadSnapshot } from '../snapshot';
import { FileObjectStore } from '../testing/file-object-store';
import { checkpointLog } from './checkpoint-log';

const LOG = manifestsPrefix('weather');
const REPLAY_LOG = replayLogPrefix('weather', '01REPLAY');

let dir: string;
let store: FileObjectStore;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'checkpoint-'));
  store = new FileObjectStore(dir);
});
afterEach(() => rm(dir, { recursive: true }));

async function put(log: string, sequence: number, rest: Partial<ManifestInput> = {}): Promise<void> {
  const none = { parts: [], superseded: null };
  const counts = { received: 0, accepted: 0, anomalous: 0, rejected: 0, blank: 0 };
  const compared = { inserted: 0, updated: 0, unchanged: 0, bytes: 0, seconds: 0, rowsPerSecond: 0 };
  const manifest: ManifestInput = {
    dataset: 'weather',
    sequence,
    importId: `import-${sequence}`,
    fileName: 'a.csv',
    definitionVersion: 1,
    committedAt: '2025-01-01T00:00:00.000Z',
    sha256: '0',
    counts: { ...counts, ...compared },
    silver: none,
    anomalies: none,
    keyRange: null,
    ...rest,
  };
  await store.putText(manifestKey(log, sequence), JSON.stringify(manifest));
}

const checkpoints = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list('logs/')) keys.push(key);
  return keys;
};

describe('checkpointLog', () => {
  it('keeps the last two checkpoints of a log', async () => {
    for (let sequence = 1; sequence <= 12; sequence += 1) {
      await put(LOG, sequence);
      await checkpointLog(store, 'weather', LOG, 3);
    }
    expect(await checkpoints()).toEqual([logCheckpointKey(LOG, 9), logCheckpointKey(LOG, 12)]);
    expect((await loadSnapshot(store, 'weather')).manifests).toHaveLength(12);
  });

  it('covers a log that has been made the state, and leaves out what was before', async () => {
    for (let sequence = 1; sequence <= 5; sequence += 1) await put(LOG, sequence);
    for (let sequence = 1; sequence <= 4; sequence += 1)
      await put(REPLAY_LOG, sequence, { importId: `replayed-${sequence}` });
    await checkpointLog(store, 'weather', LOG, 3);
    await put(LOG, 6, { kind: 'switch', importId: '01REPLAY', log: REPLAY_LOG });
    await checkpointLog(store, 'weather', LOG, 3);
    expect(await checkpoints()).toEqual([logCheckpointKey(LOG, 5), logCheckpointKey(REPLAY_LOG, 4)]);
    for (let sequence = 7; sequence <= 9; sequence += 1) await put(LOG, sequence);
    const before = await loadSnapshot(store, 'weather');
    await checkpointLog(store, 'weather', LOG, 3);
    const lines = ((await store.getText(logCheckpointKey(LOG, 9))) ?? '').trim().split('\n');
    expect(lines).toHaveLength(4);
    const after = await loadSnapshot(store, 'weather');
    expect(after.manifests).toEqual(before.manifests);
    expect(after).toMatchObject({ sequence: 9, switchedAt: 6 });
    const ids = after.manifests.map(({ importId }) => importId);
    expect(ids).toEqual(
      [1, 2, 3, 4].map((n) => `replayed-${n}`).concat(['import-7', 'import-8', 'import-9']),
    );
  });
});
