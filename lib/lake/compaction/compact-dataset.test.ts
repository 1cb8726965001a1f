import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parquetSql } from '../../duckdb';
import { ROW_ZONES, type RowZone } from '../keys';
import { queryRecords } from '../query/query-records';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../testing/lake-fixture';
import { chooseParts, COMPACTION_LIMITS } from './choose-parts';
import { compactDataset, type CompactDatasetOptions } from './compact-dataset';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const row = (station: string, max: number, note: string | null = null): FixtureRow => ({
  station,
  date: '2025-01-01',
  max,
  note,
});
const select = ['station', 'date', 'max', 'note', '_import', '_file', '_line', '_flags'];

async function rowsOf(snapshot: Snapshot, zone: RowZone, from: LakeFixture = lake) {
  const sort = [{ column: 'station', desc: false }];
  const page = await queryRecords({
    ...from,
    snapshot,
    columns: WEATHER_COLUMNS,
    zone,
    select,
    sort,
    withTotal: true,
    limit: 1000,
  });
  expect(page.total).toBe(page.rows.length);
  expect(page.expiredRows).toBeNull();
  return page.rows;
}

async function allRows(from: LakeFixture = lake) {
  const snapshot = await loadSnapshot(from.store, 'weather');
  return {
    silver: await rowsOf(snapshot, 'silver', from),
    anomalies: await rowsOf(snapshot, 'anomalies', from),
  };
}

const FOREVER = { silver: null, anomalies: null };

function compact(options: Partial<CompactDatasetOptions> = {}, from: LakeFixture = lake) {
  const limits = { smallPartsMax: 1 };
  return compactDataset({
    ...from,
    workDir: from.workDir,
    dataset: 'weather',
    retentionDays: FOREVER,
    limits,
    ...options,
  });
}

/** Rows whose key is not the one that the key file has at their place. */
async function wrongKeys(snapshot: Snapshot): Promise<number> {
  let wrong = 0;
  for (const { key, keysKey } of ROW_ZONES.flatMap((zone) => snapshot.parts(zone))) {
    await lake.cache.use([key, keysKey], async ([part = '', keys = '']) => {
      const connection = await lake.db.connect();
      const counted = await connection.runAndReadAll(`select count(*)
        from (select *, file_row_number as row from ${parquetSql([part])}) as stored
        full join (select _key, file_row_number as row from ${parquetSql([keys])}) as keyed using (row)
        where md5(concat_ws(chr(31), station, date))::uuid is distinct from _key`);
      wrong += Number(counted.getRows()[0]?.[0]);
      connection.closeSync();
    });
  }
  return wrong;
}

describe('compactDataset', () => {
  it('puts small parts together and changes no row, no count and no earlier state', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)], rowsPerFile: 1 });
    await lake.commit({
      importId: 'two',
      accepted: [row('B', 2), row('C', 2)],
      anomalies: [row('X', 9), row('Y', 9)],
    });
    await lake.commit({ importId: 'three', accepted: [row('X', 3)], anomalies: [row('Z', 9)] });
    const before = await loadSnapshot(lake.store, 'weather');
    const rows = await allRows();
    const manifest = await compact();
    expect(manifest).toMatchObject({ kind: 'compaction', sequence: 4, keyRange: { station: ['A', 'Z'] } });
    const after = await loadSnapshot(lake.store, 'weather');
    expect(after.parts('silver')).toMatchObject([{ rows: 4, mixed: true }]);
    expect(after.parts('anomalies')).toMatchObject([{ rows: 2, mixed: true }]);
    expect(ROW_ZONES.flatMap((zone) => after.superseded(zone))).toEqual([]);
    expect(await allRows()).toEqual(rows);
    expect(await wrongKeys(after)).toBe(0);
    expect(await rowsOf(after.at(3), 'silver')).toEqual(await rowsOf(before, 'silver'));
    expect(await compact()).toBeNull();
  });

  it('leaves large parts, and keeps what is known to be replaced in them in one list', async () => {
    await lake.commit({
      importId: 'large',
      accepted: ['A', 'B', 'C', 'D'].map((name) => row(name, 1, name.repeat(9000))),
    });
    const [large] = (await loadSnapshot(lake.store, 'weather')).parts('silver');
    await lake.commit({ importId: 'one', accepted: [row('A', 2)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 2), row('A', 3)] });
    const rows = await allRows();
    await compact({ limits: { smallPartsMax: 1, smallBytes: large?.bytes ?? 0 } });
    const after = await loadSnapshot(lake.store, 'weather');
    expect(after.parts('silver')).toMatchObject([{ key: large?.key }, { mixed: true, rows: 2 }]);
    expect(after.superseded('silver')).toMatchObject([{ rows: 2 }]);
    expect(await allRows()).toEqual(rows);
  });

  it('never puts parts of different columns or types together', async () => {
    const [station, date] = WEATHER_COLUMNS;
    if (!station || !date) throw new Error('There are columns.');
    const columns = [station, date, { name: 'max', type: 'string' as const }];
    const older = (importId: string, name: string) =>
      lake.commit({ importId, columns, accepted: [{ station: name, date: '2025-01-01', max: '1.50' }] });
    await older('one', 'A');
    await older('two', 'B');
    await lake.commit({ importId: 'three', accepted: [row('C', 1)] });
    await lake.commit({ importId: 'four', accepted: [row('D', 1)] });
    const rows = await allRows();
    await compact();
    const after = await loadSnapshot(lake.store, 'weather');
    expect(after.parts('silver')).toMatchObject([{ rows: 2 }, { rows: 2 }]);
    expect(await allRows()).toEqual(rows);
  });

  it('comes behind commits that do not touch its rows, and begins anew where they do', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 1)] });
    const stale = await loadSnapshot(lake.store, 'weather');
    await lake.commit({ importId: 'three', accepted: [row('C', 1)] });
    // A snapshot that is behind would be brought up to date first, so the store is made to lag.
    const behind = lagging(lake, stale.sequence);
    const manifest = await compact({ store: behind });
    expect(manifest).toMatchObject({ sequence: 4, silver: { parts: [{ rows: 2 }] } });
    const lagged = (await loadSnapshot(lake.store, 'weather')).sequence;
    await lake.commit({ importId: 'four', accepted: [row('A', 2)] });
    const rows = await allRows();
    const again = await compact({ store: lagging(lake, lagged) });
    expect(again).toMatchObject({ sequence: 6, silver: { parts: [{ rows: 3 }] } });
    expect(await allRows()).toEqual(rows);
    const kept = new Set(
      (await loadSnapshot(lake.store, 'weather')).writtenParts('silver').map(({ key }) => key),
    );
    for await (const { key } of lake.store.list('silver/weather/compaction-'))
      if (key.includes('/part-')) expect(kept).toContain(key);
  });

  it('leaves parts to their retention that are too old to begin it anew', async () => {
    await lake.commit({ importId: 'one', accepted: [row('A', 1)] });
    await lake.commit({ importId: 'two', accepted: [row('B', 1)] });
    const days = { silver: 30, anomalies: null };
    const later = new Date(Date.now() + 5 * 24 * 3600 * 1000);
    expect(await compact({ retentionDays: days, now: later })).toBeNull();
    const manifest = await compact({ retentionDays: days });
    const [part] = manifest?.silver.parts ?? [];
    expect([part?.key, part?.keysKey].map((key) => lake.store.retentionDays(key ?? ''))).toEqual([30, 30]);
    await lake.commit({ importId: 'three', accepted: [row('C', 1)] });
    const snapshot = await loadSnapshot(lake.store, 'weather');
    const chosen = (now: Date) =>
      chooseParts(snapshot, 'silver', { ...COMPACTION_LIMITS, smallPartsMax: 1 }, 30, now).length;
    expect([chosen(new Date()), chosen(later)]).toEqual([2, 0]);
  });

  it('skips parts that have expired', async () => {
    for (const name of ['A', 'B', 'C']) await lake.commit({ importId: name, accepted: [row(name, 1)] });
    const [expired] = (await loadSnapshot(lake.store, 'weather')).parts('silver');
    await lake.store.delete(expired?.key ?? '');
    await compact({ cache: lake.coldCache() });
    const after = await loadSnapshot(lake.store, 'weather');
    expect(after.parts('silver')).toMatchObject([{ key: expired?.key }, { rows: 2 }]);
  });

  const rows = fc.array(
    fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D', 'E'), max: fc.integer({ min: 0, max: 2 }) }),
    { maxLength: 4 },
  );
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ accepted: rows, anomalies: rows }) },
    { weight: 1, arbitrary: fc.constant('compact' as const) },
  );

  it('changes nothing wherever it comes among random commits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const own = await LakeFixture.open();
        try {
          for (const [index, change] of steps.entries()) {
            if (change !== 'compact') await commitOne(own, `import-${index}`, change);
            const before = await allRows(own);
            if (change === 'compact') await compact({}, own);
            expect(await allRows(own)).toEqual(before);
          }
        } finally {
          await own.close();
        }
      }),
      { numRuns: 10 },
    );
  });
});

type Named = { name: string; max: number };

async function commitOne(
  to: LakeFixture,
  importId: string,
  change: { accepted: Named[]; anomalies: Named[] },
) {
  const once = (named: Named[]) => [
    ...new Map(named.map(({ name, max }) => [name, row(name, max)])).values(),
  ];
  const accepted = once(change.accepted);
  const taken = new Set(accepted.map(({ station }) => station));
  const anomalies = once(change.anomalies).filter(({ station }) => !taken.has(station));
  await to.commit({ importId, accepted, anomalies, rowsPerFile: 2 });
}

/** The store as somebody sees it who listed the log before its last commits; once somebody else's was found, no longer. */
function lagging({ store }: LakeFixture, sequence: number): LakeFixture['store'] {
  let isLagging = true;
  return new Proxy(store, {
    get(target, name) {
      if (name === 'putIfAbsent') isLagging = false;
      if (name === 'list' && isLagging) {
        return async function* (prefix: string, startAfter?: string) {
          for await (const object of target.list(prefix, startAfter)) {
            if (!prefix.startsWith('manifests/') || Number(object.key.slice(-15, -5)) <= sequence)
              yield object;
          }
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
