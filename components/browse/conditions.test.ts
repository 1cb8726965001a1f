import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { LakeportError } from '@/lib/errors';
import type { Filter } from '@/lib/lake/query/filters';
import { draftOf, filtersOf, groupFilters, replaceGroup } from './conditions';
import { describeGroup } from './filter-words';

const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'date', type: 'date' },
  { name: 'max_temp_c', type: 'number', unit: '°C' },
  { name: '_flags', type: 'list' },
];
const columnOf = (name: string) => COLUMNS.find((column) => column.name === name);

const FROM: Filter = { column: 'max_temp_c', op: 'gte', value: '20' };
const TO: Filter = { column: 'max_temp_c', op: 'lte', value: '30' };
const STATIONS: Filter = { column: 'station', op: 'in', value: ['A', 'B', 'C', 'D', 'E'] };
const NO_FLAGS: Filter = { column: '_flags', op: 'empty', value: true };
const ALL: Filter[] = [FROM, STATIONS, TO, NO_FLAGS];

describe('conditions', () => {
  it('join the two ends of a range, wherever they stand', () => {
    const words = groupFilters(ALL).map((group) => describeGroup(group, columnOf(group.column)));
    expect(words).toEqual([
      'max_temp_c from 20 to 30 °C',
      'station is one of A, B, C and 2 more',
      '_flags is empty',
    ]);
    expect(groupFilters([FROM, { ...FROM, value: '21' }, TO])).toHaveLength(2);
  });

  it('say ranges with one end, times and empty texts', () => {
    const say = (filter: Filter) =>
      groupFilters([filter]).map((group) => describeGroup(group, columnOf(filter.column)))[0];
    expect(say(TO)).toBe('max_temp_c up to 30 °C');
    expect(say(FROM)).toBe('max_temp_c from 20 °C');
    expect(say({ column: 'date', op: 'lt', value: '1985-01-01' })).toBe('date is before 1985-01-01');
    expect(say({ column: 'station', op: 'eq', value: '' })).toBe('station is an empty text');
  });

  it('are the same filters again when nothing was changed', () => {
    for (const group of groupFilters(ALL)) {
      const draft = draftOf(group, columnOf(group.column)?.type ?? 'string');
      expect(filtersOf(draft, COLUMNS)).toEqual(group.filters);
    }
  });

  it('take the place of the filters they stand for', () => {
    const [range] = groupFilters(ALL);
    expect(range && replaceGroup(ALL, range, [FROM])).toEqual([FROM, STATIONS, NO_FLAGS]);
    expect(range && replaceGroup(ALL, range, [])).toEqual([STATIONS, NO_FLAGS]);
  });

  it('refuse a value that is none of the column', () => {
    const draft = {
      column: 'date',
      condition: 'range',
      text: '',
      values: [],
      from: '30 Feb',
      to: '',
    } as const;
    expect(() => filtersOf(draft, COLUMNS)).toThrow(LakeportError);
  });

  it('ask for nothing while nothing is filled in', () => {
    const draft = { column: 'date', text: '', values: [], from: '', to: '' };
    expect(filtersOf({ ...draft, condition: 'range' }, COLUMNS)).toEqual([]);
    expect(filtersOf({ ...draft, condition: 'in' }, COLUMNS)).toEqual([]);
  });
});
