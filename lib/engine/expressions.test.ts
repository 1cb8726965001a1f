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
    ['another table', '1) FROM x, (SELECT 2', 'cannot be read'],
    ['two expressions', '1) -- ', 'cannot be read'],
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
    await expect(checkDefinition(withMeasure('max(x)'))).rejects.toThrow(/views\[0\].*no column “x”/);
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

  it.each([
    [{ type: 'date', constraints: { minimum: '2025-13-01' } }, '“2025-13-01” is not a date'],
    [{ type: 'date', constraints: { minimum: 'epoch' } }, '“epoch” is not a date'],
    [{ type: 'date', format: '%d.%m.%Y', constraints: { maximum: '31/12/2025' } }, 'in the form %d.%m.%Y'],
    [{ type: 'integer', constraints: { enum: [1, 1.5] } }, '“1.5” is not a whole number'],
    [{ type: 'integer', constraints: { maximum: 2 ** 53 } }, '“9007199254740992” is not a whole number'],
    [{ type: 'integer', constraints: { minimum: '1_000' } }, '“1_000” is not a whole number'],
    [{ type: 'number', constraints: { maximum: 'nan' } }, '“nan” is not a number'],
    [{ type: 'boolean', constraints: { enum: ['maybe'] } }, '“maybe” is not one of'],
    [{ type: 'json', constraints: { enum: ['{a}'] } }, '“{a}” is not JSON'],
    [{ type: 'time', constraints: { minimum: '24:00' } }, '“24:00” is not a time'],
    [{ type: 'number', constraints: { minimum: 2, maximum: 1 } }, 'the minimum is above the maximum'],
    [{ type: 'year', constraints: { minimum: '2025', maximum: 1999 } }, 'the minimum is above the maximum'],
  ] as const)('has values of its fields’ types in its constraints: %j', async (field, reason) => {
    const definition = definitionOf([{ name: 'x', ...structuredClone(field) } as never]);
    await expect(checkDefinition(definition)).rejects.toMatchObject({
      message: expect.stringContaining(reason),
    });
    await expect(checkDefinition(definition)).rejects.toThrow(
      /schema\.fields\[0\]\.constraints\.(minimum|maximum|enum\[\d\]): /,
    );
  });

  it('derives only what its type can be made of', async () => {
    const derived = (type: 'date' | 'number' | 'string', as: string) =>
      checkDefinition(definitionOf([...fields], { derive: [{ name: 'x', type, as }] }));
    await expect(derived('date', 'a')).rejects.toThrow(
      /derive\[0\]\.as: It comes to a DOUBLE, of which no date/,
    );
    await expect(derived('number', '[a]')).rejects.toThrow(/derive\[0\]/);
    await expect(derived('number', 'text')).resolves.toBeUndefined();
  });

  it('does not let derived columns double one another', async () => {
    const derive = Array.from({ length: 30 }, (_, index) => {
      const before = index === 0 ? 'text' : `d${index - 1}`;
      return { name: `d${index}`, type: 'string', as: `${before} || ${before}` } as const;
    });
    await expect(checkDefinition(definitionOf([...fields], { derive }))).rejects.toThrow(
      /derive\[7\]\.as: It could make a text of/,
    );
  });

  it('has measures that count over rows and come to single values', async () => {
    for (const measure of ['1', "'x'", 'text', 'quantile_cont(a, [0.1, 0.9])', 'sum(sum(a))', 'max(a, 3)']) {
      await expect(checkDefinition(withMeasure(measure))).rejects.toThrow(/views\[0\]\.measures\.m: /);
    }
    const grouped = definitionOf([...fields], {
      views: [{ name: 'v', groupBy: [{ name: 'g', as: 'count(*)' }], measures: {} }],
    });
    await expect(checkDefinition(grouped)).rejects.toThrow(
      /views\[0\]\.groupBy\[0\]\.as: .*only the measures/,
    );
  });

  it.each(presets().map((preset) => [preset.name, preset] as const))('is sound: %s', async (_, preset) => {
    await expect(checkDefinition(preset)).resolves.toBeUndefined();
  });
});
