import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parquetSql } from '../../duckdb';
import type { ExportFormat } from '../../exports';
import type { LakeColumn } from '../columns';
import { queryRecords } from '../query/query-records';
import { loadSnapshot } from '../snapshot';
import { LakeFixture } from '../testing/lake-fixture';
import { checkQuestion } from './check-question';
import type { ExportQuestion } from './export-record';
import { writeRows } from './write-rows';

const COLUMNS: LakeColumn[] = [
  { name: 'id', type: 'integer' },
  { name: 'name', type: 'string' },
  { name: 'at', type: 'datetime' },
  { name: 'day', type: 'date' },
  { name: 'value', type: 'number' },
  { name: 'open', type: 'boolean' },
];
const table = { columns: COLUMNS, primaryKey: ['id'] };
const ALL = COLUMNS.map(({ name }) => name);

let lake: LakeFixture;
let files = 0;

beforeAll(async () => {
  lake = await LakeFixture.open();
  const first = [
    {
      id: 3,
      name: 'with "quotes", commas\nand lines',
      at: '2025-01-31 08:00:00',
      day: '2025-01-31',
      value: 1.5,
    },
    { id: 1, name: '', at: '2025-01-31 08:00:00.25', value: -3, open: true },
    { id: 2, name: null, value: 1e300, open: false },
    { id: 9007199254740993n.toString(), name: '=1+1', day: '0099-02-01' },
  ];
  await lake.commit({ importId: 'one', accepted: first, rowsPerFile: 2, ...table });
  await lake.commit({ importId: 'two', accepted: [{ id: 2, name: 'Chào Mào', value: 7 }], ...table });
});
afterAll(() => lake.close());

const question = (part: Partial<ExportQuestion> = {}): ExportQuestion => ({
  zone: 'silver',
  columns: ALL,
  filters: [],
  search: '',
  sort: 'id',
  ...part,
});

async function write(format: ExportFormat, asked: ExportQuestion, signal = new AbortController().signal) {
  files += 1;
  const target = path.join(lake.workDir, `export-${files}`);
  const counted: number[] = [];
  const rows = await writeRows({
    ...lake,
    snapshot: await loadSnapshot(lake.store, 'weather'),
    zone: asked.zone,
    columns: COLUMNS,
    question: checkQuestion(asked, COLUMNS),
    format,
    path: target,
    signal,
    timeoutMs: 20_000,
    onCounted: (count) => counted.push(count),
  });
  expect(counted).toEqual([rows]);
  return { rows, target };
}

const textOf = async (format: ExportFormat, asked: ExportQuestion) =>
  readFile((await write(format, asked)).target, 'utf8');

describe('writeRows', () => {
  it('writes CSV in which a missing value and an empty text differ, values as they are, times as ISO 8601', async () => {
    expect(await textOf('csv', question())).toBe(
      [
        'id,name,at,day,value,open',
        '1,"",2025-01-31T08:00:00.25Z,,-3.0,true',
        '2,Chào Mào,,,7.0,',
        '3,"with ""quotes"", commas\nand lines",2025-01-31T08:00:00Z,2025-01-31,1.5,',
        '9007199254740993,=1+1,,0099-02-01,,',
        '',
      ].join('\n'),
    );
  });

  it('writes objects a line with the values that the API gives', async () => {
    const lines = (await textOf('ndjson', question())).trimEnd().split('\n');
    const page = await queryRecords({
      ...lake,
      snapshot: await loadSnapshot(lake.store, 'weather'),
      columns: COLUMNS,
      zone: 'silver',
      sort: [{ column: 'id', desc: false }],
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(page.rows);
  });

  it('writes Parquet with the types of the columns', async () => {
    const { target, rows } = await write('parquet', question());
    const connection = await lake.db.connect();
    const described = await connection.runAndReadAll(`describe select * from ${parquetSql([target])}`);
    const read = await connection.runAndReadAll(`select id from ${parquetSql([target])}`);
    connection.closeSync();
    expect(rows).toBe(4);
    expect(described.getRows().map(([name, type]) => [name, type])).toEqual([
      ['id', 'BIGINT'],
      ['name', 'VARCHAR'],
      ['at', 'TIMESTAMP'],
      ['day', 'DATE'],
      ['value', 'DOUBLE'],
      ['open', 'BOOLEAN'],
    ]);
    expect(read.getRows().flat()).toEqual([1n, 2n, 3n, 9007199254740993n]);
  });

  it('writes what the filters, the search, the order and the columns leave, lineage included', async () => {
    const filters = [{ column: 'id', op: 'lte', value: '3' }];
    const asked = question({ columns: ['name', '_import'], filters, search: 'M', sort: '-id' });
    expect(await textOf('csv', asked)).toBe(
      'name,_import\n"with ""quotes"", commas\nand lines",one\nChào Mào,two\n',
    );
  });

  it('writes a file with a header alone when no row fits', async () => {
    const asked = question({ filters: [{ column: 'id', op: 'eq', value: '77' }] });
    expect(await textOf('csv', asked)).toBe('id,name,at,day,value,open\n');
    expect(await textOf('ndjson', asked)).toBe('');
    expect((await write('parquet', asked)).rows).toBe(0);
  });

  it('loses no row of an only column whose value is missing', async () => {
    expect(await textOf('csv', question({ columns: ['value'] }))).toBe('value\n-3.0\n7.0\n1.5\n""\n');
  });

  it('keeps the order of the pages where none is asked for', async () => {
    const text = await textOf('csv', question({ columns: ['id'], sort: '' }));
    expect(text.trim().split('\n')).toEqual(['id', '3', '1', '9007199254740993', '2']);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await expect(write('csv', question(), controller.signal)).rejects.toThrow('cancelled');
  });
});

describe('checkQuestion', () => {
  it('refuses columns, filters and orders that the dataset does not have', () => {
    const check = (part: Partial<ExportQuestion>) => () => checkQuestion(question(part), COLUMNS);
    expect(check({ columns: ['nothing'] })).toThrow('no column nothing');
    expect(check({ columns: [] })).toThrow('at least one column');
    expect(check({ filters: [{ column: 'id', op: 'eq', value: 'x' }] })).toThrow('no integer');
    expect(check({ sort: 'nothing' })).toThrow('to sort by');
    expect(check({ search: 'x'.repeat(100_001) })).toThrow('too long');
  });
});
