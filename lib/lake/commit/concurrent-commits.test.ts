import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest';
import { queryRecords } from '../query/query-records';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS, type FixtureImport, type FixtureRow } from '../testing/lake-fixture';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

/** A sequence of numbers in [0, 1) that is the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Few keys and few values, so that imports meet in many ways. */
function randomImport(importId: string, random: () => number): FixtureImport {
  const accepted: FixtureRow[] = [];
  const anomalies: FixtureRow[] = [];
  const firstStation = Math.floor(random() * 3);
  for (let station = firstStation; station < firstStation + 2; station += 1) {
    for (let day = 1; day <= 6; day += 1) {
      if (random() < 0.4) continue;
      const row = {
        station: `S${station}`,
        date: `2025-01-0${day}`,
        max: Math.floor(random() * 3),
        note: null,
      };
      (random() < 0.25 ? anomalies : accepted).push(row);
    }
  }
  return { importId, accepted, anomalies, rowsPerFile: 1 + Math.floor(random() * 5) };
}

const keyOf = (row: Record<string, unknown>) => `${String(row['station'])} ${String(row['date'])}`;

/** The state after imports one after the other, in plain maps, and what each should have counted. */
function replay(imports: FixtureImport[]) {
  const silver = new Map<string, unknown>();
  const anomalies = new Map<string, unknown>();
  const counts = imports.map(({ accepted = [], anomalies: flagged = [] }) => {
    const counted = { inserted: 0, updated: 0, unchanged: 0 };
    for (const row of accepted) {
      const before = silver.get(keyOf(row));
      counted[before === undefined ? 'inserted' : before === row['max'] ? 'unchanged' : 'updated'] += 1;
      silver.set(keyOf(row), row['max']);
      anomalies.delete(keyOf(row));
    }
    for (const row of flagged) anomalies.set(keyOf(row), row['max']);
    return counted;
  });
  return { silver, anomalies, counts };
}

async function currentState(zone: 'silver' | 'anomalies'): Promise<Map<string, unknown>> {
  const snapshot = await loadSnapshot(lake.store, 'weather');
  const { rows } = await queryRecords({ ...lake, snapshot, columns: WEATHER_COLUMNS, zone, limit: 1000 });
  expect(rows).toHaveLength(snapshot.currentRows(zone));
  return new Map(rows.map((row) => [keyOf(row), row['max']]));
}

const sorted = (state: Map<string, unknown>) => [...state].sort(([a], [b]) => a.localeCompare(b));

describe('concurrent commits of one dataset', () => {
  it.each([1, 2, 3])('end as if they had come one after the other (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const imports = Array.from({ length: 14 }, (_, index) => randomImport(`import-${index}`, random));
    const waves = [imports.slice(0, 1), imports.slice(1, 8), imports.slice(8)];
    for (const wave of waves) await Promise.all(wave.map((one) => lake.commit(one)));

    const { manifests } = await loadSnapshot(lake.store, 'weather');
    const inOrder = manifests.map(
      ({ importId }) => imports.find((one) => one.importId === importId) ?? { importId },
    );
    expect(new Set(manifests.map(({ importId }) => importId)).size).toBe(imports.length);
    const expected = replay(inOrder);
    expect(
      manifests.map(({ counts: { inserted, updated, unchanged } }) => ({ inserted, updated, unchanged })),
    ).toEqual(expected.counts);
    expect(sorted(await currentState('silver'))).toEqual(sorted(expected.silver));
    expect(sorted(await currentState('anomalies'))).toEqual(sorted(expected.anomalies));
  });

  it('give files of different keys all their place', async () => {
    const commits = Array.from({ length: 12 }, (_, index) => {
      const accepted = [{ station: `S${index}`, date: '2025-01-01', max: index, note: null }];
      return lake.commit({ importId: `import-${index}`, accepted });
    });
    const manifests: Manifest[] = await Promise.all(commits);
    expect(manifests.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect((await currentState('silver')).size).toBe(12);
  });
});
