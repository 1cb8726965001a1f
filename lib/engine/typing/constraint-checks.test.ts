import { describe, expect, it } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import { withParser } from '../expression/open-parser';
import { castSql } from './cast-sql';
import { constraintChecks } from './constraint-checks';
import { SqlParameters } from './sql-parameters';

/** Each text with the codes and sentences of what is wrong with it. */
async function problemsOf(input: object, texts: (string | null)[]): Promise<Record<string, string[]>> {
  const field = fieldSchema.parse({ name: 'x', ...input });
  const parameters = new SqlParameters();
  const cast = castSql(field, 'cell', parameters);
  const checks = constraintChecks(field, 'cell', 'value', parameters);
  expect(checks.every((check) => check.column === 'x')).toBe(true);
  const problems = checks.map(
    (check) => `CASE WHEN ${check.condition} THEN '${check.code}: ' || ${check.message} END`,
  );
  return withParser(async (connection) => {
    const found: Record<string, string[]> = {};
    for (const text of texts) {
      const result = await connection.runAndReadAll(
        `SELECT unnest([${problems.join(', ')}]) AS problem
         FROM (SELECT cell, ${cast} AS value FROM (SELECT $cell::VARCHAR AS cell))`,
        { ...parameters.values, cell: text },
      );
      const sentences = result.getRowObjectsJson().map((row) => row.problem);
      found[text ?? ''] = sentences.filter((sentence) => typeof sentence === 'string');
    }
    return found;
  });
}

/** The texts among `texts` that break a constraint. */
async function brokenBy(input: object, texts: (string | null)[]): Promise<string[]> {
  const found = await problemsOf(input, texts);
  return Object.keys(found).filter((text) => (found[text] ?? []).length > 0);
}

describe('constraints', () => {
  it('say what is wrong, each in a sentence of its own', async () => {
    const constraints = { minLength: 3, pattern: '[a-z]+', enum: ['abc', 'xyz'] };
    expect(await problemsOf({ type: 'string', constraints }, ['1', 'abc', null])).toEqual({
      '1': [
        'constraint-error: “1” is none of abc, xyz.',
        'constraint-error: “1” is shorter than 3 characters.',
        'constraint-error: “1” does not match [a-z]+.',
      ],
      abc: [],
      '': [],
    });
    expect(await problemsOf({ type: 'integer', constraints: { required: true } }, [null])).toEqual({
      '': ['constraint-error: “x” is required and must not be missing.'],
    });
  });

  it('count characters, not bytes, and match the whole text', async () => {
    const four = ['ñandú', 'ñand', '🙂🙂🙂🙂', '🙂🙂🙂🙂🙂', 'e\u0301e\u0301'];
    expect(await brokenBy({ type: 'string', constraints: { maxLength: 4 } }, four)).toEqual([
      'ñandú',
      '🙂🙂🙂🙂🙂',
    ]);
    expect(
      await brokenBy({ type: 'string', constraints: { pattern: 'a|ab' } }, ['a', 'ab', 'abc', 'xa']),
    ).toEqual(['abc', 'xa']);
  });

  it('compare values of the type, not texts', async () => {
    const integer = { type: 'integer', constraints: { enum: [1, '10'], maximum: '9223372036854775807' } };
    expect(await brokenBy(integer, ['01', '+10', '9223372036854775807', '2'])).toEqual([
      '2',
      '9223372036854775807',
    ]);
    expect(
      await brokenBy({ type: 'number', constraints: { enum: [1, 0.1] } }, ['1.00', '1e0', '.1', '1.1']),
    ).toEqual(['1.1']);
    expect(
      await brokenBy({ type: 'boolean', trueValues: ['ja'], constraints: { enum: [true] } }, ['ja', '0']),
    ).toEqual(['0']);
    expect(
      await brokenBy({ type: 'json', constraints: { enum: ['{"a": 1}'] } }, ['{ "a":1 }', '{"a":2}']),
    ).toEqual(['{"a":2}']);
    expect(
      await brokenBy({ type: 'time', constraints: { minimum: '08:00' } }, ['08:00:00', '07:59:59.9']),
    ).toEqual(['07:59:59.9']);
    expect(
      await brokenBy({ type: 'year', constraints: { minimum: 2000, exclusiveMaximum: 2025 } }, [
        '1999',
        '2000',
        '2025',
      ]),
    ).toEqual(['1999', '2025']);
  });

  it('read bounds as the field’s cells are written, or in the standard form', async () => {
    const day = { type: 'date', format: '%d.%m.%Y' };
    for (const minimum of ['31.01.2025', '2025-01-31']) {
      expect(await brokenBy({ ...day, constraints: { minimum } }, ['30.01.2025', '31.01.2025'])).toEqual([
        '30.01.2025',
      ]);
    }
    const price = { type: 'number', decimalChar: ',', groupChar: '.' };
    for (const exclusiveMaximum of [1234.5, '1.234,5', '1234.5']) {
      expect(await brokenBy({ ...price, constraints: { exclusiveMaximum } }, ['1.234,4', '1.234,5'])).toEqual(
        ['1.234,5'],
      );
    }
    const moment = { type: 'datetime', constraints: { minimum: '2025-01-31T08:00:00+01:00' } };
    expect(await brokenBy(moment, ['2025-01-31T07:00:00Z', '2025-01-31T06:59:59Z'])).toEqual([
      '2025-01-31T06:59:59Z',
    ]);
  });
});

describe('the format of a string', () => {
  it.each([
    [
      'email',
      ['a@b.c', 'first.last+tag@sub.example.org', 'jürgen@müller.de', "o'hara@example.org"],
      ['a', '@b.c', 'a@', 'a b@c.d', 'a@b@c', 'a@-b.c', 'a@b..c', '<a@b.c>', 'a@b.c '],
    ],
    [
      'uri',
      [
        'https://example.org',
        'http://u:p@h:80/p/a?q=1&r=%20#f',
        'mailto:a@b.c',
        'urn:isbn:1',
        'file:///etc/x',
        'http://[::1]/',
      ],
      [
        'example.org',
        '/path',
        'http://a b',
        'http://x/ü',
        'http://x/%2',
        '://x',
        'http:',
        '1a:x',
        'http://x#a#b',
      ],
    ],
    [
      'uuid',
      ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
      [
        '123e4567e89b12d3a456426614174000',
        '{123e4567-e89b-12d3-a456-426614174000}',
        '123e4567-e89b-12d3-a456-42661417400g',
      ],
    ],
    ['binary', ['', 'TQ==', 'TWE=', 'TWFu', 'ab+/'], ['T', 'TQ=', 'TQ', 'TW Fu', 'TWF_', '====']],
  ])('%s', async (format, sound, broken) => {
    expect(await brokenBy({ type: 'string', format }, [...sound, ...broken])).toEqual(broken);
    const [text = ''] = broken;
    const problems = await problemsOf({ type: 'string', format }, [text]);
    expect(problems[text]?.[0]).toMatch(/^type-error: “.*” is not (a|an|base64)\b/);
  });
});
