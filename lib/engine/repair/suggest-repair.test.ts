/** What is suggested for broken records, by example. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../dataset/definition';
import { namedDialect } from '../../dataset/dialect';
import type { RowProblemCode } from '../../problems';
import { learnShapes } from './column-shapes';
import { suggestRepair } from './suggest-repair';

interface Table {
  dialect?: object;
  fields: object[];
  goodRows?: string[][];
}

function suggesterOf({ dialect = {}, fields, goodRows = [] }: Table) {
  const definition = parseDefinition({ name: 'example', dialect, schema: { fields } });
  const shapes = learnShapes(definition, definition.schema.fields, goodRows);
  const context = { dialect: namedDialect(definition.dialect), shapes, width: fields.length };
  return (raw: string, ...codes: RowProblemCode[]) =>
    suggestRepair({ raw, codes: codes.length > 0 ? codes : ['quote-error'] }, context);
}

/** Rows made of lists of values of different lengths, so that they come in all combinations. */
function rowsOf(count: number, ...columns: string[][]): string[][] {
  return Array.from({ length: count }, (_, row) =>
    columns.map((values) => values[row % values.length] ?? ''),
  );
}

const READINGS = [
  { name: 'at', type: 'datetime', constraints: { required: true } },
  { name: 'device', type: 'string', constraints: { required: true } },
  { name: 'value', type: 'number' },
  { name: 'note', type: 'string' },
];
const goodReadings = rowsOf(
  60,
  ['2025-01-31T08:00:00Z', '2025-01-31T08:05:00Z', '2025-02-01T23:10:09Z'],
  ['dev-1', 'dev-22', 'gw-7', 'dev-4'],
  ['21.5', '-3.0', '', '19.25', '30.1'],
  ['', '', 'door open', 'moved, see ticket', '', '', 'replaced'],
);
const ORDERS = [
  { name: 'id', type: 'integer' },
  { name: 'customer', type: 'string', constraints: { required: true } },
  { name: 'product', type: 'string', constraints: { required: true } },
  { name: 'price', type: 'number' },
];
const goodOrders = rowsOf(
  60,
  ['1', '20', '300', '4100'],
  ['Doe, John', 'Ann Lee', 'Smith, Mary', 'Tom Brown', 'van Dyk, Jo'],
  ['Disk 5"', 'Lamp 40 W', 'Monitor 27"', 'Cable 2 m', 'Hub 4"', 'Desk 160 cm', 'Chair 2'],
  ['1.50', '234.50', '1100.00', '17.25', '9.90', '80.00', '3.10', '55.00', '2.20', '400.00', '12.00'],
);

describe('a suggestion', () => {
  const readings = suggesterOf({ fields: READINGS, goodRows: goodReadings });
  const orders = suggesterOf({ fields: ORDERS, goodRows: goodOrders });
  const at = '2025-01-31T08:00:00Z';

  it.each<[string, string, string[]]>([
    ['a text with the delimiter', '3,Doe, John,Lamp 40 W,1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['thousands separators', '3,Ann Lee,Lamp 40 W,1,100.00', ['3', 'Ann Lee', 'Lamp 40 W', '1100.00']],
    ['an extra delimiter at the end', '3,Ann Lee,Lamp 40 W,1.50,,', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['an extra delimiter before', ',3,Ann Lee,Lamp 40 W,1.50', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['a delimiter twice', '3,Ann Lee,,Lamp 40 W,1.50', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['inner quotes', '3,Ann Lee,"Disk 5"",1.50', ['3', 'Ann Lee', 'Disk 5"', '1.50']],
    ['a quote that is data', '3,Ann Lee,Disk 5",1.50', ['3', 'Ann Lee', 'Disk 5"', '1.50']],
    ['a quote never closed', '3,"Doe, John,Lamp 40 W,1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['a quote never opened', '3,Doe, John",Lamp 40 W,1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['blanks around quotes', '3, "Doe, John" ,Lamp 40 W,1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['semicolons', '3;Doe, John;Lamp 40 W;1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['pipes between blanks', '3 | Ann Lee | Lamp 40 W | 1.50', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['tabs', '3\tAnn Lee\tLamp 40 W\t1.50', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['spaces', '3    Ann Lee   Lamp 40 W     1.50', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['a quoted row', '"3,""Doe, John"",Lamp 40 W,1.50"', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['a quoted row, then delimiters', '"3,Ann Lee,Lamp 40 W,1.50",,,', ['3', 'Ann Lee', 'Lamp 40 W', '1.50']],
    ['two faults', '3;Doe, John;Lamp 40 W;1.50;', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
    ['a value run into a quote', '3"Doe, John",Lamp 40 W,1.50', ['3', 'Doe, John', 'Lamp 40 W', '1.50']],
  ])('undoes %s', (_, raw, cells) => {
    expect(orders(raw)).toEqual(cells);
  });

  it.each<[string, string, string[]]>([
    ['values run together', `${at}dev-1,21.5,`, [at, 'dev-1', '21.5', '']],
    ['a space for a delimiter', `${at} dev-1,21.5,replaced`, [at, 'dev-1', '21.5', 'replaced']],
    ['a tab for a delimiter', `${at},dev-1\t21.5,replaced`, [at, 'dev-1', '21.5', 'replaced']],
    ['an empty cell left out', `${at},dev-1,replaced`, [at, 'dev-1', '', 'replaced']],
    ['empty cells left out at the end', `${at},dev-1,21.5`, [at, 'dev-1', '21.5', '']],
  ])('puts back what is lacking: %s', (_, raw, cells) => {
    expect(readings(raw, 'missing-cell')).toEqual(cells);
  });

  it('needs no good rows where the definition tells enough', () => {
    const fields = [
      { name: 'id', type: 'integer', constraints: { required: true } },
      { name: 'name', type: 'string', constraints: { required: true } },
      { name: 'value', type: 'number', decimalChar: ',' },
    ];
    const byDefinition = suggesterOf({ fields });
    expect(byDefinition('3,Doe, John,15', 'extra-cell')).toEqual(['3', 'Doe, John', '15']);
    expect(byDefinition('3,Doe,1,5', 'extra-cell')).toEqual(['3', 'Doe', '1,5']);
    expect(byDefinition('3;Doe;1,5', 'missing-cell')).toEqual(['3', 'Doe', '1,5']);
  });

  it('takes the grouping a field knows as it is', () => {
    const grouped = [...ORDERS.slice(0, 3), { name: 'price', type: 'number', groupChar: ',' }];
    const goodRows = goodOrders.map((row) => row.map((text) => (text === '1100.00' ? '1,100.00' : text)));
    const suggest = suggesterOf({ fields: grouped, goodRows });
    expect(suggest('3,Ann Lee,Lamp 40 W,1,100.00', 'extra-cell')).toEqual([
      '3',
      'Ann Lee',
      'Lamp 40 W',
      '1,100.00',
    ]);
  });

  it('knows a delimiter of several characters, and quotes that are data', () => {
    const suggest = suggesterOf({
      dialect: { delimiter: '||', quoteChar: '' },
      fields: ORDERS,
      goodRows: goodOrders,
    });
    expect(suggest('3||Ann Lee||Disk 5"||1.50||', 'extra-cell')).toEqual(['3', 'Ann Lee', 'Disk 5"', '1.50']);
  });
});

describe('a suggestion keeps to the dialect', () => {
  it('where a quoted cell goes over lines, and where an unquoted one would', () => {
    const suggest = suggesterOf({ fields: ORDERS, goodRows: goodOrders });
    const lines = '3,"Doe, John",Lamp 40 W,1.50\n4,Ann Lee';
    expect(suggest('3,"Doe,\nJohn",Lamp 40 W,1.50,', 'extra-cell')).toEqual([
      '3',
      'Doe,\nJohn',
      'Lamp 40 W',
      '1.50',
    ]);
    expect(suggest(lines, 'extra-cell')).toBeNull();
  });

  it('where a character escapes quotes', () => {
    const suggest = suggesterOf({ dialect: { escapeChar: '\\' }, fields: ORDERS, goodRows: goodOrders });
    expect(suggest('3,Ann Lee,"Disk 5\\"",1.50,', 'extra-cell')).toEqual(['3', 'Ann Lee', 'Disk 5"', '1.50']);
    expect(suggest('3,Ann Lee,Disk\\, 5,1.50,', 'extra-cell')).toBeNull();
  });

  it('where another quote character is used', () => {
    const suggest = suggesterOf({ dialect: { quoteChar: "'" }, fields: ORDERS, goodRows: goodOrders });
    expect(suggest('3,\'Doe, John,Disk 5",1.50')).toEqual(['3', 'Doe, John', 'Disk 5"', '1.50']);
  });
});

describe('no suggestion is made', () => {
  const readings = suggesterOf({ fields: READINGS, goodRows: goodReadings });
  const two = [
    { name: 'first', type: 'string' },
    { name: 'second', type: 'string' },
  ];
  /** Each word once, and in both columns a third of them with something behind a comma. */
  const words = Array.from({ length: 60 }, (_, row) => {
    const word = `${'bcdfghjklm'.charAt(row % 10)}${'aeiouy'.charAt(row % 6)}${'lnrst'.charAt(row % 7)}e`;
    return [row % 3 === 0 ? `${word}, old` : `${word}s`, row % 3 === 1 ? `${word}, ripe` : `${word}ry`];
  });

  it('where a text could belong to either neighbour', () => {
    const suggest = suggesterOf({ fields: two, goodRows: words });
    expect(suggest('teal, new, kiwi', 'extra-cell')).toBeNull();
    expect(suggest('teal,new,kiwi', 'extra-cell')).toBeNull();
  });

  it('where two values run together could be parted anywhere', () => {
    expect(suggesterOf({ fields: two, goodRows: words })('tealkiwi', 'missing-cell')).toBeNull();
    const numbers = ['a', 'b'].map((name) => ({ name, type: 'number' }));
    expect(suggesterOf({ fields: numbers })('12345', 'missing-cell')).toBeNull();
  });

  it('where an empty cell could be lacking in two places', () => {
    const numbers = ['a', 'b', 'c'].map((name) => ({ name, type: 'number' }));
    const goodRows = rowsOf(
      60,
      ['1.5', '2.5', ''],
      ['2.5', '', '1.5', '3.5'],
      ['', '1.5', '2.5', '2.0', '3.0'],
    );
    expect(suggesterOf({ fields: numbers, goodRows })('1.5,2.5', 'missing-cell')).toBeNull();
  });

  it('where the cell that is lacking must have a value, or always had one', () => {
    expect(readings('2025-01-31T08:00:00Z,21.5,replaced', 'missing-cell')).toBeNull();
    const numbers = ['a', 'b'].map((name) => ({ name, type: 'number' }));
    const goodRows = rowsOf(60, ['1', '2'], ['100', '200', '300']);
    expect(suggesterOf({ fields: numbers, goodRows })('200', 'missing-cell')).toBeNull();
  });

  it('where the row ends in a text that may have been cut off', () => {
    expect(readings('2025-01-31T08:00:00Z,dev-1', 'missing-cell')).toEqual([
      '2025-01-31T08:00:00Z',
      'dev-1',
      '',
      '',
    ]);
    expect(readings('2025-01-31T08:00:00Z,dev-123', 'missing-cell')).toBeNull();
  });

  it('where no reading gives values of the columns’ types', () => {
    expect(readings('one,two,three,four,five', 'extra-cell')).toBeNull();
    expect(readings('', 'missing-cell')).toBeNull();
  });

  it.each<RowProblemCode[]>([
    ['type-error'],
    ['extra-cell', 'encoding-error'],
    ['nul-byte', 'quote-error'],
    ['record-too-long'],
    [],
  ])('for problems of another kind', (...codes) => {
    const raw = '2025-01-31T08:00:00Z,dev-1,21.5,replaced,';
    const definition = parseDefinition({ name: 'example', schema: { fields: READINGS } });
    const shapes = learnShapes(definition, definition.schema.fields, goodReadings);
    const context = { dialect: namedDialect(definition.dialect), shapes, width: READINGS.length };
    expect(suggestRepair({ raw, codes: ['extra-cell'] }, context)).not.toBeNull();
    expect(suggestRepair({ raw, codes }, context)).toBeNull();
  });

  it('for a record that is long beyond measure', () => {
    expect(readings(`2025-01-31T08:00:00Z,dev-1,21.5,${'x'.repeat(70_000)},`, 'extra-cell')).toBeNull();
    expect(readings(','.repeat(60_000), 'extra-cell')).toBeNull();
  });
});

it('a suggestion has a cell for each column that fits it, of nothing but the record’s own characters', () => {
  const definition = parseDefinition({ name: 'example', schema: { fields: READINGS } });
  const shapes = learnShapes(definition, definition.schema.fields, goodReadings);
  const context = { dialect: namedDialect(definition.dialect), shapes, width: READINGS.length };
  const part = fc.constantFrom(
    '2025-01-31T08:00:00Z',
    'dev-1',
    '21.5',
    'door open',
    ',',
    ',',
    ',',
    '"',
    ';',
    ' ',
    '\n',
    '1',
    '',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const raw = parts.join('');
      const suggestion = suggestRepair({ raw, codes: ['quote-error'] }, context);
      if (!suggestion) return;
      expect(suggestion).toHaveLength(READINGS.length);
      expect(suggestion.every((text, cell) => shapes.fits(cell, text))).toBe(true);
      let from = 0;
      for (const character of suggestion.join('')) {
        from = raw.indexOf(character, from) + 1;
        expect(from).toBeGreaterThan(0);
      }
    }),
    { seed: 31, numRuns: 3000 },
  );
});
