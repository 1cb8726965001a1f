import { describe, expect, it } from 'vitest';
import { compareText, mayShareKeys, rangeAround, type KeyRange } from './key-range';

describe('mayShareKeys', () => {
  it('is false only where a column is disjoint', () => {
    const left = { station: ['A', 'C'], date: ['2025-01-01', '2025-01-31'] } satisfies Record<
      string,
      [string, string]
    >;
    expect(mayShareKeys(left, { station: ['D', 'F'], date: ['2025-01-01', '2025-01-31'] })).toBe(false);
    expect(mayShareKeys(left, { station: ['A', 'C'], date: ['2025-02-01', '2025-02-28'] })).toBe(false);
    expect(mayShareKeys(left, { station: ['C', 'D'], date: ['2024-01-01', '2025-01-01'] })).toBe(true);
    expect(mayShareKeys(left, { station: ['B', 'B'] })).toBe(true);
    expect(mayShareKeys(left, { other: ['Z', 'Z'] })).toBe(true);
    expect(mayShareKeys(left, null)).toBe(true);
    expect(mayShareKeys(null, left)).toBe(true);
  });
});

describe('rangeAround', () => {
  it('holds all keys of the ranges, and is unknown where one of them is', () => {
    const one = { station: ['B', 'C'], date: ['2025-01-01', '2025-01-31'] } satisfies KeyRange;
    const other = { station: ['A', 'Ổ'] } satisfies KeyRange;
    expect(rangeAround([one, other])).toEqual({ station: ['A', 'Ổ'] });
    expect(rangeAround([one])).toEqual(one);
    expect(rangeAround([one, null])).toBeNull();
    expect(rangeAround([{ date: ['a', 'b'] }, other])).toBeNull();
    expect(rangeAround([])).toBeNull();
  });
});

describe('compareText', () => {
  it('orders by UTF-8 bytes, as DuckDB does, also beyond the basic plane', () => {
    expect('\u{1F426}' < '\uFF21').toBe(true);
    expect(compareText('\u{1F426}', '\uFF21')).toBeGreaterThan(0);
    expect(['b', 'Ổ', 'a', 'B', ''].sort(compareText)).toEqual(['', 'B', 'a', 'b', 'Ổ']);
  });
});
