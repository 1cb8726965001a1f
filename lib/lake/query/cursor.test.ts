import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LakeColumn } from '../columns';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import { queryRecords, type RecordsQuery } from './query-records';
import type { Sort } from './sort';

const COLUMNS: LakeColumn[] = [
  { name: 'id', type: 'integer' },
  { name: 'group', type: 'string' },
  { name: 'value', type: 'number' },
  { name: 'at', type: 'datetime' },
];
const table = { columns: COLUMNS, primaryKey: ['id'] };

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

/** Many equal and missing values, so that the order rests on the tie-break. */
function rows(from: number, to: number, value: (id: number) => number | null): FixtureRow[] {
  return Array.from({ length: to - from }, (_, index) => {
    const id = from + index;
    const at = id % 4 === 0 ? null : `2025-01-01 00:00:0${id % 3}.00000${id % 2}`;
    return { id, group: id % 5 === 0 ? null : `g${id % 3}`, value: value(id), at };
  });
}

async function query(options: Partial<RecordsQuery>) {
  const snapshot = await loadSnapshot(lake.store, 'weather');
  return queryRecords({ ...lake, snapshot, columns: COLUMNS, zone: 'silver', ...options });
}

/** The ids of all pages; `between` runs after each page. */
async function readAll(options: Partial<RecordsQuery>, between?: (page: number) => Promise<unknown>) {
  const seen: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
    const result = await query({ ...options, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...result.rows.map(({ id }) => id));
    cursor = result.cursor ?? undefined;
    await between?.(page);
  }
  return seen;
}

describe('a cursor', () => {
  const third = (id: number) => (id % 7 === 0 ? null : (id % 10) / 3);
  const sorts: Sort[] = [
    [],
    [{ column: 'group', desc: true }],
    [
      { column: 'value', desc: false },
      { column: 'group', desc: true },
    ],
    [
      { column: 'at', desc: true },
      { column: '_import', desc: true },
      { column: 'value', desc: true },
    ],
    [{ column: '_line', desc: true }],
  ];

  it.each(sorts.map((sort) => [sort]))('pages through %j as one long page does', async (sort) => {
    await lake.commit({ importId: 'one', accepted: rows(0, 60, third), rowsPerFile: 17, ...table });
    await lake.commit({ importId: 'two', accepted: rows(40, 100, (id) => id / 7), ...table });
    const whole = (await query({ sort, limit: 1000 })).rows.map(({ id }) => id);
    expect(new Set(whole).size).toBe(100);
    expect(await readAll({ sort, limit: 7 })).toEqual(whole);
    const byOffset = [];
    for (let offset = 0; offset < 100; offset += 30) {
      byOffset.push(...(await query({ sort, limit: 30, offset })).rows.map(({ id }) => id));
    }
    expect(byOffset).toEqual(whole);
  });

  it('keeps reading the commit it began with, whatever is imported meanwhile', async () => {
    await lake.commit({ importId: 'one', accepted: rows(0, 30, () => 1), ...table });
    const sort: Sort = [{ column: 'value', desc: false }];
    const seen = await readAll({ sort, limit: 10 }, (page) =>
      lake.commit({
        importId: `later-${page}`,
        accepted: rows(page * 10, page * 10 + 15, () => 2 + page),
        ...table,
      }),
    );
    expect(seen).toEqual(Array.from({ length: 30 }, (_, id) => id));
    expect((await query({ sort, limit: 1 })).rows).not.toEqual([expect.objectContaining({ value: 1 })]);
  });

  it('is refused by another query, when it is no cursor, and when its commit is not there', async () => {
    await lake.commit({ importId: 'one', accepted: rows(0, 30, () => 1), ...table });
    const before = await loadSnapshot(lake.store, 'weather');
    await lake.commit({ importId: 'two', accepted: rows(0, 30, () => 2), ...table });
    const { cursor } = await query({ limit: 10 });
    const invalid = { code: 'invalid-cursor', status: 400 };
    if (cursor === null) throw new Error('There is a second page.');
    await expect(query({ cursor, sort: [{ column: 'id', desc: true }] })).rejects.toMatchObject(invalid);
    await expect(query({ cursor, search: 'x' })).rejects.toMatchObject(invalid);
    await expect(query({ cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject(invalid);
    await expect(query({ cursor, snapshot: before })).rejects.toMatchObject(invalid);
  });
});
