import { describe, expect, it } from 'vitest';
import { missingParts, partCount, partRange, wholeParts } from './file-parts';

const MIB = 1024 ** 2;
const SIZES = [
  { name: 'one byte', sizeBytes: 1, partSizeBytes: 8 * MIB },
  { name: 'exactly one part', sizeBytes: 8 * MIB, partSizeBytes: 8 * MIB },
  { name: 'a byte more than two parts', sizeBytes: 16 * MIB + 1, partSizeBytes: 8 * MIB },
  { name: '6 GB', sizeBytes: 6_000_000_000, partSizeBytes: 8 * MIB },
  { name: 'the 5 TiB that the storage takes', sizeBytes: 5 * 1024 ** 4, partSizeBytes: 525 * MIB },
];

describe.each(SIZES)('the parts of $name', (plan) => {
  it('follow each other without a gap and end with the file', () => {
    let covered = 0;
    for (let number = 1; number <= partCount(plan); number += 1) {
      const { start, end } = partRange(plan, number);
      expect(start).toBe(covered);
      expect(end).toBeGreaterThan(start);
      expect(end - start).toBeLessThanOrEqual(plan.partSizeBytes);
      covered = end;
    }
    expect(covered).toBe(plan.sizeBytes);
    expect(partCount(plan)).toBeLessThanOrEqual(10_000);
  });
});

it('an empty file has no part', () => {
  expect(missingParts({ sizeBytes: 0, partSizeBytes: 10 }, new Map())).toEqual([]);
});

it('only parts of their full size count as arrived', () => {
  const plan = { sizeBytes: 35, partSizeBytes: 10 };
  const whole = wholeParts(
    plan,
    new Map([
      [1, 10],
      [2, 9],
      [4, 5],
    ]),
  );
  expect([...whole.keys()]).toEqual([1, 4]);
  expect(missingParts(plan, whole)).toEqual([2, 3]);
});
