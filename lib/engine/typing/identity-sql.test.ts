import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OutputColumn } from '../../dataset/definition';
import { withParser } from '../expression/open-parser';
import { identitySql } from './identity-sql';

const columns: OutputColumn[] = [
  { name: 'text', type: 'string', duckDbType: 'VARCHAR' },
  { name: 'moment', type: 'datetime', duckDbType: 'TIMESTAMP' },
  { name: 'value', type: 'number', duckDbType: 'DOUBLE' },
];

async function identitiesOf(rows: string[]): Promise<string[]> {
  return withParser(async (connection) => {
    const result = await connection.runAndReadAll(
      `SELECT CAST(${identitySql(columns)} AS VARCHAR) AS id FROM (VALUES ${rows.join(', ')}) AS rows(text, moment, value)`,
    );
    return result.getRowObjectsJson().map((row) => String(row.id));
  });
}

describe('the identity of a row', () => {
  it('is the MD5 of its values, and stays what it was when the lake was written', async () => {
    const [id = ''] = await identitiesOf([`('größe', TIMESTAMP '2025-01-31 08:00:00.5', 1.5)`]);
    const md5 = createHash('md5').update('7:größe;1738310400500000;1.5;').digest('hex');
    expect(id.replaceAll('-', '')).toBe(md5);
  });

  it('differs where rows do', async () => {
    const moment = `NULL::TIMESTAMP`;
    const ids = await identitiesOf([
      `('', ${moment}, 1.0)`,
      `(NULL, ${moment}, 1.0)`,
      `('1.0;', ${moment}, NULL)`,
      `('a;1:b', ${moment}, NULL)`,
      `('a', ${moment}, NULL)`,
      `('é', ${moment}, NULL)`,
      `('e\u0301', ${moment}, NULL)`,
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
