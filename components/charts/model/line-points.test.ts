import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { placedColumn, type ChartTable, type PlacedColumn } from './chart-table';
import { linePoints, shownSeries } from './line-points';

const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'year', type: 'year' },
  { name: 'rain', type: 'number' },
];

function tableOf(rows: unknown[][]): ChartTable {
  return { columns: COLUMNS, rows, groups: ['station', 'year'], measures: ['rain'] };
}

function column(table: ChartTable, name: string): PlacedColumn {
  const found = placedColumn(table, name);
  if (!found) throw new Error(`There is no column ${name}.`);
  return found;
}

function draw(rows: unknown[][], split?: string, chosen: string[] | null = null) {
  const table = tableOf(rows);
  return linePoints(table, {
    measure: column(table, 'rain'),
    x: column(table, 'year'),
    split: split === undefined ? undefined : column(table, split),
    chosen,
  });
}

describe('the points of a line', () => {
  it('go from left to right and leave a gap for a missing value and for a missing year', () => {
    const years = [1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999, 2000, 2001, 2004];
    const rows = years.map((year) => ['a', year, year === 1993 ? null : year / 10]);
    const { points } = draw(rows.toReversed());
    expect(points.map(({ x }) => x)).toEqual([...years.slice(0, -1), 2002.5, 2004]);
    expect(points.filter(({ values }) => values.value === null).map(({ x }) => x)).toEqual([1993, 2002.5]);
  });

  it('are of each value of the other group, at most six of them', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((station) => [station, 1990, 1]);
    expect(draw(rows, 'station').series.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(draw(rows, 'station', ['g', 'b', 'gone']).series.map(({ key }) => key)).toEqual(['b', 'g']);
    const table = tableOf(rows);
    expect(shownSeries(table, column(table, 'station'), ['gone'])).toHaveLength(6);
  });

  it('are fewer than the values of a long line, and it is known how many', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ['a', index, Math.sin(index)]);
    const { points, valueCount, drawnCount } = draw(rows);
    expect(valueCount).toBe(10_000);
    expect(drawnCount).toBe(points.length);
    expect(points.length).toBeLessThan(1300);
  });

  it('do not count rows without a place on the axis as values', () => {
    expect(
      draw([
        ['a', null, 1],
        ['a', 1990, 2],
      ]),
    ).toMatchObject({ withoutPlace: 1, valueCount: 1 });
  });
});
