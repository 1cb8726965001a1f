/** Runs the real casts over texts in a test. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { expect } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import { withParser } from '../expression/open-parser';
import { castSql } from '../typing/cast-sql';
import { SqlParameters } from '../typing/sql-parameters';

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

/** Holds that each text comes to its value, as DuckDB writes it; null where it does not fit. */
export async function expectCasts(field: object, expected: Record<string, string | null>): Promise<void> {
  expect(await castAll(field, Object.keys(expected))).toEqual(expected);
}
