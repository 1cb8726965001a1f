import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../testing/lake-fixture';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const DATE = '2025-01-01';
const row = (station: string, max: number): FixtureRow => ({ station, date: DATE, max, note: null });

async function state(zone: 'silver' | 'anomalies' = 'silver'): Promise<string[]> {
  const rows = await lake.currentRows(zone);
  expect(rows).toHaveLength((await lake.snapshot()).currentRows(zone));
  return rows.map((each) => `${String(each['station'])} ${String(each['max'])}`).sort();
}

describe('commitImport as a replay', () => {
  it('changes its own rows, takes away those it has no more, and leaves those of later imports', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1), row('C', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2)] });
    const replay = await lake.replay(
      { importId: 'replay', accepted: [row('A', 5), row('B', 5), row('D', 5)] },
      'one',
    );
    expect(replay).toMatchObject({
      kind: 'replay',
      sequence: 3,
      place: 1,
      unseats: ['one'],
      counts: { accepted: 3, inserted: 1, updated: 2, unchanged: 0 },
      effect: { removed: 1, restored: 0, kept: 0 },
      keyRange: { station: ['A', 'D'] },
    });
    expect(await state()).toEqual(['A 5', 'B 2', 'D 5']);
    await lake.undo('undo', 'two');
    expect(await state()).toEqual(['A 5', 'B 5', 'D 5']);
  });

  it('writes nothing that is there already', async () => {
    const accepted = [row('A', 1), row('B', 1)];
    await lake.commit({ importId: 'one', accepted });
    const replay = await lake.replay({ importId: 'replay', accepted }, 'one');
    expect(replay).toMatchObject({
      counts: { unchanged: 2 },
      silver: { parts: [], superseded: null, confirmed: { rows: 2 } },
      effect: { removed: 0, restored: 0, kept: 0 },
    });
    await lake.undo('undo', 'replay');
    expect(await state()).toEqual(['A 1', 'B 1']);
  });

  it('brings an import that was undone back to its place', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2)] });
    await lake.undo('undo', 'one');
    expect(await state()).toEqual(['B 2']);
    const replay = await lake.replay({ importId: 'replay', accepted: [row('A', 1), row('B', 1)] }, 'one');
    expect(replay.counts).toMatchObject({ inserted: 1, updated: 1 });
    expect(await state()).toEqual(['A 1', 'B 2']);
  });

  it('restores older rows under those that it has no more', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('A', 2), row('B', 2)] });
    const replay = await lake.replay({ importId: 'replay', accepted: [row('B', 3)] }, 'two');
    expect(replay.effect).toEqual({ removed: 0, restored: 1, kept: 0 });
    expect(await state()).toEqual(['A 1', 'B 3']);
  });

  it('takes the place of every earlier replay of the import', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.replay({ importId: 'first', accepted: [row('A', 2), row('B', 2)] }, 'one');
    const second = await lake.replay({ importId: 'second', accepted: [row('A', 3)] }, 'one');
    expect(second.unseats).toEqual(['one', 'first']);
    expect(await state()).toEqual(['A 3']);
    await lake.replay({ importId: 'third', accepted: [row('A', 4)] }, 'second');
    expect(await state()).toEqual(['A 4']);
  });

  it('leaves another import alone whose place it is told to share', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2)] });
    const replay = await lake.commit(
      { importId: 'replay', accepted: [row('A', 5), row('B', 5)] },
      { kind: 'replay', place: 1 },
    );
    expect(replay.unseats).toEqual([]);
    expect(await state()).toEqual(['A 5', 'B 2']);
  });

  it('keeps to decisions on its flagged rows, also where it has to bring the row itself', async () => {
    const anomalies = [row('A', 9), row('B', 9)];
    await lake.commit({ importId: 'one', anomalies });
    await lake.select('release', 'release', [await lake.keyOf('A', DATE)]);
    await lake.select('dismiss', 'dismiss', [await lake.keyOf('B', DATE)]);
    await lake.undo('undo', 'one');
    expect([await state(), await state('anomalies')]).toEqual([[], []]);
    await lake.replay({ importId: 'replay', anomalies }, 'one');
    expect([await state(), await state('anomalies')]).toEqual([['A 9'], []]);
    const lineage = await lake.currentRows('silver', WEATHER_COLUMNS, ['_import', '_flags']);
    expect(lineage).toEqual([{ _import: 'replay', _flags: ['odd'] }]);
  });

  it('says as a dry run what it would do, and writes nothing', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] });
    const fixture = { importId: 'replay', accepted: [row('A', 2)] };
    const dry = await lake.replay(fixture, 'one', { dryRun: true });
    expect(dry).toMatchObject({ counts: { updated: 1 }, effect: { removed: 1 } });
    expect((await lake.snapshot()).sequence).toBe(1);
  });

  it('commits to another log without touching that of the dataset', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    const other = { log: 'replays/weather/all/', writer: 'all' };
    await lake.commit({ importId: 'one', accepted: [row('A', 5)] }, other);
    const second = await lake.commit({ importId: 'two', accepted: [row('A', 5), row('B', 5)] }, other);
    expect(second).toMatchObject({ sequence: 2, counts: { inserted: 1, unchanged: 1 } });
    expect(await state()).toEqual(['A 1']);
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    const replayed = await loadSnapshot(lake.store, 'weather', undefined, other.log);
    for (const { key, keysKey } of replayed.parts('silver')) {
      expect(await lake.store.head(key)).not.toBeNull();
      expect(await lake.store.head(keysKey)).not.toBeNull();
    }
  });
});
