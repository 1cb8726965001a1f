import type { DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import { withParser } from '../expression/open-parser';
import { castSql } from './cast-sql';
import { SqlParameters } from './sql-parameters';

/** Each text with the value it comes to, as DuckDB writes it; null where it does not fit. */
async function castAll(field: object, texts: string[]): Promise<Record<string, string | null>> {
  const parsed = fieldSchema.parse({ name: 'x', ...field });
  const cast = (connection: DuckDBConnection) => async (text: string) => {
    const parameters = new SqlParameters();
    const sql = castSql(parsed, 'cell', parameters);
    const result = await connection.runAndReadAll(
      `SELECT CAST(${sql} AS VARCHAR) AS value FROM (SELECT $cell::VARCHAR AS cell)`,
      { ...parameters.values, cell: text },
    );
    const value = result.getRowObjectsJson()[0]?.value;
    return [text, typeof value === 'string' ? value : null] as const;
  };
  return withParser(async (connection) => {
    const entries = [];
    for (const text of texts) entries.push(await cast(connection)(text));
    return Object.fromEntries(entries);
  });
}

async function expectCasts(field: object, expected: Record<string, string | null>): Promise<void> {
  expect(await castAll(field, Object.keys(expected))).toEqual(expected);
}

describe('a cell as a number', () => {
  it('is strict where DuckDB is lax', async () => {
    const refused = [
      '1_000',
      '0x10',
      'nan',
      'NaN',
      'inf',
      'Infinity',
      '1e400',
      ' 7',
      '7 ',
      '1,5',
      '.',
      'e5',
      '1 2',
      '--1',
      '１',
    ];
    await expectCasts({ type: 'number' }, Object.fromEntries(refused.map((text) => [text, null])));
    await expectCasts(
      { type: 'integer' },
      { '1.6': null, '1e3': null, '0x10': null, '1_0': null, ' 7 ': null, '9223372036854775808': null },
    );
  });

  it('takes every usual spelling', async () => {
    await expectCasts(
      { type: 'number' },
      { '1': '1.0', '-1.50': '-1.5', '+2': '2.0', '.5': '0.5', '5.': '5.0', '1E-2': '0.01', '-0': '0.0' },
    );
    await expectCasts(
      { type: 'integer' },
      { '007': '7', '+7': '7', '-9223372036854775808': '-9223372036854775808' },
    );
  });

  it('follows the characters of the field', async () => {
    const german = { type: 'number', decimalChar: ',', groupChar: '.' };
    await expectCasts(german, {
      '1.234.567,5': '1234567.5',
      '1234,5': '1234.5',
      '1.23,5': null,
      '12.34': null,
    });
    await expectCasts({ type: 'integer', groupChar: ' ' }, { '1 234': '1234', '12 34': null, ' 234': null });
    await expectCasts(
      { type: 'number', bareNumber: false },
      { '€ 3.50': '3.5', '95%': '95.0', '-3 €': '-3.0', '€': null, '3-4': null },
    );
  });
});

describe('a cell as a date or time', () => {
  it('is ISO 8601 unless the field has a format', async () => {
    const refused = [
      '2025-1-31',
      '2025/01/31',
      'epoch',
      '2025-02-30',
      ' 2025-01-31',
      '2025-01-31T00:00:00',
      '12025-01-01',
      'infinity',
    ];
    await expectCasts(
      { type: 'date' },
      { '2025-01-31': '2025-01-31', ...Object.fromEntries(refused.map((text) => [text, null])) },
    );
    await expectCasts(
      { type: 'time' },
      { '08:30': '08:30:00', '08:30:15.5': '08:30:15.5', '24:00:00': null, '8:30': null },
    );
    await expectCasts({ type: 'year' }, { '2025': '2025', '25': null, '-2025': null });
  });

  it('is in UTC, whatever the offset it was written with', async () => {
    await expectCasts(
      { type: 'datetime' },
      {
        '2025-01-31T08:00:00Z': '2025-01-31 08:00:00',
        '2025-01-31 08:00': '2025-01-31 08:00:00',
        '2025-01-31T08:00Z': '2025-01-31 08:00:00',
        '2025-01-31T08:00:00.25+07:00': '2025-01-31 01:00:00.25',
        '2025-01-31T08:00-0330': '2025-01-31 11:30:00',
        '2025-01-01T00:30+02': '2024-12-31 22:30:00',
        '2025-01-31': null,
        '2025-01-31T24:00:00': null,
        '2025-01-31T08:00:60': null,
        '2025-01-31T08:00+25:00': null,
        '2025-01-31T08:00:00 Z': null,
        epoch: null,
      },
    );
  });

  it('follows a strptime format, but not more freely than it says', async () => {
    await expectCasts(
      { type: 'date', format: '%Y%m%d' },
      { '19850101': '1985-01-01', '1985011': null, ' 19850101': null, epoch: null },
    );
    await expectCasts(
      { type: 'date', format: '%d/%m/%Y' },
      { '1/2/2025': '2025-02-01', '31/01/2025': '2025-01-31', '32/01/2025': null, '1/2/25': null },
    );
    await expectCasts(
      { type: 'datetime', format: '%d.%m.%Y %H:%M' },
      { '31.01.2025 08:05': '2025-01-31 08:05:00', '31.01.2025  08:05': null },
    );
  });
});

describe('a cell as another type', () => {
  it('is one of the boolean’s values', async () => {
    await expectCasts({ type: 'boolean' }, { true: 'true', '0': 'false', yes: null, tRue: null });
    await expectCasts(
      { type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] },
      { ja: 'true', nein: 'false', true: null },
    );
  });

  it('is sound JSON', async () => {
    await expectCasts({ type: 'json' }, { '{ "a": [1] }': '{"a":[1]}', '{a:1}': null });
  });
});
