import { describe, expect, it } from 'vitest';
import { heatGrid } from './heat-grid';
import { placedColumn, type ChartTable } from './chart-table';

function gridOf(rows: unknown[][]) {
  const table: ChartTable = {
    columns: [
      { name: 'station', type: 'string' },
      { name: 'year', type: 'year' },
      { name: 'rain', type: 'number' },
    ],
    rows,
    groups: ['station', 'year'],
    measures: ['rain'],
  };
  const [x, y, measure] = ['year', 'station', 'rain'].map((name) => placedColumn(table, name));
  if (!x || !y || !measure) throw new Error('The columns are there.');
  return heatGrid(table, x, y, measure);
}

describe('the grid of a heat map', () => {
  it('has a cell for each pair, and none where the result has none', () => {
    expect(
      gridOf([
        ['b', 1991, 4],
        ['a', 1990, 1],
        ['b', 1989, null],
      ]),
    ).toMatchObject({
      xs: [1989, 1990, 1991],
      ys: ['a', 'b'],
      cells: [
        [null, 1, null],
        [null, null, 4],
      ],
      least: 1,
      greatest: 4,
    });
  });

  it('does not let a far value take the colours from all others', () => {
    const rows = Array.from({ length: 200 }, (_, index) => [
      `s${index % 2}`,
      1800 + Math.floor(index / 2),
      index,
    ]);
    const grid = gridOf([...rows, ['s0', 1799, -100_000]]);
    expect(grid).toMatchObject({ least: -100_000, greatest: 199 });
    expect(grid?.low).toBeGreaterThanOrEqual(0);
    expect(grid?.high).toBeLessThan(199);
  });

  it('shows the latest columns and the first rows of more than there is room for', () => {
    const wide = gridOf(Array.from({ length: 500 }, (_, year) => ['a', year, year]));
    expect(wide).toMatchObject({ hiddenColumns: 100, hiddenRows: 0 });
    expect(wide?.xs.at(-1)).toBe(499);
    const high = gridOf(Array.from({ length: 70 }, (_, index) => [`s${index}`, 1990, index]));
    expect(high).toMatchObject({ hiddenColumns: 0, hiddenRows: 10 });
  });

  it('is nothing where there is no number', () => {
    expect(gridOf([['a', 1990, null]])).toBeNull();
  });
});
