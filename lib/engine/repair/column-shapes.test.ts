import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../dataset/definition';
import { learnShapes } from './column-shapes';

function shapesOf(fields: object[], goodRows: string[][] = [], more: object = {}) {
  const definition = parseDefinition({ name: 'example', schema: { fields, ...more } });
  return learnShapes(definition, definition.schema.fields, goodRows);
}

describe('by the definition alone, a cell', () => {
  it.each<[object, string[], string[]]>([
    [{ type: 'integer' }, ['7', '-7', '+7'], ['1.5', 'x', '1_0', ' 7']],
    [{ type: 'number' }, ['7', '1.', '.5', '1e5'], ['1,5', 'nan', '1 2', '-']],
    [{ type: 'number', decimalChar: ',', groupChar: '.' }, ['1.234,5', '0,5'], ['1.23,5', '1,234.5']],
    [{ type: 'number', bareNumber: false }, ['€ 3.50', '95 %'], ['€', '3 and 4']],
    [{ type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] }, ['ja', 'nein'], ['true']],
    [{ type: 'date' }, ['2025-01-31'], ['2025-13-01', '31.01.2025']],
    [{ type: 'date', format: '%d.%m.%Y' }, ['31.01.2025', '1.1.2025'], ['2025-01-31']],
    [{ type: 'date', format: 'any' }, ['2025-01-31', '31 Jan 2025'], ['January']],
    [
      { type: 'datetime' },
      ['2025-01-31T08:00:00Z', '2025-01-31 08:00+01:00'],
      ['2025-01-31', '2025-01-31T25:00Z'],
    ],
    [{ type: 'time' }, ['08:00', '23:59:59.5'], ['8', '24:00']],
    [{ type: 'year' }, ['2025'], ['25']],
    [{ type: 'json' }, ['{"a":1}', '[]'], ['{a:1}']],
    [{ type: 'string', format: 'email' }, ['a@b.org'], ['a', 'a b@c']],
    [{ type: 'string', constraints: { enum: ['ok', 'fail'] } }, ['ok'], ['OK']],
    [{ type: 'integer', constraints: { enum: [1, 2] } }, ['1', '+2'], ['3']],
    [{ type: 'number', constraints: { minimum: 0, maximum: 1 } }, ['0', '0.5'], ['-1', '1.5']],
    [{ type: 'string', constraints: { minLength: 2, maxLength: 3 } }, ['ab', 'abc'], ['a', 'abcd']],
  ])('takes what %j takes', (field, taken, refused) => {
    const shapes = shapesOf([{ name: 'a', ...field }]);
    expect(taken.filter((text) => !shapes.fits(0, text))).toEqual([]);
    expect(refused.filter((text) => shapes.fits(0, text))).toEqual([]);
  });

  it('is missing only where it may be', () => {
    const fields = [
      { name: 'key', type: 'string' },
      { name: 'must', type: 'number', constraints: { required: true } },
      { name: 'may', type: 'number', missingValues: ['', 'NA'] },
    ];
    const shapes = shapesOf(fields, [], { primaryKey: 'key' });
    expect([0, 1, 2].map((cell) => shapes.fits(cell, ''))).toEqual([false, false, true]);
    expect(shapes.fits(2, 'NA')).toBe(true);
    expect(shapes.fits(1, 'NA')).toBe(false);
    expect([0, 1, 2].map((cell) => shapes.mayBeEmpty(cell))).toEqual([false, false, true]);
  });

  it('never runs a pattern, which JavaScript might not come to an end with', () => {
    const shapes = shapesOf([{ name: 'a', type: 'string', constraints: { pattern: '(a+)+' } }]);
    expect(shapes.fits(0, `${'a'.repeat(5000)}!`)).toBe(true);
  });
});

describe('by the good rows, a text', () => {
  const rows = Array.from({ length: 200 }, (_, row) => [
    `dev-${row % 150}`,
    `${(row % 40) - 5}.5`,
    ['ok', 'warn'][row % 2] ?? '',
    row % 4 === 0 ? '' : `${row} High Street`,
  ]);
  const shapes = shapesOf(
    [
      { name: 'device', type: 'string' },
      { name: 'value', type: 'number' },
      { name: 'status', type: 'string' },
      { name: 'address', type: 'string' },
    ],
    rows,
  );

  it('of a usual shape is more plausible than of another', () => {
    expect(shapes.score(0, 'dev-999')).toBeGreaterThan(100 * shapes.score(0, 'High Street'));
    expect(shapes.fits(0, 'dev-999')).toBe(true);
    expect(shapes.fits(0, '9 High Street')).toBe(false);
  });

  it('that came before is more plausible than a new one where values come again', () => {
    expect(shapes.score(2, 'ok')).toBeGreaterThan(100 * shapes.score(2, 'no'));
    expect(shapes.score(3, '999 Mill Street')).toBeGreaterThan(shapes.score(3, '5') * 10);
  });

  it('that is a number within the usual range is more plausible than one outside', () => {
    expect(shapes.score(1, '20.3')).toBeGreaterThan(10 * shapes.score(1, '1013.3'));
  });

  it('that is empty is as plausible as empty cells are frequent', () => {
    expect(shapes.score(3, '')).toBeCloseTo(0.25, 1);
    expect(shapes.isOftenEmpty(3, false)).toBe(true);
    expect(shapes.fits(2, '')).toBe(false);
  });

  it('is scored between 0 and 1, however long and strange', () => {
    for (const text of ['dev-1', '', ' ', 'x'.repeat(100_000), '\0', '😀'.repeat(3000), '"'.repeat(50)]) {
      for (const cell of [0, 1, 2, 3, 4]) {
        expect(shapes.score(cell, text)).toBeGreaterThanOrEqual(0);
        expect(shapes.score(cell, text)).toBeLessThanOrEqual(1);
      }
    }
  });
});

it('a column that no field describes takes any text, and may be empty', () => {
  const definition = parseDefinition({
    name: 'example',
    schema: { fields: [{ name: 'a', type: 'integer' }] },
  });
  const shapes = learnShapes(definition, [null, definition.schema.fields[0] ?? null], []);
  expect(shapes.fits(0, 'anything')).toBe(true);
  expect(shapes.fits(0, '')).toBe(true);
  expect(shapes.fits(1, 'anything')).toBe(false);
});

it('long free texts that are all different still fit their column', () => {
  const text = (row: number): string =>
    `${'Lorem ipsum, dolor '.repeat(30 + (row % 20))}(${row}) sit amet. `.repeat(2);
  const rows = Array.from({ length: 100 }, (_, row) => [text(row)]);
  expect(shapesOf([{ name: 'a', type: 'string' }], rows).fits(0, text(1007))).toBe(true);
});
