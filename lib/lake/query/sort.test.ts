import { describe, expect, it } from 'vitest';
import { parseSort, serializeSort } from './sort';
import type { LakeColumn } from '../columns';

const COLUMNS: LakeColumn[] = [
  { name: 'date', type: 'date' },
  { name: 'a,b', type: 'string' },
  { name: '-x', type: 'string' },
  { name: '_flags', type: 'list' },
];

describe('parseSort', () => {
  it('reads directions, and names with commas and dashes', () => {
    const sort = [
      { column: 'date', desc: true },
      { column: 'a,b', desc: false },
      { column: '-x', desc: true },
    ];
    expect(serializeSort(sort)).toBe('-date,"a,b",--x');
    expect(parseSort(serializeSort(sort), COLUMNS)).toEqual(sort);
    expect(parseSort('-x', COLUMNS)).toEqual([{ column: '-x', desc: false }]);
    expect(parseSort(undefined, COLUMNS)).toEqual([]);
  });

  it('counts a column once, where it is first', () => {
    expect(parseSort('-date,date', COLUMNS)).toEqual([{ column: 'date', desc: true }]);
  });

  it.each(['nothing', '-_flags', 'date;drop table x', 'date asc'])('refuses %s', (text) => {
    expect(() => parseSort(text, COLUMNS)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
