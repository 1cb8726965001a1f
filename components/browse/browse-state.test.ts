import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { canonicalValue } from '@/lib/lake/query/filter-values';
import type { Filter } from '@/lib/lake/query/filters';
import {
  changedState,
  PAGE_SIZES,
  parseBrowseState,
  PLAIN_STATE,
  recordsRequest,
  serializeBrowseState,
  type BrowseState,
} from './browse-state';

/** Names that clash with parameters of the address or with how lists are written. */
const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'date', type: 'date' },
  { name: 'max_temp_c', type: 'number' },
  { name: 'zone', type: 'string' },
  { name: 'search', type: 'boolean' },
  { name: 'row', type: 'integer' },
  { name: '-minus', type: 'integer' },
  { name: 'a,b "c"', type: 'string' },
  { name: 'price[gte]', type: 'number' },
  { name: 'width:9', type: 'datetime' },
  { name: 'Größe & +%', type: 'string' },
];
const NAMES = COLUMNS.map(({ name }) => name);

const parse = (query: string) => parseBrowseState(new URLSearchParams(query), COLUMNS);

/** Choices that are the same for the same seed. */
function chooser(seed: number) {
  let state = seed;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const one = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0];
  const some = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: below(1000) }))
      .sort((a, b) => a.at - b.at)
      .slice(0, below(items.length + 1))
      .map(({ item }) => item);
  return { below, one, some };
}

const TEXTS = ['', 'a', ' b ', 'x,y', '"quoted"', '100 %', 'a&b=c', '+1', 'ä€😀', '[in]', '#'] as const;
const VALUES: Record<string, readonly [string, ...string[]]> = {
  string: TEXTS,
  date: ['1985-01-01', '2025-02-28'],
  number: ['-3.5', '0', '1e+21'],
  integer: ['-9007199254740993', '7'],
  boolean: ['true', 'false'],
  datetime: ['2025-06-01T08:00:00Z', '2025-06-01T08:00:00.123456Z'],
};

function arbitraryFilter({ one, some, below }: ReturnType<typeof chooser>): Filter {
  const { name: column, type } = COLUMNS[below(COLUMNS.length)] ?? { name: 'date', type: 'date' };
  const texts = VALUES[type] ?? TEXTS;
  const value = () => canonicalValue(one(texts), type) ?? '0';
  const op = one(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'empty'] as const);
  if (op === 'empty') return { column, op, value: below(2) === 0 };
  if (op === 'contains') return { column, op, value: one(TEXTS) || 'a' };
  if (op === 'in') return { column, op, value: [value(), ...some(texts)] };
  return { column, op, value: value() };
}

function arbitraryState(seed: number): BrowseState {
  const choose = chooser(seed);
  const { below, one, some } = choose;
  const columns = some([...NAMES, '_line', '_flags']);
  return {
    zone: one(['silver', 'anomalies'] as const),
    filters: Array.from({ length: below(4) }, () => arbitraryFilter(choose)),
    search: one(TEXTS),
    sort: some(NAMES)
      .slice(0, 8)
      .map((column) => ({ column, desc: below(2) === 0 })),
    offset: below(3) * 50,
    limit: one(PAGE_SIZES),
    columns: columns.length > 0 ? columns : null,
    pinned: some(NAMES),
    widths: Object.fromEntries(some(NAMES).map((name) => [name, 64 + below(1000)])),
    facets: one([null, some(NAMES)]),
    row: one([null, { import: '01K', file: one(['a,b.csv', '"x" #1?.csv', 'ä.csv']), line: below(1e9) }]),
  };
}

describe('the state of browsing', () => {
  it('comes back from the address as it was, whatever it is', () => {
    for (let seed = 0; seed < 2000; seed += 1) {
      const state = arbitraryState(seed);
      expect(parse(serializeBrowseState(state)), `seed ${seed}`).toEqual({ state, problem: null });
    }
  });

  it('has a plain address when nothing is asked for', () => {
    const { state } = parse('');
    expect(state).toEqual(PLAIN_STATE);
    expect(serializeBrowseState(state)).toBe('');
    expect(recordsRequest('weather', state, COLUMNS)).toMatchObject({
      columns: [...NAMES, '_import', '_file', '_line'],
      search: null,
      sort: null,
      offset: 0,
      limit: 100,
    });
  });

  it('says what it leaves out of an address it does not understand', () => {
    const { state, problem } = parse('pressure[gte]=3&limit=7&offset=-1&sort=nothing');
    expect(state).toMatchObject({ filters: [], sort: [], limit: 100, offset: 0 });
    expect(problem).toContain('pressure');
    expect(problem).toContain('nothing');
  });

  it('keeps from an address only widths, pins and rows that there can be', () => {
    const { state, problem } = parse(
      '_widths=date:9,nothing:100,station:99999,zone:x&_pin=gone,date&_row=a,b,c',
    );
    expect(state).toMatchObject({ widths: { date: 64, station: 1200 }, pinned: ['date'], row: null });
    expect(problem).toBeNull();
  });

  it('asks once for where a row came from, and the same whatever the order of the columns', () => {
    const ask = (query: string) => recordsRequest('weather', parse(query).state, COLUMNS).columns;
    expect(ask('columns=date,_line,station')).toEqual(['station', 'date', '_import', '_file', '_line']);
    expect(ask('columns=station,_line,date')).toEqual(ask('columns=date,_line,station'));
  });

  it('shows with anomalies which rules marked them', () => {
    const { state } = parse('zone=anomalies');
    expect(recordsRequest('weather', state, COLUMNS).columns).toContain('_flags');
  });

  it('begins the list anew with another question, and stays where it is with another look', () => {
    const { state } = parse('offset=500&_row=i,1,f.csv');
    expect(changedState(state, { search: 'x' })).toMatchObject({ offset: 0, row: null });
    expect(changedState(state, { pinned: ['date'] })).toMatchObject({ offset: 500, row: state.row });
  });
});
