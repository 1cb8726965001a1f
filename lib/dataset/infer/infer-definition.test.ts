/** What is inferred from a file is a definition that its own rows fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../definition';
import type { DatasetDefinitionInput } from '../definition';
import { detectDialect } from './detect-dialect';
import { inferDefinition } from './infer-definition';
import { readSampleTable } from './read-sample-table';

function infer(text: string): DatasetDefinitionInput {
  return inferDefinition([text], { name: 'x', isComplete: true }).definition;
}

describe('whole files', () => {
  it('reads a European export', () => {
    const text = [
      'sep=;',
      'Kunde-Nr.;Name;Geburtstag;Umsatz (€);Aktiv;PLZ',
      '00017;Müller, Anna;31.12.1985;1.234,50;ja;01067',
      '00018;Schmidt, Ben;1.2.1990;12,00;nein;80331',
    ].join('\r\n');
    expect(
      inferDefinition([text], { name: 'Kunden 2025', fileName: 'Kunden_2025.csv', isComplete: true })
        .definition,
    ).toEqual({
      name: 'kunden-2025',
      title: 'Kunden 2025',
      dialect: { delimiter: ';', headerRows: [2] },
      schema: {
        fields: [
          { name: 'kunde_nr', type: 'string', title: 'Kunde-Nr.', aliases: ['Kunde-Nr.'] },
          { name: 'name', type: 'string', title: 'Name' },
          { name: 'geburtstag', type: 'date', title: 'Geburtstag', format: '%d.%m.%Y' },
          {
            name: 'umsatz',
            type: 'number',
            title: 'Umsatz (€)',
            aliases: ['Umsatz (€)'],
            groupChar: '.',
            decimalChar: ',',
          },
          {
            name: 'aktiv',
            type: 'boolean',
            title: 'Aktiv',
            trueValues: ['ja', 'Ja', 'JA'],
            falseValues: ['nein', 'Nein', 'NEIN'],
          },
          { name: 'plz', type: 'string', title: 'PLZ' },
        ],
      },
    });
  });

  it('reads a station file without a header', () => {
    const lines = Array.from({ length: 60 }, (_, day) => {
      const date = new Date(Date.UTC(1985, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '');
      return `${date}\t${String(day - 30).padStart(5)}\t${day % 9 === 4 ? '-9999' : String(day - 60).padStart(5)}\n`;
    });
    expect(infer(lines.join(''))).toEqual({
      name: 'x',
      dialect: { header: false, delimiter: '\t', skipInitialSpace: true },
      schema: {
        fields: [
          { name: 'column_1', type: 'date', format: '%Y%m%d', constraints: { required: true } },
          { name: 'column_2', type: 'integer', constraints: { required: true } },
          { name: 'column_3', type: 'integer', missingValues: ['', '-9999'] },
        ],
      },
    });
  });

  it('takes columns by position where labels are empty or repeated', () => {
    expect(infer('Report\n\nid,value,value,\n1,2.5,3.5,\n2,4.5,5.5,\n')).toEqual({
      name: 'x',
      dialect: { header: false, commentRows: [1, 2, 3] },
      schema: {
        fields: [
          { name: 'id', type: 'integer' },
          { name: 'value', type: 'number' },
          { name: 'value_2', type: 'number', title: 'value' },
          { name: 'column_4', type: 'string' },
        ],
      },
    });
  });

  it('joins two header rows', () => {
    const { dialect, schema } = infer('time,temp\nUTC,°C\n2025-01-31,5.5\n2025-02-01,6.5\n');
    expect(dialect).toEqual({ headerRows: [1, 2] });
    expect(schema.fields).toMatchObject([
      { name: 'time_utc', type: 'date' },
      { name: 'temp_c', type: 'number', title: 'temp °C', aliases: ['temp °C'] },
    ]);
  });

  it('says missing values once where they can be none elsewhere', () => {
    const { schema } = infer('a,b,c\n1,NA,x\nNA,2.5,y\n3,4.5,z\n');
    expect(schema.missingValues).toEqual(['', 'NA']);
    expect(schema.fields).toEqual([
      { name: 'a', type: 'integer' },
      { name: 'b', type: 'number' },
      { name: 'c', type: 'string' },
    ]);
  });

  it('keeps them at their columns where another one has them as values', () => {
    const { schema } = infer('n,country\n1,DE\nNA,NA\n3,FR\n');
    expect(schema).toEqual({
      fields: [
        { name: 'n', type: 'integer', missingValues: ['', 'NA'] },
        { name: 'country', type: 'string' },
      ],
    });
  });

  it('keeps the encoding it is told of', () => {
    const options = { name: 'x', isComplete: true, encoding: 'windows-1252' };
    expect(inferDefinition(['a,b\n1,2\n'], options).definition.encoding).toBe('windows-1252');
  });

  it('takes text for all columns of a header without rows', () => {
    const { definition, notes } = inferDefinition(['id,name\n'], { name: 'x', isComplete: true });
    expect(definition.schema.fields).toEqual([
      { name: 'id', type: 'string' },
      { name: 'name', type: 'string' },
    ]);
    expect(notes).toContainEqual(expect.objectContaining({ sentence: expect.stringContaining('no rows') }));
  });

  it.each(['', ' \n\t\n', '\uFEFF'])('refuses a file of nothing but white space: %j', (text) => {
    expect(() => infer(text)).toThrow(expect.objectContaining({ code: 'file-empty' }));
  });
});

describe('JSON', () => {
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'zip', type: 'string' },
    { name: 'at', type: 'datetime' },
    { name: 'ok', type: 'boolean' },
    { name: 'tags', type: 'json' },
  ];
  const objects = [
    { id: 1, zip: '123', at: '2025-01-31T08:00:00Z', ok: true, tags: ['a'] },
    { id: 2, zip: '456', at: null, ok: false },
  ];

  it.each([
    ['NDJSON', objects.map((object) => `${JSON.stringify(object)}\n`).join('')],
    ['an array', JSON.stringify(objects, null, 2)],
    ['an array that is cut', `${JSON.stringify(objects).slice(0, -1)},{"id":3,"zi`],
    ['lines that are cut', `${objects.map((object) => JSON.stringify(object)).join('\n')}\n{"id":3,"zi`],
  ])('%s', (_, text) => {
    expect(infer(text)).toEqual({ name: 'x', schema: { fields } });
  });

  it('needs objects', () => {
    expect(() => infer('{"a":\n')).toThrow(expect.objectContaining({ code: 'source-error' }));
    expect(infer('[id],[name]\n1,x\n2,y\n').schema.fields).toMatchObject([{ name: 'id' }, { name: 'name' }]);
  });
});

interface Written {
  table: string[][];
  text: string;
  delimiter: string;
  quoteChar: string;
  hasQuotes: boolean;
}

const word = fc.stringMatching(/^[a-zäöß]{2,8}$/);
const CELLS: readonly fc.Arbitrary<string>[] = [
  fc.integer({ min: -100_000, max: 100_000 }).map(String),
  fc.integer({ min: 0, max: 100_000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  fc.integer({ min: 0, max: 2 ** 30 }).map((second) => new Date(second * 1000).toISOString()),
  fc.boolean().map(String),
];
const textCell = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('one, two', 'a; b', 'say "hi"', 'it’s', "it's", 'line\nbreak', ''),
  },
);

/** A table with at least one column of values and one of words, in a dialect. */
const written = fc
  .record({
    values: fc.array(fc.constantFrom(...CELLS), { minLength: 1, maxLength: 4 }),
    rows: fc.integer({ min: 5, max: 40 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|', '\x1f', '||', '|~|', ':'),
    quoteChar: fc.constantFrom('"', "'"),
    quotesAll: fc.boolean(),
    escapes: fc.boolean(),
    hasHeader: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  })
  .chain((options) => {
    const row = fc.tuple(...options.values, textCell);
    return fc
      .array(row, { minLength: options.rows, maxLength: options.rows })
      .map((rows): Written => write(options, rows));
  })
  // The other quote here and there is refused: it may well be a broken one.
  .filter(({ text, quoteChar }) => quoteChar === '"' || !text.includes('"'));

interface WriteOptions {
  delimiter: string;
  quoteChar: string;
  quotesAll: boolean;
  escapes: boolean;
  hasHeader: boolean;
  lineEnd: string;
}

function write(options: WriteOptions, rows: string[][]): Written {
  const { delimiter, quoteChar, quotesAll, escapes, hasHeader, lineEnd } = options;
  const labels = (rows[0] ?? []).map((_, column) => `label${String.fromCharCode(97 + column)}`);
  const table = hasHeader ? [labels, ...rows] : rows;
  let hasQuotes = false;
  const cellText = (cell: string) => {
    if (!quotesAll && !cell.includes(quoteChar) && !cell.includes(delimiter) && !/[\r\n]/.test(cell))
      return cell;
    hasQuotes = true;
    const escaped = cell.replaceAll(quoteChar, escapes ? `\\${quoteChar}` : quoteChar + quoteChar);
    return `${quoteChar}${escaped}${quoteChar}`;
  };
  const text = table.map((row) => row.map(cellText).join(delimiter) + lineEnd).join('');
  return { table, text, delimiter, quoteChar, hasQuotes };
}

describe('any table', () => {
  it('is cut as it was written', () => {
    fc.assert(
      fc.property(written, ({ table, text, delimiter, quoteChar, hasQuotes }) => {
        const { dialect } = detectDialect([text]);
        expect(dialect.delimiter).toBe(delimiter);
        if (hasQuotes) expect(dialect.quoteChar).toBe(quoteChar);
        const { rows, misfits } = readSampleTable(
          [text],
          { ...dialect, header: false, headerRows: [1] },
          true,
        );
        expect(misfits).toBe(0);
        expect(rows).toEqual(table);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a definition that none of its rows offends', () => {
    fc.assert(
      fc.property(written, ({ text }) => {
        const { notes } = inferDefinition([text], { name: 'x', isComplete: true });
        expect(notes.filter(({ sentence }) => sentence.includes('refused'))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    'a',
    'B',
    '1',
    '0',
    '-9999',
    '.',
    ',',
    ';',
    '\t',
    '|',
    '"',
    "'",
    '\\',
    '#',
    ' ',
    '\n',
    '\r',
    '_',
    '{',
    '[',
    '"a":',
    ']',
    '}',
    'NA',
    '€',
    '2025-01-31',
    ':',
    '\x01',
    '*',
    '%',
    '==',
    '\u{1F600}',
    'anomalous',
    'filename',
  );

  it('gives a sound definition, or says that it is empty', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 80 }), fc.string(), (parts, name) => {
        const text = parts.join('');
        try {
          const { definition, confidence } = inferDefinition([text, text.slice(7)], {
            name,
            fileName: name,
            isComplete: false,
          });
          expect(parseDefinition(definition).name).toBe(definition.name);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(?:file-empty|source-error)$/) });
        }
      }),
      { numRuns: 500 },
    );
  });
});
