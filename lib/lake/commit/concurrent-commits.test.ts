import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactDataset } from '../compaction/compact-dataset';
import type { Manifest } from '../manifest';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import { CommitModel, type ModelOutcome, type ModelRow, type SelectionOp } from './testing/commit-model';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const DATE = '2025-01-01';
const STATIONS = Array.from({ length: 8 }, (_, index) => `S${index}`);

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

/** A commit that goes to the lake now, and to the model when it is known where it came in. */
interface Change {
  id: string;
  commit: () => Promise<Manifest>;
  expected: (model: CommitModel) => ModelOutcome;
}

/** Few keys and few values, so that imports meet in many ways. */
function randomRows(random: () => number): ModelRow[] {
  return STATIONS.filter(() => random() < 0.4).map((key) => ({
    key,
    isFlagged: random() < 0.3,
    max: Math.floor(random() * 3),
  }));
}

function fixtureOf(importId: string, rows: readonly ModelRow[]) {
  const row = ({ key, max }: ModelRow): FixtureRow => ({ station: key, date: DATE, max, note: null });
  return {
    importId,
    accepted: rows.filter(({ isFlagged }) => !isFlagged).map(row),
    anomalies: rows.filter(({ isFlagged }) => isFlagged).map(row),
    rowsPerFile: 2,
  };
}

function load(id: string, rows: ModelRow[]): Change {
  return {
    id,
    commit: () => lake.commit(fixtureOf(id, rows)),
    expected: (model) => model.load(id, rows),
  };
}

function undo(id: string, undoes: string): Change {
  return { id, commit: () => lake.undo(id, undoes), expected: (model) => model.undo(id, undoes) };
}

function replay(id: string, replayed: string, rows: ModelRow[]): Change {
  return {
    id,
    commit: () => lake.replay(fixtureOf(id, rows), replayed),
    expected: (model) => model.replay(id, replayed, rows),
  };
}

function select(id: string, op: SelectionOp, stations: string[]): Change {
  const commit = async () => {
    const keys = await Promise.all(stations.map((station) => lake.keyOf(station, DATE)));
    return lake.select(op, id, [...keys, keys[0] ?? '']);
  };
  return { id, commit, expected: (model) => model.select(id, op, stations) };
}

function compact(): Promise<Manifest | null> {
  const { store, cache, db, workDir } = lake;
  const retentionDays = { silver: null, anomalies: null };
  const limits = { smallPartsMax: 1 };
  return compactDataset({ store, cache, db, workDir, dataset: 'weather', retentionDays, limits });
}

/** What was committed says of itself, and leaves behind, what the same commits do one after the other. */
async function expectInOrder(changes: readonly Change[]): Promise<void> {
  const snapshot = await lake.snapshot();
  const manifests = snapshot.manifests.filter(({ kind }) => kind !== 'compaction');
  expect(manifests.map(({ importId }) => importId).sort()).toEqual(changes.map(({ id }) => id).sort());
  const model = new CommitModel();
  for (const { importId, counts, effect } of manifests) {
    const expected = changes.find(({ id }) => id === importId)?.expected(model);
    expect(counts).toMatchObject(expected?.counts ?? {});
    expect(effect).toEqual(expected?.effect);
  }
  for (const zone of ['silver', 'anomalies'] as const) {
    const rows = await lake.currentRows(zone);
    expect(rows).toHaveLength(snapshot.currentRows(zone));
    const found = rows.map((row) => [String(row['station']), row['max']]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(model.state()[zone]));
  }
}

describe('concurrent commits of one dataset', () => {
  it.each([1, 2, 3])('end as if they had come one after the other (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const loads = Array.from({ length: 10 }, (_, index) => load(`import-${index}`, randomRows(random)));
    const waves = [loads.slice(0, 1), loads.slice(1, 6), loads.slice(6)];
    for (const wave of waves) await Promise.all(wave.map(({ commit }) => commit()));
    await expectInOrder(loads);
  });

  it.each([1, 2])('do so whatever they are, while parts are put together (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const first = Array.from({ length: 4 }, (_, index) => load(`import-${index}`, randomRows(random)));
    await Promise.all(first.map(({ commit }) => commit()));
    const second = [
      load('load', randomRows(random)),
      undo('undo 0', 'import-0'),
      undo('undo 1', 'import-1'),
      replay('replay 2', 'import-2', randomRows(random)),
      select('delete', 'delete', STATIONS.slice(0, 3)),
      select('release', 'release', STATIONS.slice(2, 6)),
      select('dismiss', 'dismiss', STATIONS.slice(5)),
    ];
    await Promise.all([compact(), ...second.map(({ commit }) => commit())]);
    await expectInOrder([...first, ...second]);
  });

  it('give files of different keys all their place', async () => {
    const stations = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const changes = stations.map((key, max) => load(key, [{ key, isFlagged: false, max }]));
    const manifests = await Promise.all(changes.map(({ commit }) => commit()));
    expect(manifests.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      stations.map((_, index) => index + 1),
    );
    expect(await lake.currentRows()).toHaveLength(12);
  });
});
