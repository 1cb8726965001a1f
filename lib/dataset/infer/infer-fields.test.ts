/** Columns get the type a person would give them, and nothing that would lose what they say. */
import { describe, expect, it } from 'vitest';
import { inferFields } from './infer-fields';

type Case = [title: string, label: string, cells: string[], expected: Record<string, unknown>];

/** What the one column of a table is taken for, without its name and title. */
function fieldOf(label: string, cells: string[], delimiter = ','): Record<string, unknown> {
  const { fields, missingValues } = inferFields(
    cells.map((cell) => [cell]),
    [label],
    { delimiter },
  );
  const {
    name: _name,
    title: _title,
    aliases: _aliases,
    ...field
  } = fields[0] ?? { name: '', type: 'string' };
  return { ...field, ...(missingValues.length > 1 && { missing: missingValues.slice(1) }) };
}

const NUMBERS: Case[] = [
  ['whole numbers', 'n', ['1', '-20', '+300', '0'], { type: 'integer' }],
  ['decimals', 'n', ['1.5', '-2', '.5', '3.'], { type: 'number' }],
  ['exponents', 'n', ['1e5', '2.5E-3', '1e10'], { type: 'number' }],
  ['decimal commas', 'n', ['1,5', '2,25', '3'], { type: 'number', decimalChar: ',' }],
  ['group commas', 'n', ['1,234.50', '12,345,678.00'], { type: 'number', groupChar: ',' }],
  ['group points', 'n', ['1.234,50', '12.345.678,00'], { type: 'number', groupChar: '.', decimalChar: ',' }],
  [
    'whole numbers with group points',
    'n',
    ['1.234.567', '2.345.678'],
    { type: 'integer', groupChar: '.', decimalChar: ',' },
  ],
  ['whole numbers with group commas', 'n', ['1,234,567', '999'], { type: 'integer', groupChar: ',' }],
  ['Swiss groups', 'n', ["1'234.50", "12'345.00"], { type: 'number', groupChar: "'" }],
  [
    'groups of hard spaces',
    'n',
    ['1\u00a0234,50', '12\u00a0345,00'],
    { type: 'number', groupChar: '\u00a0', decimalChar: ',' },
  ],
  ['percent', 'share', ['12 %', '7.5 %', '100 %'], { type: 'number', bareNumber: false, unit: '%' }],
  [
    'euros',
    'price',
    ['1.234,50 €', '12,00 €'],
    { type: 'number', groupChar: '.', decimalChar: ',', bareNumber: false, unit: '€' },
  ],
  [
    'dollars',
    'price',
    ['$1,234.50', '$12.00'],
    { type: 'number', groupChar: ',', bareNumber: false, unit: '$' },
  ],
  ['whole dollars', 'price', ['$12', '$1300'], { type: 'number', bareNumber: false, unit: '$' }],
  ['units', 'temp', ['21.5 °C', '-3 °C'], { type: 'number', bareNumber: false, unit: '°C' }],
  ['several units', 'weight', ['500 g', '1 kg'], { type: 'string' }],
  ['padding', 'n', ['5 ', '  12', '7'], { type: 'integer', bareNumber: false }],
  ['padding alone', 'n', ['5', '  ', '7'], { type: 'integer', missing: ['  '] }],
  ['codes are no numbers with units', 'sku', ['AB12', 'AB13'], { type: 'string' }],
  ['missing in numbers', 'n', ['1', 'NA', '', '3', '-'], { type: 'integer', missing: ['-', 'NA'] }],
  [
    'a sentinel',
    't',
    ['12', '-9999', '15', '20', '-3', '18', '-9999'],
    { type: 'integer', missing: ['-9999'] },
  ],
  [
    'a sentinel with decimals',
    't',
    ['12', '-999.0', '15', '20', '-3', '18'],
    { type: 'integer', missing: ['-999.0'] },
  ],
  [
    'no sentinel among large values',
    't',
    ['-9999', '12000', '-15000', '8000', '7000', '-5000'],
    { type: 'integer' },
  ],
  ['year', 'year', ['1999', '2024'], { type: 'year' }],
  ['no year without the word', 'parts', ['1999', '2024'], { type: 'integer' }],
];

const TEXTS: Case[] = [
  ['leading zeros', 'n', ['007', '012', '123'], { type: 'string' }],
  ['long digit strings', 'n', ['1234567890123456', '2234567890123456'], { type: 'string' }],
  ['beyond 64 bits', 'n', ['99999999999999999999', '1'], { type: 'string' }],
  ['phone numbers', 'phone', ['+4915112345678', '+441632960961'], { type: 'string' }],
  ['phone numbers with spaces', 'contact', ['+49 151 1234567', '+44 1632 960961'], { type: 'string' }],
  ['local phone numbers', 'Phone number', ['5550123', '5550199'], { type: 'string' }],
  ['postcodes', 'zip', ['90210', '10001'], { type: 'string' }],
  ['German postcodes', 'PLZ', ['80331', '10115'], { type: 'string' }],
  ['IBANs', 'iban', ['DE89370400440532013000', 'GB82WEST12345698765432'], { type: 'string' }],
  ['barcodes', 'ean', ['4006381333931', '4006381333948'], { type: 'string' }],
  ['long identifiers', 'customer_id', ['1000000001', '1000000002'], { type: 'string' }],
  ['short identifiers', 'id', ['1', '2', '15'], { type: 'integer' }],
  ['IP addresses', 'ip', ['10.0.0.1', '192.168.1.20'], { type: 'string' }],
  ['versions', 'version', ['1.2.3', '1.10.0'], { type: 'string' }],
  ['UUIDs', 'key', ['550e8400-e29b-41d4-a716-446655440000'], { type: 'string' }],
  ['hexadecimal', 'hash', ['0x1f', '0x2a'], { type: 'string' }],
  ['Namibia', 'country', ['DE', 'NA', 'FR'], { type: 'string' }],
  ['null in texts', 'city', ['Berlin', 'NULL', 'Paris', 'n/a'], { type: 'string', missing: ['NULL', 'n/a'] }],
  ['mixed', 'x', ['1', 'two', '3'], { type: 'string' }],
  ['too large', 'x', ['1', '1e400'], { type: 'string' }],
  ['infinite', 'x', ['1', 'Infinity'], { type: 'string' }],
  ['underscores', 'x', ['1_000', '2_000'], { type: 'string' }],
  ['nothing', 'x', ['', '', ''], { type: 'string' }],
  ['JSON', 'data', ['{"a":1}', '[1,2]', '{}'], { type: 'json' }],
  ['broken JSON', 'data', ['{"a":1}', '{a:1}'], { type: 'string' }],
];

const MOMENTS: Case[] = [
  ['ISO dates', 'd', ['2025-01-31', '2024-02-29'], { type: 'date' }],
  ['an impossible date', 'd', ['2025-02-30', '2025-01-01'], { type: 'string' }],
  ['compact dates', 'd', ['19850101', '19850102', '19851231'], { type: 'date', format: '%Y%m%d' }],
  ['eight digits that are no dates', 'd', ['19851301', '19850102', '19851231'], { type: 'integer' }],
  ['German dates', 'Datum', ['31.01.2025', '1.2.2025'], { type: 'date', format: '%d.%m.%Y' }],
  ['British dates', 'd', ['31/01/2025', '01/02/2025'], { type: 'date', format: '%d/%m/%Y' }],
  ['American dates', 'd', ['01/31/2025', '02/01/2025'], { type: 'date', format: '%m/%d/%Y' }],
  ['American dates without zeros', 'd', ['1/31/25', '2/1/25'], { type: 'date', format: '%m/%d/%y' }],
  ['months by name', 'd', ['31-Jan-2025', '01-Feb-2025'], { type: 'date', format: '%d-%b-%Y' }],
  ['long months', 'd', ['January 31, 2025', 'May 1, 2025'], { type: 'date', format: '%B %d, %Y' }],
  ['ISO datetimes', 'at', ['2025-01-31T08:00:00Z', '2025-01-31T08:00:00.5+01:00'], { type: 'datetime' }],
  ['datetimes with a space', 'at', ['2025-01-31 08:00', '2025-01-31 09:30'], { type: 'datetime' }],
  [
    'German datetimes',
    'at',
    ['31.01.2025 08:00', '01.02.2025 17:30'],
    { type: 'datetime', format: '%d.%m.%Y %H:%M' },
  ],
  [
    'American datetimes',
    'at',
    ['1/31/2025 8:00 AM', '2/1/2025 5:30 PM'],
    { type: 'datetime', format: '%m/%d/%Y %I:%M %p' },
  ],
  [
    'log datetimes',
    'at',
    ['31/Jan/2025:08:00:00', '01/Feb/2025:08:00:00'],
    { type: 'datetime', format: '%d/%b/%Y:%H:%M:%S' },
  ],
  ['times', 't', ['08:00', '17:30:15'], { type: 'time' }],
  ['times of twelve hours', 't', ['8:00 AM', '5:30 PM'], { type: 'time', format: '%I:%M %p' }],
  ['seconds since 1970', 'timestamp', ['1738310400', '1738310460'], { type: 'datetime', format: '%s' }],
  [
    'milliseconds since 1970',
    'created_at',
    ['1738310400000', '1738310460000'],
    { type: 'datetime', format: '%Q' },
  ],
  ['ten digits of something else', 'n', ['1738310400', '1738310460'], { type: 'integer' }],
  [
    'mail datetimes',
    'at',
    ['Fri, 31 Jan 2025 08:00:00 +0100'],
    { type: 'datetime', format: '%a, %d %b %Y %H:%M:%S %z' },
  ],
  ['missing in dates', 'd', ['2025-01-31', 'null', '-'], { type: 'date', missing: ['-', 'null'] }],
];

const BOOLEANS: Case[] = [
  ['true and false', 'b', ['true', 'FALSE', 'True'], { type: 'boolean' }],
  ['true alone', 'b', ['true', 'true'], { type: 'boolean' }],
  [
    'ja and nein',
    'b',
    ['ja', 'Nein'],
    { type: 'boolean', trueValues: ['ja', 'Ja', 'JA'], falseValues: ['nein', 'Nein', 'NEIN'] },
  ],
  ['Y and N', 'b', ['Y', 'N', 'N'], { type: 'boolean', trueValues: ['y', 'Y'], falseValues: ['n', 'N'] }],
  ['yes alone', 'b', ['yes', 'yes'], { type: 'string' }],
  ['1 and 0 of a flag', 'is_active', ['1', '0'], { type: 'boolean' }],
  ['1 and 0 of anything', 'n', ['1', '0'], { type: 'integer' }],
];

describe.each([
  ['numbers', NUMBERS],
  ['texts', TEXTS],
  ['moments', MOMENTS],
  ['booleans', BOOLEANS],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_title, label, cells, expected) => {
    expect(fieldOf(label, cells)).toEqual(expected);
  });
});

describe('what is ambiguous', () => {
  it('is decided by other columns', () => {
    const { fields } = inferFields(
      [
        ['01/02/2025', '31/01/2025', '1.234', '5,5'],
        ['03/04/2025', '28/02/2025', '2.345', '6,5'],
      ],
      ['a', 'b', 'c', 'd'],
    );
    expect(fields).toMatchObject([
      { format: '%d/%m/%Y' },
      { format: '%d/%m/%Y' },
      { type: 'integer', groupChar: '.', decimalChar: ',' },
      { type: 'number', decimalChar: ',' },
    ]);
  });

  it('is said, with little confidence', () => {
    const { notes } = inferFields([['01/02/2025'], ['03/04/2025']], ['day']);
    expect(notes[0]?.sentence).toContain('no value tells the day from the month');
    expect(notes[0]?.confidence).toBeLessThan(0.5);
  });

  it('takes the part that changes more often for the day', () => {
    const days = ['1', '2', '3', '4', '5', '6'];
    const of = (cells: string[]) => fieldOf('day', cells);
    expect(of(days.map((day) => `01/0${day}/2025`))).toMatchObject({ format: '%m/%d/%Y' });
    expect(of(days.map((day) => `0${day}/01/2025`))).toMatchObject({ format: '%d/%m/%Y' });
  });

  it('takes a comma for a decimal one where a semicolon separates the cells', () => {
    expect(fieldOf('n', ['1,234', '2,345'], ';')).toMatchObject({ type: 'number', decimalChar: ',' });
    expect(fieldOf('n', ['1,234', '2,345'])).toMatchObject({ type: 'integer', groupChar: ',' });
  });
});

describe('a large enough sample', () => {
  const many = Array.from({ length: 100 }, (_, index) => String(index));

  it('makes a column without missing values required', () => {
    expect(fieldOf('n', many)).toEqual({ type: 'integer', constraints: { required: true } });
    expect(fieldOf('n', ['', ...many])).toEqual({ type: 'integer' });
  });

  it('takes a few misfits for errors, and says so', () => {
    const { fields, notes } = inferFields(
      [...many, 'x'].map((cell) => [cell]),
      ['n'],
    );
    expect(fields[0]).toMatchObject({ type: 'integer' });
    expect(notes[0]?.sentence).toBe('1 of 101 values are of another type and would be refused.');
  });

  it('notes few different words, but does not limit the column to them', () => {
    const { fields, notes } = inferFields(
      many.map((_, index) => [index % 2 ? 'on sale' : 'sold']),
      ['state'],
    );
    expect(fields[0]).toEqual({ name: 'state', type: 'string', constraints: { required: true } });
    expect(notes[0]?.sentence).toContain('“on sale”, “sold”');
  });
});

describe('names', () => {
  it.each([
    ['Device ID', { name: 'device_id', title: 'Device ID' }],
    ['deviceId', { name: 'deviceId' }],
    ['Price (€)', { name: 'price', title: 'Price (€)', aliases: ['Price (€)'] }],
    ['Größe', { name: 'größe', title: 'Größe' }],
    ['_line', { name: 'line', title: '_line' }],
    ['2019', { name: 'column_2019', title: '2019', aliases: ['2019'] }],
    ['anomalous', { name: 'anomalous_column', title: 'anomalous', aliases: ['anomalous'] }],
    ['filename', { name: 'filename_column', title: 'filename', aliases: ['filename'] }],
    ['', { name: 'column_1' }],
    ['€', { name: 'column_1', title: '€', aliases: ['€'] }],
    ['数量', { name: '数量' }],
  ])('of “%s”', (label, expected) => {
    expect(inferFields([], [label]).fields[0]).toMatchObject(expected);
  });

  it('are unique and take no other column’s label', () => {
    const { fields } = inferFields([], ['a b', 'a-b', 'A B', 'a_b_2']);
    expect(fields.map(({ name }) => name)).toEqual(['a_b', 'a_b_3', 'a_b_4', 'a_b_2']);
  });
});

describe('keys', () => {
  const day = (index: number) => `2025-01-${String(10 + index)}`;
  const numbers = Array.from({ length: 20 }, (_, index) => index);

  it('are single columns whose name says so', () => {
    const rows = numbers.map((index) => [String(index), `name ${index}`]);
    expect(inferFields(rows, ['id', 'name']).primaryKey).toEqual(['id']);
  });

  it('are a thing with a moment where no column is enough', () => {
    const rows = numbers.flatMap((index) => ['x', 'y'].map((device) => [day(index), device, '5']));
    expect(inferFields(rows, ['day', 'device', 'value']).primaryKey).toEqual(['device', 'day']);
  });

  it('are only noted when no name speaks for them', () => {
    const { primaryKey, notes } = inferFields(
      numbers.map((index) => [`word ${index}`]),
      ['title'],
    );
    expect(primaryKey).toEqual([]);
    expect(notes).toContainEqual(expect.objectContaining({ place: 'primaryKey' }));
  });

  it('lack no value', () => {
    const rows = numbers.map((index) => [index === 3 ? '' : String(index)]);
    expect(inferFields(rows, ['id']).primaryKey).toEqual([]);
  });
});
