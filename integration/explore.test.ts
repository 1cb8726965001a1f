/** Looking around in a dataset: search, facets and SQL, over the APIs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineSensors, expectTotals, sensorsCsv } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const DATASET = 'explored';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
  await defineSensors(backend, DATASET);
  const csv = sensorsCsv([
    [1, 'north', 1.5],
    [2, 'North pole', 20],
    [3, 'south', 30],
    [4, 'south', 500],
  ]);
  await backend.importText('operators', DATASET, 'a.csv', csv);
  await backend.importText('operators', DATASET, 'b.csv', sensorsCsv([[3, 'south', 31]]));
});

afterAll(() => backend.stop());

describe('search', () => {
  it('finds rows by a text in any column, in any case, in GraphQL and REST', async () => {
    const query = `query ($search: String) {
      queryRecords(dataset: "${DATASET}", search: $search, sort: "id", columns: ["id"]) { rows total }
    }`;
    const ids = async (search: string) => {
      const { queryRecords } = await backend.graphql<{ queryRecords: { rows: string; total: number } }>(
        backend.tokens.analysts,
        query,
        { search },
      );
      return [queryRecords.rows, queryRecords.total];
    };
    expect(await ids('NORTH')).toEqual(['[[1],[2]]', 2]);
    expect(await ids('31')).toEqual(['[[3]]', 1]);
    const path = `/v1/datasets/${DATASET}/records?search=Pole&value[gt]=1`;
    const { status, body } = await backend.rest(backend.tokens.analysts, 'GET', path);
    expect([status, body]).toMatchObject([200, { items: [{ id: 2 }], cursor: null }]);
  });
});

describe('facets', () => {
  it('count the values that are left, each without its own filters', async () => {
    const query = `query ($filters: AWSJSON) {
      queryFacets(dataset: "${DATASET}", filters: $filters, columns: ["place", "value"]) {
        column values min max distinct missing cut
      }
    }`;
    const filters = JSON.stringify([{ column: 'place', op: 'eq', value: 'south' }]);
    const { queryFacets } = await backend.graphql<{ queryFacets: { values: string }[] }>(
      backend.tokens.analysts,
      query,
      { filters },
    );
    const facets = queryFacets.map((facet) => ({ ...facet, values: JSON.parse(facet.values) as unknown }));
    const place = { column: 'place', min: null, max: null, distinct: 3, missing: 0, cut: false };
    expect(facets).toEqual([
      { ...place, values: ['North pole', 'north', 'south'].map((value) => ({ value, count: 1 })) },
      { ...place, column: 'value', min: '31', max: '31', distinct: 1, values: [{ value: 31, count: 1 }] },
    ]);
  });
});

describe('SQL', () => {
  const run = async (sql: string, token = backend.tokens.analysts) => {
    const query = `query ($sql: String!) {
      runSql(dataset: "${DATASET}", sql: $sql) { columns rows cut rowsMax secondsMax sequence }
    }`;
    return (await backend.graphql<{ runSql: { rows: string } }>(token, query, { sql })).runSql;
  };

  it('reads current rows, flagged rows and views, and says within which limits', async () => {
    const flagged = [{ place: 'south', rows: 2, total: 531, flagged: 1 }];
    await expectTotals(backend, DATASET, [expect.anything(), expect.anything(), ...flagged] as object[]);
    const sql = `select t.place, count(*) as n, max(t.flagged) as flagged, (select max(value) from anomalies) as worst
      from rows join totals as t using (place) group by all order by 1 desc`;
    const result = await run(sql);
    expect(result).toMatchObject({ cut: false, rowsMax: 1000, secondsMax: 10, sequence: 2 });
    expect(JSON.parse(result.rows)).toEqual([
      ['south', 1, 1, 500],
      ['north', 1, 0, 500],
      ['North pole', 1, 0, 500],
    ]);
  });

  it('says what is wrong by a code, and reads nothing for those who may not', async () => {
    await expect(run('select * from nowhere')).rejects.toMatchObject({ name: 'invalid-sql' });
    await expect(run("select * from read_text('/etc/passwd')")).rejects.toMatchObject({
      name: 'invalid-sql',
    });
    await expect(run('select 1', backend.tokens.nobody)).rejects.toThrow();
  });
});
