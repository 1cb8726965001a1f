import { afterAll, beforeAll, expect, it } from 'vitest';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { queryViewLineage, type GroupValue } from './view-lineage';

let lake: LakeFixture;

beforeAll(async () => {
  lake = await LakeFixture.open();
  await lake.commit({
    importId: 'one',
    accepted: [
      { station: 'A', date: '2024-12-31', max: 1 },
      { station: 'A', date: '2025-01-01', max: 1 },
      { station: null, date: '2025-01-05', max: 1 },
    ],
    primaryKey: ['date'],
  });
  await lake.commit({
    importId: 'two',
    accepted: [
      { station: 'A', date: '2025-01-02', max: 2 },
      { station: 'A', date: '2025-01-03', max: 2 },
    ],
    anomalies: [{ station: 'A', date: '2025-01-04', max: 99 }],
    primaryKey: ['date'],
  });
  await lake.commit({
    importId: 'three',
    accepted: [{ station: 'A', date: '2025-01-02', max: 3 }],
    primaryKey: ['date'],
  });
});

afterAll(() => lake.close());

async function lineageOf(...groups: GroupValue[]) {
  return queryViewLineage({ ...lake, snapshot: await lake.snapshot(), columns: WEATHER_COLUMNS }, groups);
}

it('names the imports whose current rows are in the group, most rows first', async () => {
  const groups = [
    { sql: '"station"', type: 'VARCHAR', value: 'A' },
    { sql: 'year("date")', type: 'BIGINT', value: '2025' },
  ];
  expect(await lineageOf(...groups)).toEqual([
    { importId: 'two', rows: 2, anomalous: 1 },
    { importId: 'one', rows: 1, anomalous: 0 },
    { importId: 'three', rows: 1, anomalous: 0 },
  ]);
});

it('knows the group of what is missing, and the group of all', async () => {
  expect(await lineageOf({ sql: '"station"', type: 'VARCHAR', value: null })).toMatchObject([
    { importId: 'one', rows: 1 },
  ]);
  expect((await lineageOf()).reduce((sum, { rows }) => sum + rows, 0)).toBe(6);
});
