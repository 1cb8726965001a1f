/** Tables as people have them, with as many rows as asked for. */
import { parseDefinition } from '../../../dataset/definition';
import type { DatasetDefinition } from '../../../dataset/definition';
import { namedDialect } from '../../../dataset/dialect';
import type { Dialect } from '../../../dataset/dialect';
import type { FieldType } from '../../../dataset/field';
import type { Random } from './random';

export interface SampleTable {
  name: string;
  definition: DatasetDefinition;
  dialect: Dialect;
  makeRow: (random: Random) => string[];
}

type FieldSketch = [name: string, type: FieldType, more?: object];

function table(
  name: string,
  dialect: object,
  fields: FieldSketch[],
  makeRow: (random: Random) => string[],
): SampleTable {
  const definition = parseDefinition({
    name,
    dialect,
    schema: { fields: fields.map(([field, type, more]) => ({ name: field, type, ...more })) },
  });
  return { name, definition, dialect: namedDialect(definition.dialect), makeRow };
}

const REQUIRED = { constraints: { required: true } };

const two = (value: number): string => String(value).padStart(2, '0');

function day(random: Random): string {
  return `2025-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
}

function clock(random: Random): string {
  return `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}`;
}

const GIVEN = ['Anna', 'John', 'Mary', 'Lee', 'José', 'Fatima', 'Olga', 'Wei', 'Grace', 'Tom'] as const;
const FAMILY = [
  'Doe',
  'Smith',
  'Brown',
  'Nowak',
  'García',
  'O’Neil',
  'Chen',
  'van Dyk',
  'Ng',
  'Weber',
] as const;
const STREETS = [
  'Main St',
  'High Street',
  'Oak Ave',
  'Mill Lane',
  'Station Rd',
  'Park Row',
  'Elm Dr',
] as const;
const CITIES = ['Berlin', 'London', 'New York', 'Oslo', 'Lyon', 'São Paulo', 'Cape Town', 'Leeds'] as const;

const iot = table(
  'iot',
  {},
  [
    ['timestamp', 'datetime', REQUIRED],
    ['device_id', 'string', REQUIRED],
    ['temperature', 'number'],
    ['humidity', 'number'],
    ['status', 'string', { constraints: { enum: ['ok', 'warn', 'fail'] } }],
    ['note', 'string'],
  ],
  (random) => [
    `${day(random)}T${clock(random)}Z`,
    `${random.pick(['dev', 'gw', 'probe'])}-${random.integer(1, 400)}`,
    random.decimal(-5, 35, 1),
    random.chance(0.1) ? '' : random.decimal(20, 95, 1),
    random.pick(['ok', 'ok', 'ok', 'warn', 'fail']),
    random.chance(0.7) ? '' : random.pick(['battery low', 'moved, see ticket', 'replaced', 'door open']),
  ],
);

const orders = table(
  'orders',
  {},
  [
    ['order_id', 'integer', REQUIRED],
    ['ordered', 'date', REQUIRED],
    ['customer', 'string', REQUIRED],
    ['address', 'string', REQUIRED],
    ['city', 'string'],
    ['product', 'string'],
    ['quantity', 'integer'],
    ['price', 'number', { groupChar: ',' }],
  ],
  (random) => [
    String(random.integer(10_000, 99_999)),
    day(random),
    random.chance(0.4)
      ? `${random.pick(FAMILY)}, ${random.pick(GIVEN)}`
      : `${random.pick(GIVEN)} ${random.pick(FAMILY)}`,
    `${random.integer(1, 250)} ${random.pick(STREETS)}${random.chance(0.3) ? `, Apt ${random.integer(1, 30)}` : ''}`,
    random.pick(CITIES),
    random.pick(['Disk 5"', 'Monitor 27"', 'Lamp', 'Desk, oak', 'Chair', 'Cable 2 m', 'USB "C" hub']),
    String(random.integer(1, 12)),
    random.chance(0.3) ? `${random.integer(1, 9)},${random.integer(100, 999)}.50` : random.decimal(2, 990, 2),
  ],
);

const people = table(
  'people',
  { delimiter: ',' },
  [
    ['id', 'string', REQUIRED],
    ['first_name', 'string'],
    ['last_name', 'string'],
    ['email', 'string'],
    ['phone', 'string'],
    ['born', 'date', { format: '%d/%m/%Y' }],
    ['member', 'boolean'],
  ],
  (random) => {
    const [given, family] = [random.pick(GIVEN), random.pick(FAMILY)];
    const isCompany = random.chance(0.1);
    return [
      `P${random.integer(1000, 9999)}`,
      given,
      isCompany ? `${family}, Jr.` : family,
      random.chance(0.1) ? '' : `${given}.${random.integer(1, 99)}@example.org`.toLowerCase(),
      random.chance(0.2)
        ? ''
        : `+${random.integer(1, 49)} ${random.integer(100, 999)} ${random.integer(1000, 9999)}`,
      `${two(random.integer(1, 28))}/${two(random.integer(1, 12))}/${random.integer(1940, 2010)}`,
      random.pick(['true', 'false']),
    ];
  },
);

const rechnungen = table(
  'rechnungen',
  { delimiter: ';' },
  [
    ['nummer', 'string', REQUIRED],
    ['datum', 'date', { format: '%d.%m.%Y' }],
    ['kunde', 'string', REQUIRED],
    ['betrag', 'number', { decimalChar: ',', groupChar: '.' }],
    ['steuer', 'integer'],
    ['bemerkung', 'string'],
  ],
  (random) => [
    `R-2025-${random.integer(100, 999)}`,
    `${two(random.integer(1, 28))}.${two(random.integer(1, 12))}.2025`,
    random.pick([
      'Müller GmbH',
      'Bäckerei Öz',
      'Huber & Söhne',
      'Autohaus Jäger',
      'Praxis Dr. Weiß',
      'Kiosk; Inh. Roth',
    ]),
    random.chance(0.3)
      ? `${random.integer(1, 9)}.${random.integer(100, 999)},${random.integer(10, 99)}`
      : random.decimal(5, 990, 2).replace('.', ','),
    random.pick(['7', '19']),
    random.chance(0.6) ? '' : random.pick(['bezahlt', 'Mahnung 1', 'Rate 2; Rest offen', 'storniert']),
  ],
);

const weather = table(
  'weather',
  { delimiter: '\t', quoteChar: '"' },
  [
    ['station', 'string', REQUIRED],
    ['date', 'date', { ...REQUIRED, format: '%Y%m%d' }],
    ['max_temp', 'number'],
    ['min_temp', 'number'],
    ['rain', 'number'],
    ['wind', 'string'],
    ['remark', 'string'],
  ],
  (random) => [
    `${random.pick(['GME', 'UKX', 'FRA'])}00${random.integer(10_000, 99_999)}`,
    day(random).replaceAll('-', ''),
    random.decimal(10, 35, 1),
    random.decimal(-15, 9, 1),
    random.chance(0.3) ? '' : random.decimal(0, 60, 1),
    random.pick(['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW']),
    random.chance(0.5) ? '' : random.pick(['fog', 'snow on ground', 'gauge frozen', 'thunder, hail']),
  ],
);

const SYLLABLES = ['ka', 'ro', 'min', 'tel', 'va', 'son', 'be', 'lu', 'dor', 'shi', 'an', 'gre'] as const;

function word(random: Random): string {
  return Array.from({ length: random.integer(1, 3) }, () => random.pick(SYLLABLES)).join('');
}

function name(random: Random): string {
  const text = word(random);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(random: Random): string {
  const words = Array.from(
    { length: random.integer(2, 7) },
    () => word(random) + (random.chance(0.15) ? ',' : ''),
  );
  return `${name(random)} ${words.join(' ').replace(/,$/, '')}`;
}

/** Names without end, and free texts side by side: much of it cannot be told apart. */
const tickets = table(
  'tickets',
  {},
  [
    ['id', 'integer', REQUIRED],
    ['reporter', 'string'],
    ['team', 'string'],
    ['title', 'string', REQUIRED],
    ['text', 'string'],
    ['points', 'integer'],
    ['closed', 'datetime'],
  ],
  (random) => [
    String(random.integer(1, 30_000)),
    `${name(random)} ${name(random)}`,
    random.chance(0.2) ? '' : name(random),
    sentence(random),
    random.chance(0.3) ? '' : sentence(random),
    random.chance(0.4) ? '' : String(random.integer(1, 13)),
    random.chance(0.4) ? '' : `${day(random)} ${clock(random)}`,
  ],
);

export const SAMPLE_TABLES = [iot, orders, people, rechnungen, weather, tickets];
