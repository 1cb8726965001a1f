import { expect, it } from 'vitest';
import { parseOptions, type EngineOptions } from './parse-options';

function engineOptions(...args: string[]): EngineOptions {
  const options = parseOptions(args);
  if (options.suite !== 'engine') throw new Error('These are options of another benchmark.');
  return options;
}

it('reads sizes with their units, and fewer rounds for large files unless told', () => {
  const options = engineOptions('engine', '--rows', '500,10k,10M');
  expect(options.rows).toEqual([500, 10_000, 10_000_000]);
  expect(options.runs(10_000_000)).toBeLessThan(options.runs(10_000));
  expect(engineOptions('--runs', '7', '--write').runs(10_000_000)).toBe(7);
});

it('reads how many records are written in how many rounds', () => {
  const options = { suite: 'records', items: 2000, rounds: 3, write: true };
  expect(parseOptions(['records', '--rows', '2k', '--runs', '3', '--write'])).toEqual(options);
});

it('reads how large the dataset is that is browsed', () => {
  const options = { suite: 'browse', rows: 2_000_000, rounds: 3, write: false };
  expect(parseOptions(['browse', '--rows', '2m', '--runs', '3'])).toEqual(options);
});

it.each([
  [['--rows', 'many']],
  [['--rows', '0']],
  [['--runs', '1.5']],
  [['portal']],
  [['records', 'engine']],
  [['records', '--rows', '1k,2k']],
  [['--colour']],
])('refuses %j', (args) => {
  expect(() => parseOptions(args)).toThrow();
});
