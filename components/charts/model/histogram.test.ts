import { describe, expect, it } from 'vitest';
import { binIndex, histogram } from './histogram';

const total = (values: number[]) => histogram(values).reduce((sum, { count }) => sum + count, 0);

describe('histogram', () => {
  it('counts every value once, in ranges that follow each other', () => {
    const values = Array.from({ length: 1000 }, (_, index) => Math.sin(index) * 30 + 12);
    const bins = histogram(values);
    expect(total(values)).toBe(1000);
    expect(bins.slice(1).every(({ from }, index) => from === bins[index]?.to)).toBe(true);
    expect(bins.length).toBeLessThanOrEqual(41);
    expect(bins[0]?.from).toBeLessThanOrEqual(Math.min(...values));
    expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(Math.max(...values));
  });

  it('counts a value on an edge in the range that begins there, and the greatest in the last one', () => {
    const bins = histogram([0, 1, 1, 2, 3, 4, 5]);
    expect(total([0, 1, 1, 2, 3, 4, 5])).toBe(7);
    const at = binIndex(bins, 1);
    expect(bins[at]?.from).toBe(1);
    expect(binIndex(bins, 5)).toBe(bins.length - 1);
    expect(binIndex(bins, 6)).toBe(-1);
  });

  it('has one bar where all values are equal, and none where there are none', () => {
    expect(histogram([7, 7, 7])).toEqual([{ from: 7, to: 8, count: 3 }]);
    expect(histogram([])).toEqual([]);
  });

  it('has round edges without wrong last digits', () => {
    const edges = histogram([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]).map(({ from }) => String(from));
    expect(edges.every((edge) => edge.length <= 5)).toBe(true);
  });
});
