import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSnapshot } from '../snapshot';
import { LakeFixture } from '../testing/lake-fixture';
import { compareStates } from './compare-states';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const row = (date: string, max: number) => ({ station: 'A', date, max });

it('counts what is new, changed and gone between two states, superseded rows left out', async () => {
  await lake.commit({
    importId: 'first',
    accepted: [row('2025-01-01', 1), row('2025-01-02', 2), row('2025-01-03', 3)],
    anomalies: [row('2025-02-01', 99), row('2025-02-02', 98)],
  });
  const before = await loadSnapshot(lake.store, 'weather');
  await lake.commit({
    importId: 'second',
    accepted: [row('2025-01-02', 20), row('2025-01-03', 3), row('2025-01-04', 4), row('2025-02-01', 9)],
  });
  const after = await loadSnapshot(lake.store, 'weather');
  const compared = await compareStates({ cache: lake.cache, db: lake.db, before, after });
  expect(compared).toEqual({ inserted: 2, updated: 1, removed: 1 });
  const back = await compareStates({ cache: lake.cache, db: lake.db, before: after, after: before });
  expect(back).toEqual({ inserted: 0, updated: 1, removed: 2 });
});

it('of a state without commits and the same state is nothing', async () => {
  const none = await loadSnapshot(lake.store, 'weather');
  expect(await compareStates({ cache: lake.cache, db: lake.db, before: none, after: none })).toEqual({
    inserted: 0,
    updated: 0,
    removed: 0,
  });
});
