import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { buildView } from './build-view';
import { parseFilters } from './filters';
import { goldColumns, queryGold } from './query-gold';
import { parseSort } from './sort';

let lake: LakeFixture;

beforeAll(async () => {
  lake = await LakeFixture.open();
  const reading = (station: string, day: number, max: number | null) => ({
    station,
    date: `2025-01-0${day}`,
    max,
  });
  await lake.commit({
    importId: 'one',
    accepted: [reading('A', 1, 10), reading('A', 2, 20), reading('B', 1, null)],
    anomalies: [reading('A', 3, 99), reading('C', 1, 98)],
  });
  await lake.commit({ importId: 'two', accepted: [reading('A', 1, 12), reading('C', 1, 5)] });
});
afterAll(() => lake.close());

/** The views' shape, with a sum that is wider than 64 bits. */
const viewSql = (relation: string) => `select station, count(*) as readings, avg(max) as average,
  count_if(anomalous) as flagged, max(date) as latest, sum(9007199254740993::bigint) as total
  from ${relation} group by station`;

async function build(sequence: number, definitionVersion = 1) {
  const snapshot = (await loadSnapshot(lake.store, 'weather')).at(sequence);
  return buildView({
    ...lake,
    workDir: lake.workDir,
    snapshot,
    columns: WEATHER_COLUMNS,
    definitionVersion,
    view: 'per_station',
    viewSql,
  });
}

const source = (sequence: number) => ({
  ...lake,
  dataset: 'weather',
  view: 'per_station',
  sequence,
  definitionVersion: 1,
});

describe('a view', () => {
  it('aggregates the current accepted and flagged rows as of a commit', async () => {
    expect(await build(1)).toMatchObject({ rows: 3, key: 'gold/weather/per_station/0000000001-v1.parquet' });
    await build(2);
    const sort = parseSort('station', await goldColumns(source(1)));
    const first = await queryGold({ ...source(1), sort });
    const second = await queryGold({ ...source(2), sort });
    expect(
      first.rows.map(({ station, readings, average, flagged }) => [station, readings, average, flagged]),
    ).toEqual([
      ['A', 3, 43, 1],
      ['B', 1, null, 0],
      ['C', 1, 98, 1],
    ]);
    expect(second.rows[0]).toEqual({
      station: 'A',
      readings: 3,
      average: (12 + 20 + 99) / 3,
      flagged: 1,
      latest: '2025-01-03',
      total: '27021597764222979',
    });
    expect(second.rows[2]).toMatchObject({ station: 'C', readings: 1, average: 5, flagged: 0 });
  });

  it('is filtered, sorted and paged by its own columns', async () => {
    await build(2);
    const columns = await goldColumns(source(2));
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['station', 'string'],
      ['readings', 'integer'],
      ['average', 'number'],
      ['flagged', 'integer'],
      ['latest', 'date'],
      ['total', 'integer'],
    ]);
    const filters = parseFilters(new URLSearchParams('readings[gte]=1&latest[lt]=2025-01-03'), columns);
    const page = await queryGold({ ...source(2), filters, sort: parseSort('-station', columns), limit: 1 });
    expect(page).toMatchObject({ total: 2, sequence: 2, rows: [{ station: 'C' }] });
    await expect(
      queryGold({ ...source(2), filters: [{ column: '_file', op: 'eq', value: 'x' }] }),
    ).rejects.toMatchObject({ code: 'invalid-filter' });
  });

  it('can be built of nothing', async () => {
    expect(await build(0)).toMatchObject({ rows: 0 });
    expect(await queryGold(source(0))).toMatchObject({ rows: [], total: 0 });
  });

  it('says so when it has not been built', async () => {
    await expect(queryGold({ ...source(2), view: 'none' })).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });
});
