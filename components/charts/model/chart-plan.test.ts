import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { planChart } from './chart-plan';
import { DEFAULT_SETUP } from './chart-setup';
import type { ChartTable } from './chart-table';

const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'year', type: 'year' },
  { name: 'sensor', type: 'string' },
  { name: 'rain', type: 'number' },
  { name: 'days', type: 'integer' },
];
const table = (groups: string[], rows: unknown[][]): ChartTable => ({
  columns: COLUMNS,
  rows,
  groups,
  measures: ['rain', 'days'],
});
const kindOf = (groups: string[], rows: unknown[][]) => planChart(table(groups, rows), DEFAULT_SETUP).kind;
const A_1990 = ['a', 1990, 'x', 1.5, 365];
const A_1991 = ['a', 1991, 'x', 2.5, 365];
const B_1990 = ['b', 1990, 'x', 3.5, 365];
const B_1991_Y = ['b', 1991, 'y', 4.5, 365];

describe('the chart that fits', () => {
  it('is a line along time, and bars of names', () => {
    expect(kindOf(['year'], [A_1990, A_1991])).toBe('line');
    expect(kindOf(['station'], [A_1990, B_1990])).toBe('bars');
  });

  it('is a heat map over two groups, and a line again once one of them is pinned down', () => {
    expect(kindOf(['station', 'year'], [A_1990, A_1991, B_1990])).toBe('heat');
    expect(kindOf(['station', 'year'], [A_1990, A_1991])).toBe('line');
  });

  it('is a histogram where more groups, or none, tell the rows apart', () => {
    expect(kindOf(['station', 'year', 'sensor'], [A_1990, A_1991, B_1991_Y])).toBe('histogram');
    expect(kindOf([], [A_1990, A_1991])).toBe('histogram');
    expect(kindOf(['year'], [A_1990, B_1990, A_1991]), 'two rows at one place').toBe('histogram');
  });

  it('is the figures of a single row', () => {
    expect(kindOf(['station'], [A_1990])).toBe('figures');
  });
});

describe('what was chosen', () => {
  it('counts as long as it fits', () => {
    const two = table(['station', 'year'], [A_1990, A_1991, B_1990]);
    const chosen = { ...DEFAULT_SETUP, kind: 'line' as const, measures: ['days', 'gone'] };
    expect(planChart(two, chosen)).toMatchObject({
      kind: 'line',
      x: { name: 'year' },
      split: { name: 'station' },
    });
    expect(planChart(two, chosen).measures.map(({ name }) => name)).toEqual(['days']);
    expect(planChart(table(['station'], [A_1990, B_1990]), chosen).kind).toBe('bars');
  });

  it('can put a heat map along either group', () => {
    const two = table(['station', 'year'], [A_1990, A_1991, B_1990]);
    expect(planChart(two, DEFAULT_SETUP)).toMatchObject({ x: { name: 'year' }, split: { name: 'station' } });
    expect(planChart(two, { ...DEFAULT_SETUP, x: 'station' })).toMatchObject({
      x: { name: 'station' },
      split: { name: 'year' },
    });
  });
});
