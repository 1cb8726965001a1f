import { describe, expect, it } from 'vitest';
import { downsample, type AxisPoint } from './downsample';

const wave = Array.from({ length: 10_000 }, (_, x): AxisPoint => ({ x, y: Math.sin(x / 50) * 10 }));

describe('downsample', () => {
  it('keeps the first and the last point, the order and every far value', () => {
    const points = wave.with(4321, { x: 4321, y: 99 }).with(7000, { x: 7000, y: -99 });
    const drawn = downsample(points, 1000);
    expect(drawn.length).toBeLessThanOrEqual(1502);
    expect(drawn[0]).toBe(points[0]);
    expect(drawn.at(-1)).toBe(points.at(-1));
    expect(drawn).toContainEqual({ x: 4321, y: 99 });
    expect(drawn).toContainEqual({ x: 7000, y: -99 });
    expect(drawn.every(({ x }, index) => index === 0 || x > (drawn[index - 1]?.x ?? 0))).toBe(true);
  });

  it('keeps a gap', () => {
    expect(downsample(wave.with(5000, { x: 5000, y: null }), 1000)).toContainEqual({ x: 5000, y: null });
  });

  it('leaves few points as they are', () => {
    const few = wave.slice(0, 1000);
    expect(downsample(few, 1000)).toBe(few);
  });
});
