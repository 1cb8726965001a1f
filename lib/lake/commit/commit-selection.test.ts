import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../testing/lake-fixture';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const DATE = '2025-01-01';
const row = (station: string, max: number): FixtureRow => ({ station, date: DATE, max, note: null });
const keysOf = (...stations: string[]) => Promise.all(stations.map((name) => lake.keyOf(name, DATE)));

async function state(zone: 'silver' | 'anomalies' = 'silver'): Promise<string[]> {
  const rows = await lake.currentRows(zone);
  expect(rows).toHaveLength((await lake.snapshot()).currentRows(zone));
  return rows.map((each) => `${String(each['station'])} ${String(each['max'])}`).sort();
}

describe('commitSelection', () => {
  it('deletes the rows of keys in both zones, and counts the lines that name none', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1), row('C', 1)] });
    await lake.commit({ importId: 'two', anomalies: [row('A', 9), row('D', 9)] });
    const keys = await keysOf('A', 'B', 'D', 'Z', 'B');
    const { counts, effect, keyRange } = await lake.select('delete', 'delete', [...keys, 'no key']);
    expect(counts).toMatchObject({ received: 6, accepted: 3, rejected: 3, updated: 3, inserted: 0 });
    expect(effect).toEqual({ removed: 4, restored: 0, kept: 0 });
    expect(keyRange).toEqual({ station: ['A', 'D'], date: [DATE, DATE] });
    expect([await state(), await state('anomalies')]).toEqual([['C 1'], []]);
  });

  it('lets a deleted key come again with a later import', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.select('delete', 'delete', await keysOf('A'));
    const again = await lake.commit({ importId: 'two', accepted: [row('A', 1)] });
    expect(again.counts).toMatchObject({ inserted: 1, unchanged: 0 });
    expect(await state()).toEqual(['A 1']);
  });

  it('releases a flagged row as it is, in place of the accepted one', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', anomalies: [row('A', 9), row('B', 9), row('C', 9)] });
    const { counts, effect } = await lake.select('release', 'release', await keysOf('A', 'B'));
    expect(counts).toMatchObject({ received: 2, accepted: 2, inserted: 1, updated: 1, unchanged: 0 });
    expect(effect).toEqual({ removed: 0, restored: 0, kept: 0 });
    expect([await state(), await state('anomalies')]).toEqual([['A 9', 'B 9'], ['C 9']]);
    const lineage = await lake.currentRows('silver', WEATHER_COLUMNS, [
      '_import',
      '_file',
      '_line',
      '_flags',
    ]);
    expect(lineage).toEqual([
      { _import: 'two', _file: 'two.csv', _line: 2, _flags: ['odd'] },
      { _import: 'two', _file: 'two.csv', _line: 3, _flags: ['odd'] },
    ]);
  });

  it('never asks again about rows that were released or dismissed, until they change', async () => {
    const flagged = { anomalies: [row('A', 9), row('B', 9)] };
    await lake.commit({ importId: 'one', ...flagged });
    await lake.select('release', 'release', await keysOf('A'));
    await lake.select('dismiss', 'dismiss', await keysOf('B'));
    const again = await lake.commit({ importId: 'two', ...flagged });
    expect(again.counts).toMatchObject({ anomalous: 2 });
    expect(again.anomalies).toMatchObject({ parts: [], superseded: null, confirmed: { rows: 2 } });
    expect([await state(), await state('anomalies')]).toEqual([['A 9'], []]);
    await lake.commit({ importId: 'three', anomalies: [row('A', 8), row('B', 8)] });
    expect(await state('anomalies')).toEqual(['A 8', 'B 8']);
  });

  it('asks again once the decision is undone, also for an import that came after it', async () => {
    await lake.commit({ importId: 'one', anomalies: [row('A', 9)] });
    await lake.select('dismiss', 'dismiss', await keysOf('A'));
    await lake.commit({ importId: 'two', anomalies: [row('A', 9)] });
    await lake.undo('undo one', 'one');
    expect(await state('anomalies')).toEqual([]);
    await lake.undo('undo dismiss', 'dismiss');
    expect(await state('anomalies')).toEqual(['A 9']);
  });

  it('dismisses flagged rows and leaves accepted ones', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', anomalies: [row('A', 9)] });
    const { counts, effect } = await lake.select('dismiss', 'dismiss', await keysOf('A'));
    expect(counts).toMatchObject({ accepted: 1, inserted: 0, updated: 0, unchanged: 1 });
    expect(effect).toEqual({ removed: 1, restored: 0, kept: 0 });
    expect([await state(), await state('anomalies')]).toEqual([['A 1'], []]);
  });

  it('commits a selection whose rows have all gone as a part of the history', async () => {
    const manifest = await lake.select('delete', 'delete', await keysOf('A'));
    expect(manifest).toMatchObject({ sequence: 1, counts: { received: 1, accepted: 0, rejected: 1 } });
    expect((await lake.select('release', 'release', [])).counts).toMatchObject({ received: 0 });
  });

  it('says as a dry run what it would do, and writes nothing', async () => {
    await lake.commit({ importId: 'one', anomalies: [row('A', 9)] });
    const dry = await lake.select('release', 'release', await keysOf('A', 'B'), { dryRun: true });
    expect(dry.counts).toMatchObject({ received: 2, accepted: 1, inserted: 1, rejected: 1 });
    expect((await lake.snapshot()).sequence).toBe(1);
    expect(await state('anomalies')).toEqual(['A 9']);
  });

  it('cannot release a row that retention has removed', async () => {
    await lake.commit({ importId: 'one', anomalies: [row('A', 9)] });
    const [part] = (await lake.snapshot()).parts('anomalies');
    await lake.store.delete(part?.key ?? '');
    const cache = lake.coldCache();
    const { counts } = await lake.select('release', 'release', await keysOf('A'), { cache });
    expect(counts).toMatchObject({ received: 1, accepted: 0, rejected: 1 });
  });
});
