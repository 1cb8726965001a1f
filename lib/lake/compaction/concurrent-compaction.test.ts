import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryRecords } from '../query/query-records';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { compactDataset } from './compact-dataset';

const IMPORTS = 12;
const STATIONS = ['A', 'B', 'C', 'D', 'E', 'F'];

let lake: LakeFixture;
beforeAll(async () => {
  lake = await LakeFixture.open();
});
afterAll(() => lake.close());

/** Each import has half of the stations, each with a value of its own. */
const stationsOf = (index: number) => STATIONS.filter((_name, place) => (place + index) % 2 === 0);

async function load(index: number): Promise<void> {
  const accepted = stationsOf(index).map((station) => ({ station, date: '2025-01-01', max: index }));
  await lake.commit({ importId: `import-${index}`, accepted });
}

async function compactAgainAndAgain(isOver: () => boolean): Promise<number> {
  let compactions = 0;
  while (!isOver()) {
    const done = await compactDataset({
      ...lake,
      workDir: lake.workDir,
      dataset: 'weather',
      retentionDays: { silver: null, anomalies: null },
      limits: { smallPartsMax: 1 },
    });
    if (done) compactions += 1;
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return compactions;
}

async function readRows() {
  const snapshot = await loadSnapshot(lake.store, 'weather');
  const query = { ...lake, snapshot, columns: WEATHER_COLUMNS, zone: 'silver' as const };
  const { rows, total } = await queryRecords({
    ...query,
    select: ['station', 'max', '_import'],
    withTotal: true,
  });
  return { snapshot, rows, total };
}

describe('imports and compactions at the same time', () => {
  it('end as if one had come after the other', async () => {
    await load(0);
    await load(1);
    let isOver = false;
    const compacting = compactAgainAndAgain(() => isOver);
    const indexes = Array.from({ length: IMPORTS }, (_, index) => index + 2);
    await Promise.all(
      [0, 1, 2].map(async (lane) => {
        for (const index of indexes.filter((candidate) => candidate % 3 === lane)) await load(index);
      }),
    );
    isOver = true;
    expect(await compacting).toBeGreaterThan(0);
    const { snapshot, rows, total } = await readRows();
    const expected = new Map<string, { max: number; _import: string }>();
    for (const { importId, kind } of snapshot.manifests) {
      if (kind === 'compaction') continue;
      const index = Number(importId.slice('import-'.length));
      for (const station of stationsOf(index)) expected.set(station, { max: index, _import: importId });
    }
    expect(total).toBe(STATIONS.length);
    expect(Object.fromEntries(rows.map(({ station, ...rest }) => [String(station), rest]))).toEqual(
      Object.fromEntries(expected),
    );
  });
});
