import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactDataset } from '../compaction/compact-dataset';
import { removeDropped } from '../compaction/remove-dropped';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../testing/lake-fixture';
import { commitSameBytes } from './same-bytes';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const DATE = '2025-01-01';
const row = (station: string, max: number): FixtureRow => ({ station, date: DATE, max, note: null });

/** `station value` of the current rows. */
async function state(zone: 'silver' | 'anomalies' = 'silver'): Promise<string[]> {
  const rows = await lake.currentRows(zone);
  expect(rows).toHaveLength((await lake.snapshot()).currentRows(zone));
  return rows.map((each) => `${String(each['station'])} ${String(each['max'])}`).sort();
}

async function storedKeys(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of lake.store.list(prefix)) keys.push(key);
  return keys;
}

async function compact(): Promise<void> {
  const compacted = await compactDataset({
    store: lake.store,
    cache: lake.cache,
    db: lake.db,
    workDir: lake.workDir,
    dataset: 'weather',
    retentionDays: { silver: null, anomalies: null },
    limits: { smallPartsMax: 1 },
  });
  expect(compacted).not.toBeNull();
}

describe('commitUndo', () => {
  it('takes new rows away, brings changed ones back and keeps those of later imports', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1), row('C', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2), row('C', 2), row('D', 2), row('E', 2)] });
    await lake.commit({ importId: 'three', accepted: [row('C', 3), row('E', 3)] });
    const undo = await lake.undo('undo', 'two');
    expect(undo).toMatchObject({
      kind: 'undo',
      sequence: 4,
      place: 4,
      unseats: ['two'],
      effect: { removed: 1, restored: 1, kept: 2 },
      counts: { received: 0, inserted: 0 },
      keyRange: { station: ['B', 'E'] },
    });
    expect(await state()).toEqual(['A 1', 'B 1', 'C 3', 'E 3']);
  });

  it('gives a row that counts again its own lineage', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2)] });
    const { silver } = await lake.undo('undo', 'two');
    expect(silver.parts).toMatchObject([{ rows: 1, mixed: true }]);
    const lineage = ['station', '_import', '_file', '_line'];
    const rows = await lake.currentRows('silver', WEATHER_COLUMNS, lineage);
    expect(rows).toEqual([
      { station: 'A', _import: 'one', _file: 'one.csv', _line: 2 },
      { station: 'B', _import: 'one', _file: 'one.csv', _line: 3 },
    ]);
  });

  it('keeps a row that another import has confirmed', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('A', 1)] });
    const undo = await lake.undo('undo', 'one');
    expect(undo.effect).toEqual({ removed: 1, restored: 0, kept: 1 });
    expect(await state()).toEqual(['A 1']);
    expect((await lake.undo('undo again', 'two')).effect).toEqual({ removed: 1, restored: 0, kept: 0 });
    expect(await state()).toEqual([]);
  });

  it('brings a flagged row back that waited before it was corrected', async () => {
    await lake.commit({ importId: 'one', anomalies: [row('A', 99), row('B', 99)] });
    await lake.commit({ importId: 'two', accepted: [row('A', 1)], anomalies: [row('B', 98)] });
    expect((await lake.undo('undo', 'two')).effect).toEqual({ removed: 1, restored: 2, kept: 0 });
    expect(await state('anomalies')).toEqual(['A 99', 'B 99']);
    expect(await state()).toEqual([]);
  });

  it('takes back one of two equal rows of a dataset without a key', async () => {
    const unkeyed = { primaryKey: [] };
    await lake.commit({ importId: 'one', accepted: [row('A', 1)], ...unkeyed });
    await lake.commit({ importId: 'two', accepted: [row('A', 1), row('A', 1), row('B', 1)], ...unkeyed });
    const undo = await lake.undo('undo', 'two');
    expect(undo).toMatchObject({ effect: { removed: 2, restored: 0, kept: 1 }, keyRange: null });
    expect(await state()).toEqual(['A 1']);
  });

  it('leaves the rows to an import that was answered by the one it takes back', async () => {
    const same = await lake.commit({ importId: 'one', accepted: [row('A', 1)] }, { etag: 'e' });
    await commitSameBytes({
      store: lake.store,
      definition: { name: 'weather', version: 1, schema: { primaryKey: ['station', 'date'] } },
      importId: 'two',
      fileName: 'two.csv',
      etag: 'e',
      same,
    });
    expect((await lake.undo('undo', 'one')).effect).toEqual({ removed: 0, restored: 0, kept: 1 });
    expect(await state()).toEqual(['A 1']);
    expect((await lake.undo('undo again', 'two')).effect).toEqual({ removed: 1, restored: 0, kept: 0 });
    expect(await state()).toEqual([]);
  });

  it.each([
    ['two', 'three'],
    ['three', 'two'],
  ])('ends the same in any order (%s first)', async (...undone) => {
    for (const [index, importId] of ['one', 'two', 'three'].entries()) {
      await lake.commit({ importId, accepted: [row('A', index), row(importId, index)] });
    }
    for (const importId of undone) await lake.undo(`undo ${importId}`, importId);
    expect(await state()).toEqual(['A 0', 'one 0']);
  });

  it('takes back deletions, releases and dismissals', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)], anomalies: [row('B', 9), row('C', 9)] });
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => lake.keyOf(name, DATE)));
    await lake.select('delete', 'delete', [a ?? '']);
    await lake.select('release', 'release', [b ?? '']);
    await lake.select('dismiss', 'dismiss', [c ?? '']);
    expect([await state(), await state('anomalies')]).toEqual([['B 9'], []]);
    expect((await lake.undo('undo delete', 'delete')).effect).toMatchObject({ restored: 1 });
    expect((await lake.undo('undo release', 'release')).effect).toMatchObject({ removed: 1, restored: 1 });
    expect((await lake.undo('undo dismiss', 'dismiss')).effect).toMatchObject({ restored: 1 });
    expect([await state(), await state('anomalies')]).toEqual([['A 1'], ['B 9', 'C 9']]);
  });

  it('brings back what a replay had replaced, but not what had been undone before', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.replay({ importId: 'replay', accepted: [row('A', 2)] }, 'one');
    await lake.undo('undo', 'replay');
    expect(await state()).toEqual(['A 1']);
    await lake.undo('undo one', 'one');
    await lake.replay({ importId: 'again', accepted: [row('A', 3)] }, 'one');
    expect(await state()).toEqual(['A 3']);
    await lake.undo('undo again', 'again');
    expect(await state()).toEqual([]);
  });

  it('refuses what does not count any more, and an undo', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.undo('undo', 'one');
    for (const undoes of ['one', 'undo', 'nothing']) {
      await expect(lake.undo('again', undoes)).rejects.toMatchObject({
        code: 'conflict',
        resolution: expect.stringMatching(/[Rr]eplay/),
      });
    }
    expect((await lake.snapshot()).sequence).toBe(2);
  });

  it('is committed once, however often it is asked for', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    const undos = await Promise.all([1, 2, 3].map(() => lake.undo('undo', 'one')));
    for (const undo of undos) expect(undo).toEqual(undos[0]);
    expect((await lake.snapshot()).sequence).toBe(2);
  });

  it('says as a dry run what it would do, and writes nothing', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('A', 2), row('B', 2)] });
    const before = await storedKeys('');
    const dry = await lake.undo('undo', 'two', { dryRun: true });
    expect(dry.effect).toEqual({ removed: 1, restored: 1, kept: 0 });
    expect(await storedKeys('')).toEqual(before);
  });

  it('leaves nothing behind when it is stopped before the commit', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('A', 2)] });
    const before = await storedKeys('');
    const stopped = lake.undo('undo', 'two', {
      onStage: (stage) => {
        if (stage === 'committing') throw new Error('cancelled');
      },
    });
    await expect(stopped).rejects.toThrow('cancelled');
    expect(await storedKeys('')).toEqual(before);
  });

  it('reads the key files of imports only whose keys can be among its own', async () => {
    for (const name of ['A', 'B', 'C']) await lake.commit({ importId: name, accepted: [row(name, 1)] });
    for (const name of ['A', 'B', 'C']) await lake.store.delete((await keysOf(name))[0] ?? '');
    await lake.commit({ importId: 'two', accepted: [row('D', 2)] });
    expect((await lake.undo('undo', 'two', { cache: lake.coldCache() })).effect).toMatchObject({
      removed: 1,
    });
  });
});

async function keysOf(importId: string): Promise<string[]> {
  const manifest = (await lake.snapshot()).manifestOf(importId);
  return manifest?.silver.parts.map(({ keysKey }) => keysKey) ?? [];
}

describe('commitUndo after a compaction', () => {
  beforeEach(async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('C', 2), row('D', 2)] });
    await lake.commit({ importId: 'three', accepted: [row('D', 3)] });
  });

  it('finds the rows where they are now, and their older ones where they were', async () => {
    await compact();
    expect((await lake.undo('undo', 'three')).effect).toEqual({ removed: 0, restored: 1, kept: 0 });
    expect((await lake.undo('undo one', 'one')).effect).toEqual({ removed: 2, restored: 0, kept: 0 });
    expect(await state()).toEqual(['C 2', 'D 2']);
    await compact();
    expect((await lake.undo('undo two', 'two')).effect).toEqual({ removed: 2, restored: 0, kept: 0 });
    expect(await state()).toEqual([]);
  });

  it('still knows whose rows they are once the replaced parts are removed', async () => {
    await compact();
    const later = new Date(Date.now() + 1000);
    const snapshot = await lake.snapshot();
    expect(await removeDropped({ store: lake.store, snapshot, undoDays: 0, now: later })).toBeGreaterThan(0);
    const cache = lake.coldCache();
    await lake.commit({ importId: 'four', accepted: [row('A', 4), row('C', 4)] }, { cache });
    expect((await lake.undo('undo', 'four', { cache })).effect).toEqual({ removed: 0, restored: 2, kept: 0 });
    expect(await state()).toEqual(['A 1', 'B 1', 'C 2', 'D 3']);
    expect((await lake.undo('undo one', 'one', { cache })).effect).toEqual({
      removed: 2,
      restored: 0,
      kept: 0,
    });
    expect(await state()).toEqual(['C 2', 'D 3']);
  });
});

describe('commitUndo of rows that retention has removed', () => {
  it('brings back what is left', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 1)] });
    await lake.commit({ importId: 'three', accepted: [row('A', 3), row('B', 3)] });
    const [part] = (await lake.snapshot()).manifestOf('one')?.silver.parts ?? [];
    await lake.store.delete(part?.key ?? '');
    const undo = await lake.undo('undo', 'three', { cache: lake.coldCache() });
    expect(undo.effect).toEqual({ removed: 1, restored: 1, kept: 0 });
    expect(await state()).toEqual(['B 1']);
  });
});
