import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LakeColumn } from '../columns';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import { putSmallImports } from '../testing/put-small-imports';
import { queryFacets, type Facet, type FacetsQuery } from './query-facets';

const COLUMNS: LakeColumn[] = [
  { name: 'id', type: 'integer' },
  { name: 'kind', type: 'string' },
  { name: 'date', type: 'date' },
  { name: 'at', type: 'datetime' },
  { name: 'value', type: 'number' },
  { name: 'open', type: 'boolean' },
];
const table = { columns: COLUMNS, primaryKey: ['id'] };

let lake: LakeFixture;
let snapshot: Snapshot;

const row = (id: number, kind: string | null, rest: FixtureRow = {}): FixtureRow => ({ id, kind, ...rest });

beforeAll(async () => {
  lake = await LakeFixture.open();
  const first = [
    row(1, 'apple', { date: '2025-01-01', at: '2025-01-01 08:00:00', value: 1.5, open: true }),
    row(2, 'apple', { date: '2025-01-03', value: -3, open: false }),
    row(3, 'pear', { date: '2025-01-02', value: 7 }),
    row(4, '', { value: 7 }),
    row(5, null),
  ];
  await lake.commit({ importId: 'one', accepted: first, rowsPerFile: 2, ...table });
  await lake.commit({
    importId: 'two',
    accepted: [row(3, 'plum', { date: '2025-01-02', value: 7 }), row(6, 'Ổi', { value: 7 })],
    anomalies: [row(9, 'apple')],
    ...table,
  });
  snapshot = await loadSnapshot(lake.store, 'weather');
});
afterAll(() => lake.close());

async function facets(names: string[], options: Partial<FacetsQuery> = {}): Promise<Facet[]> {
  return queryFacets({ ...lake, snapshot, columns: COLUMNS, zone: 'silver', facets: names, ...options });
}

async function pairs(name: string, options: Partial<FacetsQuery> = {}): Promise<unknown[]> {
  const [facet] = await facets([name], options);
  return facet?.values.map(({ value, count }) => [value, count]) ?? [];
}

describe('queryFacets', () => {
  it('counts the values of the current rows, most frequent first, and what is missing', async () => {
    const [kind, value] = await facets(['kind', 'value']);
    expect(kind).toEqual({
      column: 'kind',
      values: [
        { value: 'apple', count: 2 },
        { value: 'plum', count: 1 },
        { value: 'Ổi', count: 1 },
      ],
      distinct: 3,
      missing: 2,
      min: null,
      max: null,
      cut: false,
      seconds: expect.any(Number) as number,
    });
    expect(value).toMatchObject({ values: [{ value: 7, count: 3 }, {}, {}], distinct: 3, missing: 1 });
  });

  it.each([
    ['id', '1', '6'],
    ['value', '-3', '7'],
    ['date', '2025-01-01', '2025-01-03'],
    ['at', '2025-01-01T08:00:00Z', '2025-01-01T08:00:00Z'],
    ['_line', '2', '6'],
    ['open', null, null],
  ])('tells the range of %s in the form of filters', async (name, min, max) => {
    expect((await facets([name]))[0]).toMatchObject({ min, max });
  });

  it('does not count the filters of a column for the column itself', async () => {
    const filters = [
      { column: 'kind', op: 'eq', value: 'apple' },
      { column: 'value', op: 'gt', value: '0' },
    ] as const;
    expect(await pairs('kind', { filters })).toEqual([
      ['apple', 1],
      ['plum', 1],
      ['Ổi', 1],
    ]);
    expect(await pairs('value', { filters })).toEqual([
      [-3, 1],
      [1.5, 1],
    ]);
    expect(await pairs('date', { filters })).toEqual([['2025-01-01', 1]]);
  });

  it('counts the marks of rows and the imports that they came with', async () => {
    expect(await pairs('_flags', { zone: 'anomalies' })).toEqual([['odd', 1]]);
    const [flags, imports] = await facets(['_flags', '_import']);
    expect(flags).toMatchObject({ values: [], missing: 6, distinct: 0 });
    expect(imports?.values).toEqual([
      { value: 'one', count: 4 },
      { value: 'two', count: 2 },
    ]);
  });

  it('counts only what a search leaves', async () => {
    expect(await pairs('kind', { search: 'PL' })).toEqual([
      ['apple', 2],
      ['plum', 1],
    ]);
    expect(await pairs('kind', { search: 'nowhere' })).toEqual([]);
  });

  it('answers without values and without an error when there is no time', async () => {
    const [kind, value] = await facets(['kind', 'value'], { limits: { budgetMs: 0 } });
    expect(kind).toMatchObject({ column: 'kind', values: [], cut: true, distinct: null });
    expect(value).toMatchObject({ column: 'value', values: [], cut: true });
  });

  it('of a dataset without rows are empty', async () => {
    const none = await queryFacets({
      ...lake,
      snapshot: snapshot.at(0),
      columns: COLUMNS,
      zone: 'silver',
      facets: ['kind', '_import'],
    });
    expect(none).toMatchObject([
      { values: [], distinct: 0, missing: 0, cut: false },
      { values: [], distinct: 0, missing: 0, cut: false },
    ]);
  });

  it('refuses a column that is not there', async () => {
    await expect(facets(['colour'])).rejects.toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('facets of a large dataset', () => {
  const columns: LakeColumn[] = [
    { name: 'station', type: 'string' },
    { name: 'max', type: 'number' },
    { name: 'note', type: 'string' },
  ];

  it('are of a sample where the time for all rows is not there, and say so', async () => {
    const large = await LakeFixture.open();
    try {
      await putSmallImports(large, 1, 30);
      const query = { ...large, snapshot: await loadSnapshot(large.store, 'weather'), columns };
      const options = {
        ...query,
        zone: 'silver',
        facets: ['station', 'note'],
        limits: { sampleRows: 80, groups: 100 },
      } as const;
      const [station, note] = await queryFacets(options);
      // Every row has a station of its own: the most frequent ones are of the sample, the rest is known.
      expect(station).toMatchObject({ cut: true, missing: 0 });
      expect(station?.values).toHaveLength(20);
      expect(station?.distinct).toBeGreaterThan(200);
      expect(note).toMatchObject({ cut: false, values: [{ value: 'a note', count: 297 }] });
    } finally {
      await large.close();
    }
  });
});
