import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { resultChart, sortRows } from './result-table';

const column = (name: string, type: LakeColumn['type']): LakeColumn => ({ name, type });

describe('the chart of a result', () => {
  it('names rows by texts and times and draws numbers', () => {
    const columns = [
      column('n', 'integer'),
      column('station', 'string'),
      column('day', 'date'),
      column('t', 'number'),
    ];
    expect(resultChart(columns, [])).toMatchObject({ groups: ['station', 'day'], measures: ['n', 't'] });
  });

  it('goes along the whole number that parts the rows', () => {
    const columns = [column('high', 'number'), column('year', 'integer')];
    const distinct = resultChart(columns, [
      [5, 1990],
      [5, 1991],
    ]);
    expect(distinct).toMatchObject({ groups: ['year'], measures: ['high'], columns: [{}, { type: 'year' }] });
    const repeated = resultChart(columns, [
      [5, 1990],
      [5, 1990],
    ]);
    expect(repeated).toMatchObject({ groups: [], measures: ['high', 'year'] });
    expect(resultChart([column('rain', 'number')], [[1], [2]])).toMatchObject({ measures: ['rain'] });
  });

  it('goes along it beside a name, and not where the name is enough', () => {
    const columns = [column('station', 'string'), column('year', 'integer'), column('high', 'number')];
    const both = resultChart(columns, [
      ['a', 1990, 1],
      ['a', 1991, 2],
    ]);
    expect(both).toMatchObject({ groups: ['station', 'year'], measures: ['high'] });
    const name = resultChart(columns, [
      ['a', 1990, 1],
      ['b', 1991, 2],
    ]);
    expect(name).toMatchObject({ groups: ['station'], measures: ['year', 'high'] });
  });
});

describe('sorting a result', () => {
  const columns = [column('name', 'string'), column('n', 'integer')];
  const rows = [
    ['b', 10],
    ['a', null],
    ['c', 9],
    ['a', '90071992547409931'],
  ];

  it('compares numbers as numbers and has what is missing last, either way', () => {
    expect(sortRows(columns, rows, [{ column: 'n', desc: false }]).map(([, n]) => n)).toEqual([
      9,
      10,
      '90071992547409931',
      null,
    ]);
    expect(sortRows(columns, rows, [{ column: 'n', desc: true }]).map(([, n]) => n)).toEqual([
      '90071992547409931',
      10,
      9,
      null,
    ]);
  });

  it('goes on to the next column where the first is equal, and leaves the rows alone without an order', () => {
    const sorted = sortRows(columns, rows, [
      { column: 'name', desc: false },
      { column: 'n', desc: false },
    ]);
    expect(sorted.map(([name, n]) => [name, n]).slice(0, 2)).toEqual([
      ['a', '90071992547409931'],
      ['a', null],
    ]);
    expect(sortRows(columns, rows, [])).toBe(rows);
  });
});
