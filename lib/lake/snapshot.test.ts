import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestKey, manifestsPrefix } from './keys';
import type { ManifestInput } from './manifest';
import { loadSnapshot } from './snapshot';
import { FileObjectStore } from './testing/file-object-store';

let dir: string;
let store: FileObjectStore;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'snapshot-'));
  store = new FileObjectStore(dir);
});
afterEach(() => rm(dir, { recursive: true }));

const count = { blank: 0, rejected: 0, anomalous: 0, bytes: 0, seconds: 1, rowsPerSecond: 1 };

/** Each commit writes ten rows, and from the second on replaces one of the part before. */
async function putManifest(sequence: number, dataset = 'weather'): Promise<void> {
  const inserted = sequence === 1 ? 10 : 9;
  const manifest: ManifestInput = {
    dataset,
    sequence,
    importId: `import-${sequence}`,
    fileName: 'a.csv',
    definitionVersion: 1,
    committedAt: '2025-01-01T00:00:00.000Z',
    sha256: '0',
    counts: { ...count, received: 10, accepted: 10, inserted, updated: 10 - inserted, unchanged: 0 },
    silver: {
      parts: [{ key: `silver/${sequence}`, keysKey: `keys/${sequence}`, rows: 10, bytes: 1 }],
      superseded: sequence === 1 ? null : { key: `superseded/${sequence}`, rows: 1 },
    },
    anomalies: { parts: [], superseded: null },
    keyRange: null,
  };
  await store.putText(manifestKey(manifestsPrefix(dataset), sequence), JSON.stringify(manifest));
}

describe('loadSnapshot', () => {
  it('is empty before the first commit', async () => {
    const snapshot = await loadSnapshot(store, 'weather');
    expect(snapshot.sequence).toBe(0);
    expect(snapshot.currentRows('silver')).toBe(0);
  });

  it('reads hundreds of commits in their order, and adds them up', async () => {
    for (let sequence = 1; sequence <= 200; sequence += 1) await putManifest(sequence);
    await putManifest(1, 'weather-2');
    const snapshot = await loadSnapshot(store, 'weather');
    expect(snapshot.manifests.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    expect(snapshot.currentRows('silver')).toBe(200 * 10 - 199);
    expect(snapshot.parts('silver')[199]).toMatchObject({ key: 'silver/200', importId: 'import-200' });
    expect(snapshot.superseded('silver')).toHaveLength(199);
    expect(snapshot.at(2).currentRows('silver')).toBe(19);
    expect(snapshot.manifestOf('import-7')?.sequence).toBe(7);
  });

  it('reads only what is new since a snapshot, and returns that one when nothing is', async () => {
    await putManifest(1);
    const first = await loadSnapshot(store, 'weather');
    expect(await loadSnapshot(store, 'weather', first)).toBe(first);
    await store.delete(manifestKey(manifestsPrefix('weather'), 1));
    await putManifest(2);
    const second = await loadSnapshot(store, 'weather', first);
    expect(second.manifests.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(first.sequence).toBe(1);
  });

  it('refuses a log with a gap', async () => {
    await putManifest(1);
    await putManifest(3);
    await expect(loadSnapshot(store, 'weather')).rejects.toMatchObject({ code: 'invariant-broken' });
    await expect(loadSnapshot(store, 'weather')).rejects.toThrow(/Commit 2 of weather/);
  });

  it('refuses what is no manifest', async () => {
    await store.putText(manifestKey(manifestsPrefix('weather'), 1), '{"dataset":"weather"}');
    await expect(loadSnapshot(store, 'weather')).rejects.toThrow();
  });
});
