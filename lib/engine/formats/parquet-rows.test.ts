import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldSchema } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import { openDuckDb, quoteLiteral } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { openParquetRows, readParquetRows } from './parquet-rows';

let dir: string;
let duckDb: DuckDb;
let connection: DuckDBConnection;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-parquet-'));
  duckDb = await openDuckDb({ dirs: [dir], threads: 2 });
  connection = await duckDb.connect();
});
afterAll(async () => {
  connection.closeSync();
  duckDb.close();
  await rm(dir, { recursive: true, force: true });
});

async function parquetOf(select: string, options = ''): Promise<string> {
  const file = path.join(dir, `${performance.now()}.parquet`);
  await connection.run(`COPY (${select}) TO ${quoteLiteral(file)} (FORMAT parquet ${options})`);
  return file;
}

function field(type: Field['type'], more: Partial<Field> = {}): Field {
  return fieldSchema.parse({ name: 'f', type, ...more });
}

async function readAll(
  file: string,
  cells: { column: string; field: Field }[],
): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const batch of readParquetRows(connection, file, cells)) rows.push(...batch);
  return rows;
}

async function textOf(sql: string, as: Field): Promise<string | null | undefined> {
  const [row] = await readAll(await parquetOf(`SELECT ${sql} AS "a ""b"`), [{ column: 'a "b', field: as }]);
  return row?.[0];
}

describe('the rows of a Parquet file', () => {
  it('come with the names and types of their columns', async () => {
    const file = await parquetOf('SELECT 1::BIGINT AS b, \'x\' AS "A", 1.5::DECIMAL(18,2) AS c');
    expect(await openParquetRows(connection, file)).toEqual({
      columns: [
        { name: 'b', type: 'BIGINT' },
        { name: 'A', type: 'VARCHAR' },
        { name: 'c', type: 'DECIMAL(18,2)' },
      ],
      rows: 1,
    });
    const cells = [
      { column: 'A', field: field('string') },
      { column: 'b', field: field('integer') },
    ];
    expect(await readAll(file, cells)).toEqual([['x', '1']]);
  });

  it.each([
    [0, 2048],
    [1, 2048],
    [70_000, 2048],
    [200_000, 30_720],
  ])('are %i in the order of the file, in row groups of %i', async (count, groupRows) => {
    const file = await parquetOf(`SELECT range AS n FROM range(${count})`, `, ROW_GROUP_SIZE ${groupRows}`);
    const inOrder = await connection.runAndReadAll(
      'SELECT n::VARCHAR FROM read_parquet($file) ORDER BY file_row_number',
      { file },
    );
    const rows = await readAll(file, [{ column: 'n', field: field('integer') }]);
    expect(rows.map(([n]) => n)).toEqual(inOrder.getRows().map(([n]) => n));
    expect((await openParquetRows(connection, file)).rows).toBe(count);
  });

  it('may have columns of any name but one', async () => {
    const file = await parquetOf("SELECT 'x' AS row_number, 'y' AS filename, 'z' AS \"$path\"");
    const cells = ['row_number', 'filename', '$path'].map((column) => ({ column, field: field('string') }));
    expect(await readAll(file, cells)).toEqual([['x', 'y', 'z']]);
    const taken = await parquetOf('SELECT 1 AS file_row_number');
    await expect(openParquetRows(connection, taken)).rejects.toThrow('file_row_number');
  });

  it('of a damaged file are refused with the reason', async () => {
    const file = await parquetOf('SELECT range AS n, md5(range::VARCHAR) AS s FROM range(50000)');
    const bytes = await readFile(file);
    const cut = path.join(dir, 'cut.parquet');
    await writeFile(cut, bytes.subarray(0, bytes.length - 20));
    await expect(openParquetRows(connection, cut)).rejects.toMatchObject({ code: 'source-error' });
    const spoilt = path.join(dir, 'spoilt.parquet');
    await writeFile(spoilt, Buffer.from(bytes).fill(0x55, 100, bytes.length - 1000));
    await expect(readAll(spoilt, [{ column: 's', field: field('string') }])).rejects.toMatchObject({
      code: 'source-error',
    });
  });
});

describe('a value is spelled as its field expects it:', () => {
  it.each([
    ['NULL::INTEGER', field('integer'), null],
    ['18446744073709551615::UBIGINT', field('integer'), '18446744073709551615'],
    ['7.0::DOUBLE', field('integer'), '7'],
    ['7.5::DOUBLE', field('integer'), '7.5'],
    ['1e300::DOUBLE', field('integer'), '1e+300'],
    ['123456789012345678.00::DECIMAL(38,2)', field('integer'), '123456789012345678'],
    ['2025.0::FLOAT', field('year'), '2025'],
    ['1234.50::DECIMAL(18,2)', field('number', { decimalChar: ',' }), '1234,50'],
    ["'nan'::DOUBLE", field('number'), 'nan'],
    ['0.1::FLOAT', field('string'), '0.1'],
    ['true', field('boolean', { trueValues: ['ja', 'j'], falseValues: ['nein'] }), 'ja'],
    ['false', field('boolean', { trueValues: ['ja', 'j'], falseValues: ['nein'] }), 'nein'],
    ['NULL::BOOLEAN', field('boolean'), null],
    ['true', field('string'), 'true'],
    ["DATE '2025-01-31'", field('date'), '2025-01-31'],
    ["DATE '2025-01-31'", field('date', { format: '%d.%m.%Y' }), '31.01.2025'],
    ["DATE '2025-01-31'", field('datetime'), '2025-01-31T00:00:00'],
    ["DATE '1825-01-31'", field('date', { format: '%d.%m.%y' }), '1825-01-31'],
    ["TIMESTAMP '2025-01-31 00:00:00'", field('date'), '2025-01-31'],
    ["TIMESTAMP '2025-01-31 08:30:00'", field('date'), '2025-01-31T08:30:00'],
    ["TIMESTAMP '2025-01-31 08:30:00'", field('date', { format: '%d.%m.%Y' }), '2025-01-31T08:30:00'],
    ["TIMESTAMP '2025-01-31 08:30:00.25'", field('datetime'), '2025-01-31T08:30:00.25'],
    [
      "TIMESTAMP '2025-01-31 08:30:00'",
      field('datetime', { format: '%e/%m/%Y %I.%M %p' }),
      '31/01/2025 08.30 AM',
    ],
    ["'2025-01-31 08:30:00+07'::TIMESTAMPTZ", field('datetime'), '2025-01-31T01:30:00Z'],
    ["'infinity'::TIMESTAMPTZ", field('datetime'), 'infinity'],
    ["'2025-01-31 08:30:00.123456789'::TIMESTAMP_NS", field('datetime'), '2025-01-31T08:30:00.123456789'],
    ["TIME '08:30:00'", field('time'), '08:30:00'],
    ["TIME '08:30:00'", field('time', { format: '%H.%M' }), '08.30'],
    ["TIME '08:30:01'", field('time', { format: '%H.%M' }), '08:30:01'],
    ["'08:30:00+02'::TIMETZ", field('time'), '06:30:00'],
    ["'caf\\xC3\\xA9'::BLOB", field('string'), 'café'],
    ["'\\xFF\\x00'::BLOB", field('string'), 'FF00'],
    ["{'a': [1, NULL], 'b': 'x'}", field('json'), '{"a":[1,null],"b":"x"}'],
    ['[12345678901234567890.12::DECIMAL(38,2)]', field('json'), '[12345678901234567890.12]'],
    ["MAP {'k': 1}", field('json'), '{"k":1}'],
    ["'01234567-89ab-cdef-0123-456789abcdef'::UUID", field('string'), '01234567-89ab-cdef-0123-456789abcdef'],
    ["'O''Brien, \"x\"'", field('string'), 'O\'Brien, "x"'],
  ])('%s', async (sql, as, text) => {
    expect(await textOf(sql, as)).toBe(text);
  });
});
