import { describe, expect, it } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import { withParser } from '../expression/open-parser';
import { castSql } from './cast-sql';
import { SqlParameters } from './sql-parameters';

/** No cell of the texts holds it, so that they travel in one parameter. */
const SEPARATOR = '\x1f';
const NASTY = [...' \t\n\v\f\r-+/.,:_019TtZzexnNafI%\'"\\', '\u00a0', '\u0663', '\uff11', 'é', '−', '🙂'];
const WORDS = [
  '',
  'nan',
  'inf',
  '-inf',
  'infinity',
  'epoch',
  '1e400',
  '-0',
  '+-1',
  '0x10',
  '0b1',
  '24:00',
  ' (BC)',
];

/** What the casts are to be equal to: an RE2 expression for every text, and DuckDB's cast behind it. */
const TIME_OF_DAY = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?';
const REFERENCES = {
  integer: {
    seeds: ['0', '7', '-12', '1234567890', '9223372036854775807', '007', '+5'],
    sql: `CASE WHEN regexp_full_match(cell, '[+-]?[0-9]+') THEN TRY_CAST(cell AS BIGINT) END`,
  },
  number: {
    seeds: ['0', '7', '-1.5', '123.456', '.5', '5.', '1e5', '-2.5E-3', '1'.repeat(310), '00.10'],
    sql: `CASE WHEN regexp_full_match(cell, '[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?')
               THEN CASE WHEN isfinite(TRY_CAST(cell AS DOUBLE)) THEN TRY_CAST(cell AS DOUBLE) + 0.0 END END`,
  },
  date: {
    seeds: ['2025-01-31', '2024-02-29', '0001-01-01', '9999-12-31'],
    sql: `CASE WHEN regexp_full_match(cell, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND left(cell, 4) <> '0000'
               THEN TRY_CAST(cell AS DATE) END`,
  },
  datetime: {
    seeds: ['2025-01-31T08:00:00Z', '2025-01-31 23:59:59', '2025-01-31T08:00', '2025-01-31T08:00:00.250Z'],
    sql: `CASE WHEN regexp_full_match(cell, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]${TIME_OF_DAY}Z?')
                AND left(cell, 4) <> '0000'
               THEN TRY_CAST(regexp_replace(CASE WHEN length(cell) > 17 THEN cell ELSE left(cell, 16) END, 'Z$', '')
                             AS TIMESTAMP) END`,
  },
} as const;

/** Every text that is one step from a seed, and many that are two or three. */
function mutantsOf(seeds: readonly string[]): string[] {
  const steps = (text: string) =>
    [...text, ''].flatMap((_, at) => {
      const head = text.slice(0, at);
      const tail = text.slice(at + 1);
      return [head + tail, ...NASTY.flatMap((one) => [head + one + tail, head + one + text.slice(at)])];
    });
  const short = seeds.map((seed) => seed.slice(0, 30));
  const near = short.flatMap(steps);
  let state = 7;
  const random = (below: number) => {
    // The constants are those of Numerical Recipes; all that matters is that every run has the same texts.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const far = Array.from({ length: 8_000 }, () => {
    let text = near[random(near.length)] ?? '';
    for (let step = random(2); step >= 0; step -= 1) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + (NASTY[random(NASTY.length)] ?? '') + text.slice(at + random(2));
    }
    return text;
  });
  return [...new Set([...seeds, ...WORDS, ...near, ...far])];
}

describe('a guard without RE2', () => {
  it.each(Object.entries(REFERENCES))('lets through what RE2 would, as %s', async (type, { seeds, sql }) => {
    const texts = mutantsOf(seeds);
    const parameters = new SqlParameters();
    const cast = castSql(fieldSchema.parse({ name: 'x', type }), 'cell', parameters);
    await withParser(async (connection) => {
      const result = await connection.runAndReadAll(
        `SELECT cell, CAST(${cast} AS VARCHAR) AS ours, CAST(${sql} AS VARCHAR) AS reference
         FROM (SELECT unnest(string_split($texts::VARCHAR, '${SEPARATOR}')) AS cell)`,
        { ...parameters.values, texts: texts.join(SEPARATOR) },
      );
      const rows = result.getRowObjectsJson();
      expect(rows.length).toBe(texts.length);
      expect(rows.filter(({ reference }) => reference !== null).length).toBeGreaterThan(50);
      // An offset is beyond the reference: it is the tests of the casts that hold it.
      const isOffset = /\d[+-]\d{2}(:?\d{2})?$/;
      const different = rows.filter(
        ({ cell, ours, reference }) =>
          ours !== reference && !(type === 'datetime' && isOffset.test(String(cell).slice(16))),
      );
      expect(different).toEqual([]);
    });
  });
});
