import { describe, expect, it } from 'vitest';
import { presets } from '../dataset/presets';
import { checkDefinition } from './expressions';
import { definitionOf } from './testing/check-text';

const fields = [
  { name: 'a', type: 'number' },
  { name: 'day', type: 'date' },
  { name: 'text', type: 'string' },
] as const;

const withRule = (when: string) => definitionOf([...fields], { rules: [{ name: 'rule', when }] });
const withMeasure = (measure: string) =>
  definitionOf([...fields], { views: [{ name: 'v', groupBy: ['text'], measures: { m: measure } }] });

describe('an expression', () => {
  it.each([
    'a > 0.5',
    "a > 0.5 AND text LIKE 'x%' -- why not",
    "coalesce(a, 0) BETWEEN 1 AND 2 OR text IN ('x', 'y')",
    "year(day) = 2025 AND day > DATE '2025-01-01' + INTERVAL 1 DAY",
    'CASE WHEN a IS NULL THEN true ELSE "text" IS DISTINCT FROM \'z\' END',
    "regexp_matches(text, '^[a-z]+$')",
  ])('is taken: %s', async (when) => {
    await expect(checkDefinition(withRule(when))).resolves.toBeUndefined();
  });

  it.each([
    ['a sub-query', 'a > (SELECT 1)', 'Sub-queries'],
    ['EXISTS', 'EXISTS (SELECT 1)', 'Sub-queries'],
    ['another table', '1) FROM x, (SELECT 2', 'one expression'],
    ['a second statement', 'true); DROP TABLE x; SELECT (1', 'cannot be read'],
    ['a file', "read_text('/etc/passwd') IS NULL", 'read_text'],
    ['a setting', "current_setting('threads') = 1", 'current_setting'],
    ['a variable', "getvariable('x') = 1", 'getvariable'],
    ['the clock', 'day < now()', 'now'],
    ['the clock by its name', 'day < current_date', 'no column “current_date”'],
    ['chance', 'a > random()', 'random'],
    ['an aggregate in a rule', 'a > avg(a)', 'measures'],
    ['a window', 'a > lag(a) OVER ()', 'Window'],
    ['a lambda', 'len(list_transform([1], lambda x : x)) > 0', 'list_transform'],
    ['an unknown column', 'b > 1', 'no column “b”'],
    ['a qualified column', 'other.a > 1', 'no column “other.a”'],
    ['a star', 'struct_pack(*) IS NULL', 'struct_pack'],
    ['a parameter', 'a > $1', 'Parameters'],
    ['no expression', 'a >', 'cannot be read'],
    ['a value that cannot be a condition', 'day', 'not to true or false'],
  ])('is refused with its place: %s', async (_, when, reason) => {
    await expect(checkDefinition(withRule(when))).rejects.toMatchObject({
      code: 'invalid-definition',
      message: expect.stringMatching(new RegExp(`rules\\[0\\]\\.when: .*${reason}`)),
    });
  });

  it('may aggregate in a measure, and must', async () => {
    for (const measure of [
      'count(*)',
      '100.0 * count_if(anomalous) / count(*)',
      'sum(a) FILTER (WHERE NOT anomalous)',
    ]) {
      await expect(checkDefinition(withMeasure(measure))).resolves.toBeUndefined();
    }
    await expect(checkDefinition(withMeasure('a'))).rejects.toThrow(/views\[0\]/);
    await expect(checkDefinition(withMeasure('string_agg(x, y)'))).rejects.toThrow(
      /views\[0\].*no column “x”/,
    );
  });

  it('may use derived columns that come before it', async () => {
    const first = { name: 'first', type: 'number', as: 'a * 2' } as const;
    const second = { name: 'second', type: 'number', as: 'first * 2' } as const;
    await expect(
      checkDefinition(definitionOf([...fields], { derive: [first, second] })),
    ).resolves.toBeUndefined();
    await expect(checkDefinition(definitionOf([...fields], { derive: [second, first] }))).rejects.toThrow(
      /derive\[0\]/,
    );
  });
});

describe('a definition', () => {
  it('has patterns that RE2 can run', async () => {
    const lookAhead = definitionOf([{ name: 'a', type: 'string', constraints: { pattern: '(?=x)x' } }]);
    await expect(checkDefinition(lookAhead)).rejects.toThrow(/fields\[0\]\.constraints\.pattern/);
    const path = definitionOf([...fields], { fromPath: { pattern: '(?<s>.)\\1' } });
    await expect(checkDefinition(path)).rejects.toThrow(/fromPath\.pattern/);
  });

  it('has bounds of its fields’ types', async () => {
    const day = definitionOf([{ name: 'day', type: 'date', constraints: { minimum: '2025-13-01' } }]);
    await expect(checkDefinition(day)).rejects.toThrow(/“2025-13-01” is not a date/);
  });

  it.each(presets().map((preset) => [preset.name, preset] as const))('is sound: %s', async (_, preset) => {
    await expect(checkDefinition(preset)).resolves.toBeUndefined();
  });
});
