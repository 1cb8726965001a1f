import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LakeColumn } from '../columns';
import { loadSnapshot, Snapshot } from '../snapshot';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import type { Filter } from './filters';
import { queryKey } from './query-key';
import { queryRecords, type RecordsPage, type RecordsQuery } from './query-records';

const COLUMNS: LakeColumn[] = [
  { name: 'id', type: 'integer' },
  { name: 'station', type: 'string', title: 'Station' },
  { name: 'date', type: 'date' },
  { name: 'at', type: 'datetime' },
  { name: 'value', type: 'number', unit: '°C' },
  { name: 'open', type: 'boolean' },
  { name: 'note "quoted"', type: 'string' },
];
const PRIMARY_KEY = ['station', 'id'];

const row = (id: number, station: string, rest: FixtureRow = {}): FixtureRow => ({ id, station, ...rest });
const table = { columns: COLUMNS, primaryKey: PRIMARY_KEY };

let lake: LakeFixture;
let snapshot: Snapshot;

beforeAll(async () => {
  lake = await LakeFixture.open();
  const first = [
    row(1, 'A', {
      date: '2025-01-01',
      at: '2025-01-31 08:00:00',
      value: 1.5,
      open: true,
      'note "quoted"': "it's",
    }),
    row(2, 'A', {
      date: '2025-01-02',
      at: '2025-01-31 08:00:00.25',
      value: -3,
      open: false,
      'note "quoted"': '',
    }),
    row(3, 'A', { date: '2025-01-03', value: null }),
    row(4, 'B', { date: '1969-12-31', at: '1969-12-31 23:59:59.5', value: 10, 'note "quoted"': 'Chào Mào' }),
  ];
  await lake.commit({ importId: 'one', accepted: first, rowsPerFile: 2, ...table });
  const second = [
    row(3, 'A', { date: '2025-01-03', value: 7 }),
    row(5, 'Ổ', { value: 7, 'note "quoted"': '100%_x' }),
  ];
  await lake.commit({ importId: 'two', accepted: second, anomalies: [row(9, 'A', { value: 99 })], ...table });
  snapshot = await loadSnapshot(lake.store, 'weather');
});
afterAll(() => lake.close());

async function query(options: Partial<RecordsQuery> = {}): Promise<RecordsPage> {
  return queryRecords({ ...lake, snapshot, columns: COLUMNS, zone: 'silver', withTotal: true, ...options });
}

async function ids(options: Partial<RecordsQuery>): Promise<unknown[]> {
  const page = await query({ sort: [{ column: 'id', desc: false }], ...options });
  expect(page.total).toBe(page.rows.length);
  return page.rows.map(({ id }) => id);
}

describe('queryRecords', () => {
  it('returns the current rows with values as JSON carries them', async () => {
    const page = await query({ sort: [{ column: 'id', desc: false }] });
    expect(page).toMatchObject({ columns: COLUMNS, total: 5, cursor: null, sequence: 2 });
    expect(page.rows.slice(0, 2)).toEqual([
      {
        id: 1,
        station: 'A',
        date: '2025-01-01',
        at: '2025-01-31T08:00:00Z',
        value: 1.5,
        open: true,
        'note "quoted"': "it's",
      },
      expect.objectContaining({ at: '2025-01-31T08:00:00.25Z', open: false, 'note "quoted"': '' }),
    ]);
    expect(page.rows[3]).toMatchObject({ date: '1969-12-31', at: '1969-12-31T23:59:59.5Z' });
    expect(() => JSON.stringify(page)).not.toThrow();
  });

  it('knows where each row came from', async () => {
    const select = ['id', '_import', '_file', '_line', '_flags'];
    const silver = await query({ select, sort: [{ column: 'id', desc: true }], limit: 3 });
    expect(silver.rows).toEqual([
      { id: 5, _import: 'two', _file: 'two.csv', _line: 3, _flags: [] },
      { id: 4, _import: 'one', _file: 'one.csv', _line: 5, _flags: [] },
      { id: 3, _import: 'two', _file: 'two.csv', _line: 2, _flags: [] },
    ]);
    const anomalies = await query({ select, zone: 'anomalies' });
    expect(anomalies.rows).toEqual([{ id: 9, _import: 'two', _file: 'two.csv', _line: 2, _flags: ['odd'] }]);
  });

  it.each<[unknown[], Filter[]]>([
    [[1, 2, 3], [{ column: 'station', op: 'eq', value: 'A' }]],
    [[4, 5], [{ column: 'station', op: 'ne', value: 'A' }]],
    [[5], [{ column: 'station', op: 'gt', value: 'a' }]],
    [[4, 5], [{ column: 'station', op: 'in', value: ['B', 'Ổ', 'none'] }]],
    [[4], [{ column: 'value', op: 'gt', value: '7' }]],
    [[1, 2], [{ column: 'value', op: 'lt', value: '7' }]],
    [[2, 3], [{ column: 'date', op: 'gte', value: '2025-01-02' }]],
    [[1, 4], [{ column: 'at', op: 'lte', value: '2025-01-31T09:00:00+01:00' }]],
    [[1, 3, 4, 5], [{ column: 'open', op: 'ne', value: 'false' }]],
    [[2, 3], [{ column: 'note "quoted"', op: 'empty', value: true }]],
    [[1, 4, 5], [{ column: 'note "quoted"', op: 'empty', value: false }]],
    [[4], [{ column: 'note "quoted"', op: 'contains', value: 'CHÀO' }]],
    [[5], [{ column: 'note "quoted"', op: 'contains', value: '%_' }]],
    [[3, 5], [{ column: '_import', op: 'eq', value: 'two' }]],
    [[1, 2, 4], [{ column: '_import', op: 'lt', value: 'two' }]],
    [
      [2, 3],
      [
        { column: '_line', op: 'in', value: ['2', '3'] },
        { column: 'station', op: 'eq', value: 'A' },
        { column: 'id', op: 'gt', value: '1' },
      ],
    ],
    [[], [{ column: '_flags', op: 'contains', value: 'odd' }]],
    [[1, 2, 3, 4, 5], [{ column: '_flags', op: 'empty', value: true }]],
  ])('finds %j by %j', async (expected, filters) => {
    expect(await ids({ filters })).toEqual(expected);
  });

  it.each([
    `' or 1=1 --`,
    `'); drop table x; --`,
    `$p0`,
    `A' union select * from duckdb_settings() --`,
    `\\`,
    '"',
  ])('takes %s for a text and nothing else', async (value) => {
    expect(await ids({ filters: [{ column: 'station', op: 'eq', value }] })).toEqual([]);
    expect(await ids({ filters: [{ column: 'station', op: 'in', value: [value, 'B'] }] })).toEqual([4]);
    expect(await ids({ search: `${value} no such text` })).toEqual([]);
  });

  it('refuses a column that is not there, however it is spelled', async () => {
    const column = 'station" or 1=1 --';
    await expect(query({ filters: [{ column, op: 'eq', value: 'x' }] })).rejects.toMatchObject({
      code: 'invalid-filter',
    });
    await expect(query({ sort: [{ column, desc: false }] })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(query({ select: [column] })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(query({ select: ['_part'] })).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('searches every column in any case', async () => {
    expect(await ids({ search: 'chào' })).toEqual([4]);
    expect(await ids({ search: '2025-01-03' })).toEqual([3]);
    expect(await ids({ search: 'Ổ' })).toEqual([5]);
  });

  it('sorts missing values last in both directions', async () => {
    const sortedBy = async (desc: boolean) =>
      (
        await query({
          sort: [
            { column: 'date', desc },
            { column: 'id', desc: false },
          ],
        })
      ).rows.map(({ id }) => id);
    expect(await sortedBy(false)).toEqual([4, 1, 2, 3, 5]);
    expect(await sortedBy(true)).toEqual([3, 2, 1, 4, 5]);
  });

  it('refuses more rows than a page may have', async () => {
    for (const limit of [0, 1001, 1.5])
      await expect(query({ limit })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(query({ offset: -1 })).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('answers with columns and no rows where nothing was imported', async () => {
    const page = await query({
      snapshot: new Snapshot('none', []),
      sort: [{ column: 'at', desc: true }],
      search: 'x',
    });
    expect(page).toMatchObject({ columns: COLUMNS, rows: [], total: 0, sequence: 0, cursor: null });
  });

  it('fetches only the parts that a filter on a key column leaves', async () => {
    const filters: Filter[] = [{ column: 'station', op: 'eq', value: 'Ổ' }];
    const cache = lake.coldCache();
    expect(await ids({ cache, filters })).toEqual([5]);
    const bytesOfOne = cache.sizeBytes;
    expect(await ids({ cache })).toHaveLength(5);
    expect(cache.sizeBytes).toBeGreaterThan(bytesOfOne);
  });
});

describe('queryKey', () => {
  const find = (key: string[]) =>
    queryKey({ ...lake, snapshot, columns: COLUMNS, zone: 'silver', primaryKey: PRIMARY_KEY, key });

  it('finds the current row of a key with its lineage', async () => {
    expect(await find(['A', '3'])).toMatchObject({ id: 3, value: 7, _import: 'two', _line: 2 });
    expect(await find(['Ổ', '5'])).toMatchObject({ id: 5, 'note "quoted"': '100%_x' });
  });

  it('says which part of a key is wrong', async () => {
    await expect(find(['A', '77'])).rejects.toMatchObject({ code: 'record-not-found', status: 404 });
    await expect(find(['A', 'x'])).rejects.toMatchObject({ code: 'invalid-filter' });
    await expect(find(['A'])).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
