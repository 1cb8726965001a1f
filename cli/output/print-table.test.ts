import { expect, it } from 'vitest';
import { formatTable } from './print-table';

const ROWS = [
  { sku: 'A', price: 1.5, note: null },
  { sku: 'B', price: 12, note: 'say "hi",\nthere' },
];
const COLUMNS = ['sku', 'price', 'note'];

it('aligns a table, numbers to the right, with nothing in it that steers a terminal', () => {
  expect(formatTable(COLUMNS, ROWS, 'table')).toBe(
    'sku  price  note\nA      1.5\nB       12  say "hi",·there\n',
  );
  expect(formatTable(['x'], [{ x: '\u001b[31mred' }], 'table')).toBe('x\n·[31mred\n');
});

it('tells a missing value from an empty text in CSV', () => {
  expect(formatTable(COLUMNS, ROWS, 'csv')).toBe('sku,price,note\nA,1.5,\nB,12,"say ""hi"",\nthere"\n');
  expect(formatTable(['x'], [{ x: '' }], 'csv')).toBe('x\n""\n');
});

it('prints one object a line as JSON', () => {
  expect(
    formatTable(COLUMNS, ROWS, 'json')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(ROWS);
});
