import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import path from 'node:path';
import { quoteLiteral } from '../../duckdb';
import { ROW_PROBLEM_COLUMNS } from '../../problems';
import { rejectsKey } from '../keys';
import { LakeFixture } from '../testing/lake-fixture';
import { queryRejects, type RejectsQuery } from './query-rejects';
import { streamRefusedRows, type RefusedRow } from './refused-rows';

let lake: LakeFixture;

beforeAll(async () => {
  lake = await LakeFixture.open();
  const file = path.join(lake.workDir, 'rejects.parquet');
  const connection = await lake.db.connect();
  await connection.run(`copy (
    select * from (values
      ('a.csv', 9::bigint, 300::bigint, 'max', 'type-error', '“x” is no number.', 'A,x', null),
      ('a.csv', 3::bigint, 100::bigint, null, 'quote-error', 'The quote is never closed.', 'A,"Chào', '["A","Chào"]'),
      ('a.csv', 5::bigint, 200::bigint, 'max', 'type-error', '“y” is no number.', 'B,y', null),
      ('a.csv', 5::bigint, 200::bigint, 'date', 'constraint-error', 'It is required.', 'B,y', null)
    ) as rows(${ROW_PROBLEM_COLUMNS.map((name) => `"${name}"`).join(', ')})
  ) to ${quoteLiteral(file)} (format parquet)`);
  connection.closeSync();
  await lake.store.putFile(rejectsKey('weather', 'one', 'parquet'), file);
});
afterAll(() => lake.close());

const query = (options: Partial<RejectsQuery> = {}) =>
  queryRejects({ ...lake, dataset: 'weather', importId: 'one', ...options });

describe('queryRejects', () => {
  it('returns the problems in the order of the file, and how they spread', async () => {
    const page = await query();
    expect(page.total).toBe(4);
    expect(page.rows.map(({ line }) => line)).toEqual([3, 5, 5, 9]);
    expect(page.rows[0]).toEqual({
      file: 'a.csv',
      line: 3,
      byte_offset: 100,
      column: null,
      code: 'quote-error',
      message: 'The quote is never closed.',
      raw: 'A,"Chào',
      suggestion: '["A","Chào"]',
    });
    expect(page.groups).toEqual([
      { code: 'type-error', column: 'max', problems: 2, rows: 2 },
      { code: 'constraint-error', column: 'date', problems: 1, rows: 1 },
      { code: 'quote-error', column: null, problems: 1, rows: 1 },
    ]);
  });

  it('filters by code and column, and pages', async () => {
    const page = await query({ code: 'type-error', column: 'max', limit: 1, offset: 1 });
    expect(page).toMatchObject({ total: 2, rows: [{ line: 9 }] });
    expect(page.groups).toHaveLength(3);
    expect(await query({ column: `max" or '1'='1` })).toMatchObject({ total: 0, rows: [] });
  });

  it('says so when an import has no refused rows', async () => {
    await expect(query({ importId: 'two' })).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
});

describe('refused rows', () => {
  const source = () => ({ ...lake, dataset: 'weather', importId: 'one' });

  it('come one item a record, with all its problems in their order', async () => {
    const streamed: RefusedRow[] = [];
    await streamRefusedRows(source(), async (rows) => void streamed.push(...rows));
    expect(streamed).toEqual([
      {
        line: 3,
        raw: 'A,"Chào',
        problems: [{ column: null, code: 'quote-error', message: 'The quote is never closed.' }],
      },
      {
        line: 5,
        raw: 'B,y',
        problems: [
          { column: 'max', code: 'type-error', message: '“y” is no number.' },
          { column: 'date', code: 'constraint-error', message: 'It is required.' },
        ],
      },
      {
        line: 9,
        raw: 'A,x',
        problems: [{ column: 'max', code: 'type-error', message: '“x” is no number.' }],
      },
    ]);
  });

  it('are said to be missing where there are none', async () => {
    const none = { ...source(), importId: 'two' };
    await expect(streamRefusedRows(none, async () => undefined)).rejects.toMatchObject({ code: 'not-found' });
  });
});
