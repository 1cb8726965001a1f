import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactDataset } from '../compaction/compact-dataset';
import { manifestKey, manifestsPrefix, replayLogPrefix } from '../keys';
import { manifestSchema } from '../manifest';
import type { PartCache } from '../part-cache';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { buildView } from './build-view';
import type { Filter } from './filters';
import { queryRecords, type RecordsQuery } from './query-records';
import { streamRows, type StreamedRow } from './stream-rows';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const commit = (importId: string, names: string, max = 1) =>
  lake.commit({
    importId,
    accepted: [...names].map((station) => ({ station, date: '2025-01-01', max })),
  });

const latest = () => loadSnapshot(lake.store, 'weather');

async function query(options: Partial<RecordsQuery> = {}) {
  const snapshot = await latest();
  return queryRecords({
    ...lake,
    snapshot,
    columns: WEATHER_COLUMNS,
    zone: 'silver',
    select: ['station', '_import'],
    sort: [{ column: 'station', desc: false }],
    withTotal: true,
    ...options,
  });
}

/** `A:one` for each row, over all pages. */
async function read(
  { caches = [], ...options }: Partial<RecordsQuery> & { caches?: PartCache[] } = {},
  between?: () => Promise<unknown>,
) {
  const rows: string[] = [];
  let cursor: string | undefined;
  do {
    const [cache = options.cache ?? lake.cache] = caches;
    const page = await query({ ...options, cache, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.rows.map((row) => `${String(row['station'])}:${String(row['_import'])}`));
    cursor = page.cursor ?? undefined;
    await between?.();
  } while (cursor !== undefined);
  return rows.join(' ');
}

const compact = () =>
  compactDataset({
    ...lake,
    workDir: lake.workDir,
    dataset: 'weather',
    retentionDays: { silver: null, anomalies: null },
    limits: { smallPartsMax: 1 },
  });

describe('rows of several imports in one part', () => {
  beforeEach(async () => {
    await commit('one', 'ABCD');
    await commit('two', 'DEF', 2);
    await compact();
    await commit('three', 'FG', 3);
  });

  it.each<[string, Filter]>([
    ['D:two E:two', { column: '_import', op: 'eq', value: 'two' }],
    ['A:one B:one C:one F:three G:three', { column: '_import', op: 'ne', value: 'two' }],
    ['A:one B:one C:one F:three G:three', { column: '_import', op: 'in', value: ['three', 'one'] }],
    ['D:two E:two F:three G:three', { column: '_import', op: 'contains', value: 'T' }],
    ['', { column: '_import', op: 'eq', value: 'compaction' }],
  ])('are found as %j by %j', async (expected, filter) => {
    expect(await read({ filters: [filter] })).toBe(expected);
    expect(await read({ filters: [filter], limit: 1 })).toBe(expected);
    expect((await query({ filters: [filter] })).total).toBe(expected === '' ? 0 : expected.split(' ').length);
  });

  it('are paged in the order of their imports', async () => {
    const sort = [
      { column: '_import', desc: true },
      { column: 'station', desc: false },
    ];
    for (const limit of [1, 2, 100]) {
      expect(await read({ sort, limit })).toBe('D:two E:two F:three G:three A:one B:one C:one');
    }
  });

  it('are streamed with their own imports', async () => {
    const snapshot = await latest();
    const rows: StreamedRow[] = [];
    await streamRows(
      { ...lake, snapshot, columns: WEATHER_COLUMNS, parts: snapshot.parts('silver') },
      (batch) => {
        rows.push(...batch);
        return Promise.resolve();
      },
    );
    const found = rows.map(({ values, importId, line }) => `${String(values[0])}:${importId}:${line}`);
    expect(found.sort()).toEqual([
      'A:one:2',
      'B:one:3',
      'C:one:4',
      'D:two:2',
      'E:two:3',
      'F:three:2',
      'G:three:3',
    ]);
  });
});

describe('a part that retention has removed', () => {
  async function expire(importId: string) {
    const [part] = (await latest()).parts('silver').filter((candidate) => candidate.importId === importId);
    await lake.store.delete(part?.key ?? '');
  }

  beforeEach(async () => {
    await commit('one', 'ABCD');
    await commit('two', 'CE');
    await commit('three', 'CFG', 2);
  });

  it('is left out, with the number of rows that are not there', async () => {
    expect((await query()).expiredRows).toBeNull();
    await expire('one');
    const cache = lake.coldCache();
    expect(await read({ cache })).toBe('C:three E:two F:three G:three');
    expect(await query({ cache })).toMatchObject({ expiredRows: 3, total: 4 });
    expect(await query({ cache, search: 'e' })).toMatchObject({ expiredRows: 3, total: 1 });
    const filters: Filter[] = [{ column: '_import', op: 'eq', value: 'two' }];
    expect(await query({ cache, filters })).toMatchObject({ expiredRows: null, total: 1 });
    for (const importId of ['two', 'three']) await expire(importId);
    expect(await query({ cache: lake.coldCache() })).toMatchObject({ rows: [], expiredRows: 7, total: 0 });
  });

  it('may go while somebody is paging', async () => {
    const sort = [{ column: '_file', desc: true }];
    const caches = [lake.cache];
    const rows = await read({ sort, limit: 2, caches }, async () => {
      await expire('three');
      caches[0] = lake.coldCache();
    });
    expect(rows).toBe('E:two C:three A:one B:one D:one');
  });

  it('is left out of the views', async () => {
    await expire('one');
    const snapshot = await latest();
    const cache = lake.coldCache();
    const built = await buildView({
      ...lake,
      workDir: lake.workDir,
      cache,
      snapshot,
      columns: WEATHER_COLUMNS,
      definitionVersion: 1,
      view: 'by_max',
      viewSql: (relation) => `select max, count(*) as n from ${relation} group by max`,
    });
    expect(built.rows).toBe(2);
  });

  it('is no error when it is a list of replaced rows', async () => {
    const [list] = (await latest()).superseded('silver');
    await lake.store.delete(list?.key ?? '');
    const rows = 'A:one B:one C:one C:three D:one E:two F:three G:three';
    expect(await read({ cache: lake.coldCache() })).toBe(rows);
  });
});

describe('a cursor from before another log was made the state', () => {
  it('is refused with the way out', async () => {
    await commit('one', 'ABCD');
    const { cursor } = await query({ limit: 2 });
    const { manifests, sequence } = await latest();
    const log = replayLogPrefix('weather', 'replay');
    for (const manifest of manifests)
      await lake.store.putText(manifestKey(log, manifest.sequence), JSON.stringify(manifest));
    const none = { parts: [], superseded: null };
    const change = {
      kind: 'switch',
      log,
      importId: 'replay',
      sequence: sequence + 1,
      silver: none,
      anomalies: none,
    };
    const manifest = manifestSchema.parse({ ...manifests[0], place: undefined, ...change });
    const key = manifestKey(manifestsPrefix('weather'), manifest.sequence);
    await lake.store.putText(key, JSON.stringify(manifest));
    if (cursor === null) throw new Error('There is a second page.');
    await expect(query({ limit: 2, cursor })).rejects.toMatchObject({
      code: 'invalid-cursor',
      resolution: 'Begin again without a cursor.',
    });
    expect(await read({ limit: 2 })).toBe('A:one B:one C:one D:one');
  });
});
