import { describe, expect, it } from 'vitest';
import type { Filter } from '@/lib/lake/query/filters';
import { chosenValues, quickFilters, withChosenValues, withFilter, withRange } from './quick-filter';

const A: Filter = { column: 'station', op: 'eq', value: 'A' };
const HOT: Filter = { column: 'max', op: 'gte', value: '30' };

describe('filters by what is in sight', () => {
  it('name the value and its unit', () => {
    const [filter] = quickFilters({ name: 'max', type: 'number', unit: '°C' }, -3.5);
    expect(filter?.words).toBe('max is -3.5 °C');
    expect(filter?.only).toEqual({ column: 'max', op: 'eq', value: '-3.5' });
    expect(filter?.exclude).toEqual({ column: 'max', op: 'ne', value: '-3.5' });
  });

  it('ask for missing values by a condition of its own', () => {
    for (const value of [null, '']) {
      const [filter] = quickFilters({ name: 'note', type: 'string' }, value);
      expect(filter?.only).toEqual({ column: 'note', op: 'empty', value: true });
      expect(filter?.exclude).toEqual({ column: 'note', op: 'empty', value: false });
    }
  });

  it('offer each item of a list', () => {
    const filters = quickFilters({ name: '_flags', type: 'list' }, ['too-hot', 'dry']);
    expect(filters.map(({ words }) => words)).toEqual(['_flags has too-hot', '_flags has dry']);
  });

  it('replace what would contradict them, and nothing else', () => {
    expect(withFilter([A, HOT], { ...A, value: 'B' })).toEqual([HOT, { ...A, value: 'B' }]);
    const without: Filter = { column: 'station', op: 'ne', value: 'B' };
    expect(withFilter([HOT, without], { ...without, value: 'C' })).toHaveLength(3);
    expect(withFilter([HOT, without], without)).toEqual([HOT, without]);
  });

  it('are a list as soon as two values are chosen, and gone with the last of them', () => {
    const two = withChosenValues([A, HOT], 'station', ['A', 'B']);
    expect(two).toEqual([{ column: 'station', op: 'in', value: ['A', 'B'] }, HOT]);
    expect(chosenValues(two, 'station')).toEqual(['A', 'B']);
    expect(withChosenValues(two, 'station', ['B'])).toEqual([{ ...A, value: 'B' }, HOT]);
    expect(withChosenValues(two, 'station', [])).toEqual([HOT]);
  });

  it('set the ends of a range without touching other conditions', () => {
    const other: Filter = { column: 'max', op: 'ne', value: '40' };
    expect(withRange([HOT, other], 'max', '', '50')).toEqual([
      other,
      { column: 'max', op: 'lte', value: '50' },
    ]);
  });
});
