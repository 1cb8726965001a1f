import { describe, expect, it } from 'vitest';
import type { ImportPart } from '../snapshot';
import { planSteps, stepCondition } from './change-steps';

const part = (name: string, rows: number): ImportPart => ({
  key: `silver/weather/${name}.parquet`,
  keysKey: `silver/weather/${name}-keys.parquet`,
  rows,
  bytes: rows * 10,
  mixed: false,
  importId: name,
});

describe('the steps of some parts', () => {
  it('take small parts together and large ones apart, every row once and in the order of the parts', () => {
    const steps = planSteps([part('a', 3), part('b', 4), part('c', 25), part('d', 10), part('e', 1)], 10);
    expect(
      steps.map(({ parts, range, rows }) => [parts.map(({ importId }) => importId).join(), range, rows]),
    ).toEqual([
      ['a,b', null, 7],
      ['c', { from: 0, to: 10 }, 10],
      ['c', { from: 10, to: 20 }, 10],
      ['c', { from: 20, to: 25 }, 5],
      ['d', null, 10],
      ['e', null, 1],
    ]);
    expect(steps.map(stepCondition).slice(0, 2)).toEqual(['true', '_row >= 0 and _row < 10']);
  });

  it('have names that stay when the plan is made again, and that no two of them share', () => {
    const parts = Array.from({ length: 1000 }, (_, index) => part(`p${index}`, (index * 7) % 50));
    const ids = planSteps(parts, 20).map(({ id }) => id);
    expect(planSteps(parts, 20).map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('open no more than some hundred files at once', () => {
    const steps = planSteps(Array.from({ length: 1000 }, (_, index) => part(`p${index}`, 1)));
    expect(Math.max(...steps.map(({ parts }) => parts.length))).toBeLessThanOrEqual(200);
  });

  it('are none for no part', () => {
    expect(planSteps([])).toEqual([]);
  });
});
