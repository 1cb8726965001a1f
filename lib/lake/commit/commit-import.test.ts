import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readdir } from 'node:fs/promises';
import type { LakeColumn } from '../columns';
import type { ObjectStore } from '../object-store';
import { queryRecords, type RecordRow } from '../query/query-records';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../testing/lake-fixture';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const day = (station: string, date: string, max: number | null, note: string | null = null): FixtureRow => ({
  station,
  date,
  max,
  note,
});

async function currentRows(
  zone: 'silver' | 'anomalies' = 'silver',
  columns = WEATHER_COLUMNS,
): Promise<RecordRow[]> {
  const snapshot = await loadSnapshot(lake.store, 'weather');
  const page = await queryRecords({ ...lake, snapshot, columns, zone, limit: 1000, withTotal: true });
  expect(page.total).toBe(page.rows.length);
  return page.rows.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

async function storedKeys(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of lake.store.list(prefix)) keys.push(key);
  return keys;
}

describe('commitImport', () => {
  it('tells inserted, updated and unchanged rows apart and stores only new and changed ones', async () => {
    const first = await lake.commit({
      importId: 'one',
      accepted: [day('A', '2025-01-01', 1), day('A', '2025-01-02', 2), day('B', '2025-01-01', null)],
    });
    expect(first).toMatchObject({ sequence: 1, counts: { inserted: 3, updated: 0, unchanged: 0 } });
    expect(first.keyRange).toEqual({ station: ['A', 'B'], date: ['2025-01-01', '2025-01-02'] });

    const second = await lake.commit({
      importId: 'two',
      accepted: [day('A', '2025-01-01', 1), day('A', '2025-01-02', 2.5), day('C', '2025-01-01', 9)],
    });
    expect(second).toMatchObject({ sequence: 2, counts: { inserted: 1, updated: 1, unchanged: 1 } });
    expect(second.silver.parts.map(({ rows }) => rows)).toEqual([2]);
    expect(second.silver.superseded?.rows).toBe(1);
    expect(await currentRows()).toEqual([
      day('A', '2025-01-01', 1),
      day('A', '2025-01-02', 2.5),
      day('B', '2025-01-01', null),
      day('C', '2025-01-01', 9),
    ]);
  });

  it('adds nothing when the same file is imported again, but keeps it in the history', async () => {
    const accepted = [day('A', '2025-01-01', 1), day('A', '2025-01-02', 2)];
    await lake.commit({ importId: 'one', accepted });
    const again = await lake.commit({ importId: 'two', accepted });
    expect(again).toMatchObject({
      sequence: 2,
      counts: { inserted: 0, updated: 0, unchanged: 2 },
      keyRange: { station: ['A', 'A'], date: ['2025-01-01', '2025-01-02'] },
    });
    expect(again.silver).toMatchObject({ parts: [], superseded: null, confirmed: { rows: 2 } });
    expect(await currentRows()).toEqual(accepted);
  });

  it('takes an import without a row', async () => {
    const manifest = await lake.commit({ importId: 'empty' });
    expect(manifest).toMatchObject({
      sequence: 1,
      keyRange: null,
      silver: { parts: [] },
      anomalies: { parts: [] },
    });
    expect(await currentRows()).toEqual([]);
  });

  it('brings a key back to an older content', async () => {
    for (const [index, max] of [1, 2, 1, 2].entries()) {
      await lake.commit({ importId: `import-${index}`, accepted: [day('A', '2025-01-01', max)] });
    }
    expect(await currentRows()).toEqual([day('A', '2025-01-01', 2)]);
  });

  it('keeps both of two equal rows of a file without a key, and adds none when the file comes again', async () => {
    const accepted = [day('A', '2025-01-01', 1), day('A', '2025-01-01', 1), day('B', '2025-01-01', 1)];
    const unkeyed = { accepted, primaryKey: [], rowsPerFile: 2 };
    const first = await lake.commit({ importId: 'one', ...unkeyed });
    expect(first).toMatchObject({ counts: { inserted: 3 }, keyRange: null });
    const second = await lake.commit({ importId: 'two', ...unkeyed, rowsPerFile: 3 });
    expect(second.counts).toMatchObject({ inserted: 0, unchanged: 3 });
    const third = await lake.commit({
      importId: 'three',
      primaryKey: [],
      accepted: [...accepted, day('A', '2025-01-01', 1)],
    });
    expect(third.counts).toMatchObject({ inserted: 1, unchanged: 3 });
    expect(await currentRows()).toHaveLength(4);
  });

  it('lets a flagged row replace flagged rows only, and an accepted row both', async () => {
    await lake.commit({
      importId: 'one',
      accepted: [day('A', '2025-01-01', 1)],
      anomalies: [day('B', '2025-01-01', 99)],
    });
    const flagged = await lake.commit({
      importId: 'two',
      anomalies: [day('A', '2025-01-01', 77), day('B', '2025-01-01', 98)],
    });
    expect(flagged.anomalies.superseded?.rows).toBe(1);
    expect(await currentRows()).toEqual([day('A', '2025-01-01', 1)]);
    expect(await currentRows('anomalies')).toEqual([day('A', '2025-01-01', 77), day('B', '2025-01-01', 98)]);

    const same = await lake.commit({ importId: 'three', anomalies: [day('B', '2025-01-01', 98)] });
    expect(same.anomalies).toMatchObject({ parts: [], superseded: null, confirmed: { rows: 1 } });

    const corrected = await lake.commit({
      importId: 'four',
      accepted: [day('A', '2025-01-01', 1), day('B', '2025-01-01', 9)],
    });
    expect(corrected.counts).toMatchObject({ inserted: 1, updated: 0, unchanged: 1 });
    expect(corrected.keyRange).toEqual({ station: ['A', 'B'], date: ['2025-01-01', '2025-01-01'] });
    expect(await currentRows('anomalies')).toEqual([]);
    expect(await currentRows()).toEqual([day('A', '2025-01-01', 1), day('B', '2025-01-01', 9)]);
  });

  it('sees that an unchanged accepted row has removed a flagged one, although it wrote none of its key', async () => {
    await lake.commit({ importId: 'one', accepted: [day('A', '2025-01-01', 1)] });
    await lake.commit({ importId: 'two', anomalies: [day('A', '2025-01-01', 77)] });
    await lake.commit({ importId: 'three', accepted: [day('A', '2025-01-01', 1)] });
    const flaggedAgain = await lake.commit({ importId: 'four', anomalies: [day('A', '2025-01-01', 77)] });
    expect(flaggedAgain.anomalies).toMatchObject({ parts: [{ rows: 1 }], superseded: null });
    expect(await currentRows('anomalies')).toEqual([day('A', '2025-01-01', 77)]);
  });

  it('reads nothing of commits whose keys cannot be its own', async () => {
    for (const station of ['A', 'B', 'C']) {
      await lake.commit({ importId: station, accepted: [day(station, '2025-01-01', 1)] });
    }
    const fetched: string[] = [];
    const cache = lake.coldCache(recordingFetches(lake.store, fetched));
    await lake.commit({ importId: 'D', accepted: [day('D', '2025-01-01', 1)] }, { cache });
    expect(fetched).toEqual([]);
    await lake.commit({ importId: 'B again', accepted: [day('B', '2025-01-01', 2)] }, { cache });
    expect(fetched).toEqual([expect.stringMatching(/^silver\/weather\/B\/\w+\/keys-00000\.parquet$/)]);
  });

  it('compares with everything where a key has a missing value', async () => {
    await lake.commit({ importId: 'one', accepted: [{ station: null, date: '2025-01-01', max: 1 }] });
    const { keyRange, counts } = await lake.commit({
      importId: 'two',
      accepted: [{ station: null, date: '2025-01-01', max: 2 }, day('A', '2025-01-01', 1)],
    });
    expect(counts).toMatchObject({ inserted: 1, updated: 1 });
    expect(keyRange).toEqual({ date: ['2025-01-01', '2025-01-01'] });
  });

  it('keeps older parts readable when the definition gains a column', async () => {
    await lake.commit({ importId: 'one', accepted: [day('A', '2025-01-01', 1)] });
    const columns = [...WEATHER_COLUMNS, { name: 'wind', type: 'integer' } as const];
    await lake.commit({
      importId: 'two',
      columns,
      version: 2,
      accepted: [{ ...day('B', '2025-01-01', 2), wind: 5 }],
    });
    expect(await currentRows('silver', columns)).toEqual([
      { ...day('A', '2025-01-01', 1), wind: null },
      { ...day('B', '2025-01-01', 2), wind: 5 },
    ]);
  });

  it('reads older parts in the type that a column has now', async () => {
    const retyped = (type: 'string' | 'integer') => [
      { name: 'id', type: 'integer' } as const,
      { name: 'code', type },
    ];
    const commit = (importId: string, columns: LakeColumn[], accepted: FixtureRow[]) =>
      lake.commit({ importId, columns, primaryKey: ['id'], accepted });
    await commit('one', retyped('string'), [
      { id: 1, code: '7' },
      { id: 2, code: 'x' },
    ]);
    await commit('two', retyped('integer'), [{ id: 3, code: 9 }]);
    expect(await currentRows('silver', retyped('integer'))).toEqual([
      { id: 1, code: 7 },
      { id: 2, code: null },
      { id: 3, code: 9 },
    ]);
    expect((await currentRows('silver', retyped('string'))).map(({ code }) => code)).toEqual(['7', 'x', '9']);
  });

  it('refuses a column whose name would hide the positions of rows', async () => {
    const columns: LakeColumn[] = [{ name: 'File_Row_Number', type: 'integer' }];
    const refused = lake.commit({
      importId: 'one',
      columns,
      primaryKey: [],
      accepted: [{ File_Row_Number: 1 }],
    });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-definition' });
  });

  it('refuses files that do not hold what was counted, and commits nothing', async () => {
    const checked = await lake.check({ importId: 'one', accepted: [day('A', '2025-01-01', 1)] });
    const counts = { ...checked.counts, received: 2, accepted: 2 };
    await expect(lake.commit({ importId: 'one' }, { checked: { ...checked, counts } })).rejects.toMatchObject(
      {
        code: 'invariant-broken',
      },
    );
    expect(await storedKeys('manifests/')).toEqual([]);
  });

  it('remembers which rows it found there already', async () => {
    await lake.commit({ importId: 'one', accepted: [day('A', '2025-01-01', 1), day('A', '2025-01-02', 2)] });
    const { silver } = await lake.commit({
      importId: 'two',
      accepted: [day('A', '2025-01-02', 2), day('A', '2025-01-03', 3)],
    });
    expect(silver).toMatchObject({ parts: [{ rows: 1 }], superseded: null, confirmed: { rows: 1 } });
  });

  it('says as a dry run what it would do, and writes nothing', async () => {
    await lake.commit({ importId: 'one', accepted: [day('A', '2025-01-01', 1)] });
    const before = [await storedKeys('silver/'), await storedKeys('manifests/')];
    const stages: string[] = [];
    const dry = await lake.commit(
      { importId: 'two', accepted: [day('A', '2025-01-01', 2), day('B', '2025-01-01', 2)] },
      { dryRun: true, onStage: (stage) => void stages.push(stage) },
    );
    expect(dry.counts).toMatchObject({ inserted: 1, updated: 1, unchanged: 0 });
    expect([await storedKeys('silver/'), await storedKeys('manifests/')]).toEqual(before);
    expect(stages).toEqual(['comparing']);
  });

  it('leaves nothing behind when it is stopped before the commit', async () => {
    const stopped = lake.commit(
      { importId: 'one', accepted: [day('A', '2025-01-01', 1)] },
      {
        onStage: async (stage) => {
          await Promise.resolve();
          if (stage === 'committing') throw new Error('cancelled');
        },
      },
    );
    await expect(stopped).rejects.toThrow('cancelled');
    expect([await storedKeys('silver/'), await storedKeys('manifests/')]).toEqual([[], []]);
  });

  it('leaves no temporary file behind', async () => {
    await lake.commit({ importId: 'one', accepted: [day('A', '2025-01-01', 1)] });
    expect((await readdir(lake.workDir)).filter((name) => name.startsWith('commit-'))).toEqual([]);
  });
});

describe('commitImport after a crash', () => {
  const accepted = [day('A', '2025-01-01', 1), day('B', '2025-01-01', 2)];

  it('starts over, and removes what the run before has left', async () => {
    const store = failing(lake.store, 'putIfAbsent');
    await expect(lake.commit({ importId: 'one', accepted }, { store })).rejects.toThrow('connection lost');
    expect(await storedKeys('silver/')).toHaveLength(2);
    const manifest = await lake.commit({ importId: 'one', accepted });
    expect(manifest).toMatchObject({ sequence: 1, counts: { inserted: 2 } });
    const part = manifest.silver.parts[0];
    expect(await storedKeys('silver/')).toEqual([part?.keysKey, part?.key]);
  });

  it('returns the manifest of a run that got as far as the commit', async () => {
    const first = await lake.commit({ importId: 'one', accepted });
    await lake.commit({ importId: 'two', accepted: [day('A', '2025-01-01', 5)] });
    expect(await lake.commit({ importId: 'one', accepted })).toEqual(first);
    expect((await loadSnapshot(lake.store, 'weather')).sequence).toBe(2);
    expect(await currentRows()).toEqual([day('A', '2025-01-01', 5), day('B', '2025-01-01', 2)]);
  });

  it('commits an import once when an event is delivered several times at once', async () => {
    await lake.commit({ importId: 'zero', accepted: [day('A', '2025-01-01', 0)] });
    const manifests = await Promise.all([1, 2, 3].map(() => lake.commit({ importId: 'one', accepted })));
    for (const manifest of manifests) expect(manifest).toEqual(manifests[0]);
    expect((await loadSnapshot(lake.store, 'weather')).sequence).toBe(2);
    expect(await currentRows()).toEqual(accepted);
    const { silver } = manifests[0] ?? {};
    const named = silver?.parts.flatMap(({ key, keysKey }) => [keysKey, key]) ?? [];
    expect(await storedKeys('silver/weather/one/')).toEqual([...named, silver?.superseded?.key]);
  });
});

/** The store with every call of a method failing as a broken connection does. */
function failing(store: ObjectStore, method: keyof ObjectStore): ObjectStore {
  return new Proxy(store, {
    get: (target, name) =>
      name === method ? () => Promise.reject(new Error('connection lost')) : bound(target, name),
  });
}

function recordingFetches(store: ObjectStore, fetched: string[]): ObjectStore {
  return new Proxy(store, {
    get: (target, name) =>
      name === 'getToFile'
        ? (key: string, file: string) => {
            fetched.push(key);
            return target.getToFile(key, file);
          }
        : bound(target, name),
  });
}

function bound(store: ObjectStore, name: string | symbol): unknown {
  const member: unknown = Reflect.get(store, name);
  return typeof member === 'function' ? member.bind(store) : member;
}
