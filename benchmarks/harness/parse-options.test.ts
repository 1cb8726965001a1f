import { expect, it } from 'vitest';
import { parseOptions } from './parse-options';

it('reads sizes with their units, and fewer rounds for large files unless told', () => {
  const options = parseOptions(['engine', '--rows', '500,10k,10M']);
  expect(options.rows).toEqual([500, 10_000, 10_000_000]);
  expect(options.runs(10_000_000)).toBeLessThan(options.runs(10_000));
  expect(parseOptions(['--runs', '7', '--write']).runs(10_000_000)).toBe(7);
});

it.each([[['--rows', 'many']], [['--rows', '0']], [['--runs', '1.5']], [['portal']], [['--colour']]])(
  'refuses %j',
  (args) => {
    expect(() => parseOptions(args)).toThrow();
  },
);
