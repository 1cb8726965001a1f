import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { streamRows, type StreamedRow } from './stream-rows';

let lake: LakeFixture;
beforeAll(async () => {
  lake = await LakeFixture.open();
});
afterAll(() => lake.close());

describe('streamRows', () => {
  it('gives all rows of the parts once, in batches, without those that a later commit replaced', async () => {
    const rows = (count: number, max: number) =>
      Array.from({ length: count }, (_, index) => ({
        station: `S${index}`,
        date: '2025-01-01',
        max,
        note: 'Vẹt',
      }));
    await lake.commit({ importId: 'one', accepted: rows(5000, 1), rowsPerFile: 3000 });
    await lake.commit({ importId: 'two', accepted: rows(10, 2) });
    const snapshot = await loadSnapshot(lake.store, 'weather');
    const parts = snapshot.parts('silver').filter(({ importId }) => importId === 'one');
    const streamed: StreamedRow[] = [];
    let batches = 0;
    await streamRows({ ...lake, snapshot, columns: WEATHER_COLUMNS, parts }, async (batch) => {
      batches += 1;
      await new Promise((resolve) => setImmediate(resolve));
      streamed.push(...batch);
    });
    expect(batches).toBeGreaterThan(1);
    expect(new Set(streamed.map(({ values: [station] }) => station)).size).toBe(4990);
    expect(streamed).toHaveLength(4990);
    expect(streamed.find(({ line }) => line === 12)).toEqual({
      values: ['S10', '2025-01-01', 1, 'Vẹt'],
      importId: 'one',
      file: 'one.csv',
      line: 12,
    });
  });
});
