import { describe, expect, it } from 'vitest';
import type { Counts } from '../counts';
import { estimateCost } from './estimate-cost';

const counts: Counts = {
  received: 1_000_000,
  accepted: 1_000_000,
  anomalous: 0,
  rejected: 0,
  blank: 0,
  inserted: 1_000_000,
  updated: 0,
  unchanged: 0,
  bytes: 100_000_000,
  seconds: 10,
  rowsPerSecond: 100_000,
};
const input = { counts, seconds: 10, memoryMb: 3072, writtenBytes: 20 * 1024 ** 2, hasRecords: false };

describe('an estimate', () => {
  it('is what the list prices come to', () => {
    const computing = 3 * 10 * 0.0000133334 + 2 * 0.0000002;
    const storing = (6 + 2 * 3) * 0.000005 + (20 / 1024) * 0.023;
    expect(estimateCost(input).dollars).toBeCloseTo(computing + storing, 9);
    expect(estimateCost(input).seconds).toBe(10);
  });

  it('counts a write for each new or changed row of a dataset that is kept by key', () => {
    const kept = estimateCost({ ...input, hasRecords: true });
    expect(kept.dollars - estimateCost(input).dollars).toBeCloseTo(0.625, 6);
  });

  it('of an import that changes nothing has no writes in it', () => {
    const unchanged = { ...counts, inserted: 0, unchanged: 1_000_000 };
    const nothing = { ...input, counts: unchanged, writtenBytes: 0 };
    expect(estimateCost({ ...nothing, hasRecords: true })).toEqual(estimateCost(nothing));
  });
});
