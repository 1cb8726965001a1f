/** Filters, searches and orders over values of every type, against the same said in plain JavaScript. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { LakeColumn } from '../columns';
import type { Snapshot } from '../snapshot';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import type { Filter } from './filters';
import { queryFacets } from './query-facets';
import { queryRecords } from './query-records';

type Value = string | number | boolean | null;

/** Values in the form in which pages have them, close to each other and to the edges of what DuckDB does to them. */
const VALUES = {
  text: ['', 'a', 'A', 'b', 'Ổi', 'ổi', '10', '2', '%_', "it's", '2025-01-31', '🙂', null],
  whole: [0, 1, -1, 2, 10, 31, 2025, 9007199254740991, null],
  number: [0, 5, -3, 1.5, 10.25, 0.1, 100, 31, 1e15, -0.5, null],
  day: ['2025-01-31', '2025-02-01', '1969-12-31', '0999-01-01', null],
  at: ['2025-01-31T08:00:00Z', '2025-01-31T08:00:00.25Z', '1969-12-31T23:59:59.5Z', null],
  clock: ['08:00:00', '23:59:59', '00:00:00', null],
  flag: [true, false, null],
  year: [1999, 2025, null],
} as const satisfies Record<string, readonly Value[]>;
type Name = keyof typeof VALUES;

const TYPES = {
  text: 'string',
  whole: 'integer',
  number: 'number',
  day: 'date',
  at: 'datetime',
  clock: 'time',
  flag: 'boolean',
  year: 'year',
} as const satisfies Record<Name, LakeColumn['type']>;

const NAMES = Object.keys(VALUES) as Name[];
const COLUMNS: LakeColumn[] = [
  { name: 'id', type: 'integer' },
  ...NAMES.map((name) => ({ name, type: TYPES[name] })),
];
const RUNS = 60;

type Row = Record<Name, Value> & { id: number };

/** Every value of every column is there, in pairs that are not always the same. */
const rows: Row[] = Array.from({ length: 60 }, (_, id) => {
  const values = NAMES.map((name, place) => {
    const all: readonly Value[] = VALUES[name];
    return [name, all[(id * (place + 1) + Math.floor(id / 7)) % all.length] ?? null] as const;
  });
  return { ...(Object.fromEntries(values) as Record<Name, Value>), id };
});

let lake: LakeFixture;
let snapshot: Snapshot;

beforeAll(async () => {
  lake = await LakeFixture.open();
  const table = { columns: COLUMNS, primaryKey: ['id'], rowsPerFile: 17 };
  // Half of the rows are replaced, so that others count no longer.
  const older = rows.map((row): FixtureRow => ({ ...row, text: row.id % 2 ? 'old' : row.text }));
  await lake.commit({ importId: 'one', accepted: older, ...table });
  await lake.commit({ importId: 'two', accepted: rows.filter(({ id }) => id % 2), ...table });
  snapshot = await lake.snapshot();
});
afterAll(() => lake.close());

/** The order of DuckDB: texts by their bytes, false before true. */
function compare(one: Value, other: Value): number {
  if (typeof one === 'string' && typeof other === 'string') {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  return Number(one) - Number(other);
}

function fits(row: Row, { column, op, value }: Filter): boolean {
  const held = row[column as Name];
  const isText = TYPES[column as Name] === 'string';
  const equals = (text: string) => held !== null && String(held) === text;
  const typed = (text: string): Value =>
    typeof held === 'number' ? Number(text) : typeof held === 'boolean' ? text === 'true' : text;
  switch (op) {
    case 'empty':
      return (held === null || (isText && held === '')) === value;
    case 'in':
      return value.some(equals);
    case 'eq':
      return equals(value);
    case 'ne':
      return !equals(value);
    case 'contains':
      return held !== null && String(held).toLowerCase().includes(value.toLowerCase());
    default: {
      if (held === null) return false;
      const order = compareInstants(held, typed(value), column as Name);
      return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[op];
    }
  }
}

/** A fraction of a second stands before the Z that a whole one ends with. */
function compareInstants(one: Value, other: Value, column: Name): number {
  if (TYPES[column] !== 'datetime') return compare(one, other);
  return Date.parse(String(one)) - Date.parse(String(other));
}

const nameArbitrary = fc.constantFrom(...NAMES);
const valueOf = (name: Name) =>
  fc.constantFrom(...VALUES[name].filter((value) => value !== null).map(String));

const filterArbitrary: fc.Arbitrary<Filter> = nameArbitrary.chain((column) => {
  const compared = fc.record({
    column: fc.constant(column),
    op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
    value: valueOf(column),
  });
  const among = fc.record({
    column: fc.constant(column),
    op: fc.constant('in' as const),
    value: fc.array(valueOf(column), { minLength: 1, maxLength: 4 }),
  });
  const empty = fc.record({
    column: fc.constant(column),
    op: fc.constant('empty' as const),
    value: fc.boolean(),
  });
  return fc.oneof(compared, among, empty);
});

const sortArbitrary = fc.uniqueArray(fc.record({ column: nameArbitrary, desc: fc.boolean() }), {
  selector: ({ column }) => column,
  maxLength: 3,
});

function sorted(found: readonly Row[], sort: readonly { column: Name; desc: boolean }[]): Row[] {
  const orders = sort.map(({ column, desc }) => (one: Row, other: Row) => {
    const [left, right] = [one[column], other[column]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return (desc ? -1 : 1) * compareInstants(left, right, column);
  });
  return found.toSorted((one, other) => orders.reduce((order, next) => order || next(one, other), 0));
}

const query = () => ({ ...lake, snapshot, columns: COLUMNS, zone: 'silver' as const });

describe('rows that are asked for', () => {
  it('are those that fit all filters, in the order of the columns, all of them counted', async () => {
    const filters = fc.array(filterArbitrary, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(filters, sortArbitrary, async (wanted, sort) => {
        const page = await queryRecords({
          ...query(),
          filters: wanted,
          sort: [...sort, { column: 'id', desc: false }],
          withTotal: true,
          limit: 100,
        });
        const expected = sorted(
          rows.filter((row) => wanted.every((filter) => fits(row, filter))),
          sort,
        );
        return (
          page.total === expected.length &&
          JSON.stringify(page.rows) === JSON.stringify(expected.map(inOrderOfColumns))
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('have the text that is searched in one of their columns, as it is shown', async () => {
    const pieces = NAMES.flatMap((name) => VALUES[name].flatMap((value) => piecesOf(String(value ?? 'x'))));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...new Set(pieces)), async (search) => {
        const sort = [{ column: 'id', desc: false }];
        const page = await queryRecords({ ...query(), search, sort, limit: 100 });
        const needle = search.toLowerCase();
        const expected = rows.filter((row) =>
          COLUMNS.some(({ name }) => {
            const value = row[name as Name | 'id'];
            return value !== null && String(value).toLowerCase().includes(needle);
          }),
        );
        return page.rows.map(({ id }) => id).join() === expected.map(({ id }) => id).join();
      }),
      { numRuns: RUNS },
    );
  });

  it('are counted by their values in facets, without the filters of the column', async () => {
    const filters = fc.array(filterArbitrary, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(10, 1000), async (wanted, sampleRows) => {
        // With a sample smaller than the dataset, superseded rows are counted apart. No time is too long here.
        const limits = { sampleRows, budgetMs: 60_000 };
        const facets = await queryFacets({ ...query(), filters: wanted, facets: NAMES, limits });
        return facets.every(({ column, values, missing, distinct }) => {
          const others = wanted.filter((filter) => filter.column !== column);
          const held = rows
            .filter((row) => others.every((filter) => fits(row, filter)))
            .map((row) => row[column as Name]);
          const present = held.filter((value) => value !== null && value !== '');
          return (
            missing === held.length - present.length &&
            distinct === new Set(present).size &&
            values.every(({ value, count }) => present.filter((one) => one === value).length === count) &&
            values.reduce((sum, { count }) => sum + count, 0) === present.length
          );
        });
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

function inOrderOfColumns(row: Row): Record<string, Value> {
  return Object.fromEntries(COLUMNS.map(({ name }) => [name, row[name as Name | 'id']]));
}

/** The whole, its ends, and what is in the middle. A `T` or `Z` alone is in every datetime, and not looked for. */
function piecesOf(text: string): string[] {
  const characters = [...text];
  const middle = Math.floor(characters.length / 2);
  const pieces = [characters, characters.slice(0, middle), characters.slice(middle), characters.slice(1, -1)];
  return pieces.map((piece) => piece.join('')).filter((piece) => piece !== '' && !/^[TZtz]$/.test(piece));
}
