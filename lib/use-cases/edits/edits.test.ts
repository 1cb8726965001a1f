import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionForFile } from '../../dataset/definition-for-file';
import type { RecordRow } from '../../lake/query/query-records';
import { definitionOf, openTextChecker, type TextChecker } from '../../engine/testing/check-text';
import { parseEdits } from './parse-edits';
import { refuseEdits } from './refuse-edits';
import { writeRows } from './write-rows';

const ROW = { import: '01J', file: 'a.csv', line: 2 };
const GOODS = definitionOf(
  [
    { name: 'sku', type: 'string' },
    { name: 'seen', type: 'date', format: '%d/%m/%Y' },
    { name: 'price', type: 'number', decimalChar: ',' },
    { name: 'stock', type: 'integer', missingValues: ['', '-1'] },
    { name: 'sold', type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
  ],
  {
    primaryKey: ['sku'],
    derive: [{ name: 'total', type: 'number', as: 'price * stock' }],
    dialect: { delimiter: ';' },
  },
);
const CURRENT: RecordRow = {
  sku: 'A;1',
  seen: '2025-01-31',
  price: 3.5,
  stock: 4,
  sold: true,
  total: 14,
};

let checker: TextChecker;

beforeAll(async () => {
  checker = await openTextChecker();
});

afterAll(() => checker.close());

async function edit(input: unknown, current: (RecordRow | null)[], definition = GOODS) {
  const edits = parseEdits(input);
  refuseEdits(definition, edits, current);
  return writeRows(definition, edits, current);
}

describe('a changed row', () => {
  it('of no change is the very row, whatever formats its file has', async () => {
    const file = await checker.check(GOODS, 'sku;seen;price;stock;sold\n"A;1";31/01/2025;3,5;4;ja\n');
    const rows = await edit([{ row: ROW, values: {} }], [CURRENT]);
    const again = await checker.check(GOODS, rows.map((row) => JSON.stringify(row)).join('\n'));
    const identity = ({ _key, _hash }: Record<string, unknown>) => ({ _key, _hash });
    expect(again.accepted.map(identity)).toEqual(file.accepted.map(identity));
  });

  it('has the changed cells, given as they are shown, over its own', async () => {
    const values = { seen: '2024-12-01', price: '7.25', stock: null };
    expect(await edit([{ row: ROW, values }], [CURRENT])).toEqual([
      { sku: 'A;1', seen: '01/12/2024', price: '7,25', stock: null, sold: 'ja' },
    ]);
  });

  it('keeps its key and leaves computed columns alone', async () => {
    await expect(edit([{ row: ROW, values: { sku: 'B' } }], [CURRENT])).rejects.toThrow(/part of the key/);
    await expect(edit([{ row: ROW, values: { total: 1 } }], [CURRENT])).rejects.toThrow(/computed/);
    await expect(edit([{ row: ROW, values: { sku: 'A;1' } }], [CURRENT])).resolves.toHaveLength(1);
  });

  it('is refused a value that is none of its column, or means another', async () => {
    const change = (values: object) => edit([{ row: ROW, values }], [CURRENT]);
    await expect(change({ price: 'free' })).rejects.toThrow(/“free” is no number, which price holds/);
    await expect(change({ stock: -1 })).rejects.toThrow(/means a missing value in stock/);
    await expect(change({ colour: 'red' })).rejects.toMatchObject({ code: 'extra-label' });
  });
});

describe('rows of a dataset', () => {
  it('without a key, or with fields that are not kept, can be added but not changed', async () => {
    const unkeyed = definitionOf([{ name: 'a', type: 'string' }]);
    await expect(edit([{ row: ROW, values: { a: 'x' } }], [{ a: 'y' }], unkeyed)).rejects.toThrow(
      /without a key/,
    );
    const hiding = definitionOf(
      [
        { name: 'a', type: 'string' },
        { name: 'b', type: 'integer', hidden: true },
      ],
      {
        primaryKey: ['a'],
      },
    );
    await expect(edit([{ row: ROW, values: { a: 'x' } }], [{ a: 'x' }], hiding)).rejects.toThrow(
      /b are read/,
    );
    expect(await edit([{ row: null, values: { a: 'x', b: 3 } }], [null], hiding)).toEqual([
      { a: 'x', b: '3' },
    ]);
  });

  it('with columns from the path take them like any other', async () => {
    const stations = definitionOf([{ name: 'max', type: 'integer' }], {
      primaryKey: ['station'],
      fromPath: { pattern: '(?<station>[^/]+)\\.txt$' },
    });
    const definition = definitionForFile(stations, 'edited.ndjson');
    const rows = await edit([{ row: ROW, values: { max: 4 } }], [{ station: 'S1', max: 3 }], definition);
    const fileName = 'edited.ndjson';
    const { accepted } = await checker.check(definition, JSON.stringify(rows[0]), { fileName });
    const file = await checker.check(stations, 'max\n4\n', { fileName: 'S1.txt' });
    expect(accepted[0]).toMatchObject({
      _key: file.accepted[0]?.['_key'],
      _hash: file.accepted[0]?.['_hash'],
    });
  });
});
