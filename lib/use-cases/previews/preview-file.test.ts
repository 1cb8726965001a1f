/** A file is seen as the engine will read it before it is uploaded, whatever somebody sends for one. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../aws/dataset-table';
import { parseDefinition } from '../../dataset/definition';
import type { DatasetDefinitionInput } from '../../dataset/definition';
import { presets } from '../../dataset/presets';
import { openDuckDb, quoteLiteral } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { LakeportError } from '../../errors';
import type { Actor } from '../../roles';
import { previewFile } from './preview-file';

const OPERATOR: Actor = { name: 'operator@example.com', roles: ['operators'] };
const sensors: DatasetDefinitionInput = {
  name: 'sensors',
  title: 'Sensors',
  schema: {
    fields: [
      { name: 'id', type: 'integer', constraints: { required: true } },
      { name: 'place', type: 'string', aliases: ['Site'] },
      { name: 'value', type: 'number' },
    ],
    primaryKey: ['id'],
  },
  rules: [{ name: 'high', when: 'value > 100', route: 'anomalies' }],
  views: [{ name: 'totals', groupBy: ['place'], measures: { rows: 'count(*)', total: 'sum(value)' } }],
};

let workDir: string;
let db: DuckDb;

beforeAll(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'lakeport-preview-'));
  db = await openDuckDb({ dirs: [workDir], threads: 2 });
});

afterAll(async () => {
  db.close();
  await rm(workDir, { recursive: true, force: true });
});

function datasetOf(input: unknown): Dataset {
  const definition = parseDefinition(input);
  return {
    name: definition.name,
    version: 1,
    definition,
    updatedAt: '2026-01-01T00:00:00Z',
    updatedBy: 'admin@example.com',
    rows: null,
    anomalies: null,
    bytes: null,
    lastImportAt: null,
    publishedSequence: null,
    publishedVersion: null,
    publisherUntil: null,
    records: null,
  };
}

interface Asked {
  fileName?: string;
  sizeBytes?: number;
  dataset?: string;
  definitions?: unknown[];
}

/** `content` is what is sent; the file is as long unless it is said otherwise. */
async function preview(content: string | Buffer, asked: Asked = {}) {
  const bytes = Buffer.from(content);
  const datasets = (asked.definitions ?? [sensors, ...presets()]).map(datasetOf);
  const table = {
    list: async () => datasets,
    get: async (name: string) => {
      const found = datasets.find((dataset) => dataset.name === name);
      if (found) return found;
      throw new LakeportError('dataset-not-found', `There is no ${name}.`);
    },
  };
  return previewFile({ db, workDir, datasets: table }, OPERATOR, {
    fileName: asked.fileName ?? 'sensors.csv',
    sizeBytes: asked.sizeBytes ?? bytes.length,
    sample: bytes.toString('base64'),
    dataset: asked.dataset ?? null,
  });
}

/** Rows that a file goes on with for ever. */
function manyRows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');
}

describe('a file that is not known yet', () => {
  it('is seen with its columns, rows and a definition that can be saved', async () => {
    const seen = await preview('id;place;value\n1;"a;b";1,5\n2;c;2,5\n', { fileName: 'Sensor log 2026.csv' });
    expect(seen).toMatchObject({
      format: 'csv',
      compression: null,
      encoding: 'utf-8',
      dialect: { delimiter: ';' },
      columns: [
        { label: 'id', type: 'integer', field: 'id' },
        { label: 'place', type: 'string', field: 'place' },
        { label: 'value', type: 'number', field: 'value' },
      ],
      rows: [
        { line: 2, cells: ['1', 'a;b', '1,5'] },
        { line: 3, cells: ['2', 'c', '2,5'] },
      ],
      check: null,
      error: null,
      cut: false,
    });
    expect(parseDefinition(seen.definition)).toMatchObject({
      name: 'sensor-log-2026',
      title: 'Sensor log 2026',
    });
    expect(seen.notes?.length).toBeGreaterThan(0);
  });

  it('finds its dataset by the header, and the fields that its labels mean', async () => {
    const exact = await preview('VALUE,Site,id\n1,a,1\n');
    expect(exact.matches[0]).toEqual({
      dataset: 'sensors',
      title: 'Sensors',
      score: 1,
      missing: [],
      extra: [],
      aliases: {},
    });
    const near = await preview('id,place,values measured,remark\n1,a,1,x\n');
    expect(near.matches[0]).toMatchObject({
      dataset: 'sensors',
      missing: ['value'],
      extra: ['values measured', 'remark'],
      aliases: { 'values measured': 'value' },
    });
    expect((await preview('a,b\nc,d\n')).matches).toEqual([]);
  });

  it('finds its dataset by its values and its name where it has no header', async () => {
    const text = '19490101\t100\t-5\t12\n19490102\t-9999\t10\t0\n';
    const [weather] = (await preview(text, { fileName: 'USW00094728.txt' })).matches;
    expect(weather).toMatchObject({ dataset: 'weather', missing: [], extra: [] });
    expect(weather?.score).toBeGreaterThan(0.9);
    const elsewhere = await preview(text, { fileName: 'USW00094728.csv' });
    expect(elsewhere.matches.map(({ dataset }) => dataset)).not.toContain('weather');
  });
});

describe('a file under a dataset', () => {
  it('is seen as its rows would come out', async () => {
    const { check, error, columns, definition } = await preview('Site,id,value\na,1,5\na,2,500\nb,x,1\n', {
      dataset: 'sensors',
    });
    expect({ error, definition }).toEqual({ error: null, definition: null });
    expect(columns.map(({ field }) => field)).toEqual(['place', 'id', 'value']);
    expect(check).toMatchObject({
      counts: { received: 3, accepted: 1, anomalous: 1, rejected: 1 },
      problems: { 'type-error': 1 },
      rejects: [{ line: 4, column: 'id', code: 'type-error', cells: ['b', 'x', '1'] }],
      accepted: { rows: [[1, 'a', 5, 2, []]] },
      anomalies: { rows: [[2, 'a', 500, 3, ['high']]] },
      views: [
        {
          name: 'totals',
          columns: [{ name: 'place' }, { name: 'rows', type: 'integer' }, { name: 'total', type: 'number' }],
          rows: [['a', 2, 505]],
        },
      ],
    });
    expect(await readdir(workDir)).toEqual(expect.not.arrayContaining([expect.stringMatching(/^preview-/)]));
  });

  it('shows its rows also where its header is another one, and says which', async () => {
    const seen = await preview('id,place,value,remark\n1,a,1,x\n', { dataset: 'sensors' });
    expect(seen.error).toEqual({ code: 'extra-label', message: expect.stringContaining('“remark”') });
    expect(seen.rows).toEqual([{ line: 2, cells: ['1', 'a', '1', 'x'] }]);
    expect(seen.columns.at(-1)).toEqual({ label: 'remark', type: 'string', field: null });
    expect(seen.check).toBeNull();
    const lacking = await preview('id,place\n1,a\n', { dataset: 'sensors' });
    expect(lacking.error?.code).toBe('missing-label');
  });

  it('gets its columns from its place where it has no header, and from its name', async () => {
    const text = '19490101\t100\t-5\t12\n';
    const seen = await preview(text, { fileName: 'USW00094728.txt', dataset: 'weather' });
    expect(seen.columns.map(({ label, field }) => [label, field])[0]).toEqual(['Column 1', 'date']);
    expect(seen.check?.accepted.rows[0]?.[0]).toBe('USW00094728');
    const renamed = await preview(text, { fileName: 'a.csv', dataset: 'weather' });
    expect(renamed.error).toEqual({
      code: 'source-error',
      message: expect.stringContaining('rename the file'),
    });
  });

  it('is said to be refused where the dataset takes whole files only, with what is wrong', async () => {
    const seen = await preview('id,place,value\nx,a,1\n', {
      dataset: 'sensors',
      definitions: [{ ...sensors, contract: 'freeze' }],
    });
    expect(seen.error?.code).toBe('contract-frozen');
    expect(seen.check?.rejects).toHaveLength(1);
  });

  it('may look like no text at all without the definition', async () => {
    const content = `id,place,value\n${manyRows(20, (index) => `${index},a,1`)}`.replaceAll(',', '\x02');
    const definitions = [{ ...sensors, dialect: { delimiter: '\x02' } }];
    expect((await preview(content)).format).toBe('unknown');
    const seen = await preview(content, { dataset: 'sensors', definitions });
    expect(seen).toMatchObject({ format: 'csv', error: null, check: { counts: { accepted: 20 } } });
  });

  it('may be JSON or Parquet', async () => {
    const json = await preview('[\n {"id": 1, "Site": "a", "value": 2.5},\n {"id": 2}]', {
      dataset: 'sensors',
    });
    expect(json.rows.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['1', 'a', '2.5']],
      [3, ['2', '', '']],
    ]);
    expect(json.check?.counts).toMatchObject({ received: 2, accepted: 2 });
    const file = path.join(workDir, 'seen.parquet');
    const connection = await db.connect();
    await connection.run(
      `COPY (SELECT 1 AS id, 'a' AS place, 2.5::DOUBLE AS value) TO ${quoteLiteral(file)}`,
    );
    connection.closeSync();
    const parquet = await preview(await readFile(file), { dataset: 'sensors', fileName: 'seen.parquet' });
    expect(parquet).toMatchObject({
      format: 'parquet',
      columns: [{ type: 'integer' }, { type: 'string' }, { type: 'number' }],
      rows: [{ line: 1, cells: ['1', 'a', '2.5'] }],
      check: { counts: { accepted: 1 } },
    });
    const large = await preview((await readFile(file)).subarray(0, 100), { sizeBytes: 10_000_000 });
    expect(large).toMatchObject({ format: 'parquet', cut: true, error: null, rows: [] });
    expect(large.notes?.[0]?.sentence).toContain('when it is imported');
  });
});

describe('the start of a file', () => {
  const row = (index: number) => `${index},"Straße ${index}",${index}`;
  const text = `id,place,value\n${manyRows(2000, row)}`;

  it.each([
    ['text', (content: string) => Buffer.from(content), 'utf-8'],
    ['UTF-16', (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le'), 'utf-16le'],
    ['windows-1252', (content: string) => Buffer.from(content, 'latin1'), 'windows-1252'],
    ['gzip', (content: string) => gzipSync(content), 'utf-8'],
  ])('is never refused for where it was cut: %s', async (_, encode, encoding) => {
    const definitions = [{ ...sensors, encoding: 'auto' }];
    const whole = encode(text);
    for (const length of [5001, 5002, 5003, 5004, 5005]) {
      const seen = await preview(whole.subarray(0, length), {
        sizeBytes: whole.length,
        dataset: 'sensors',
        definitions,
      });
      expect(seen).toMatchObject({ encoding, cut: true, error: null, check: { counts: { rejected: 0 } } });
      expect(seen.check?.counts.accepted).toBeGreaterThan(50);
      expect(seen.rows).toHaveLength(50);
    }
  });

  it('may be cut within a quoted cell of several lines, or within an array', async () => {
    const open = `${text}9999,"a\nb\nc`;
    const seen = await preview(open, { sizeBytes: 1e6, dataset: 'sensors' });
    expect(seen.check?.counts).toMatchObject({ received: 2000, rejected: 0 });
    const array = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, place: 'é', value: 1 })));
    const json = await preview(array.slice(0, 2000), { sizeBytes: array.length, dataset: 'sensors' });
    expect(json).toMatchObject({ format: 'json', error: null, check: { counts: { rejected: 0 } } });
    expect(json.check?.counts.accepted).toBeGreaterThan(40);
  });
});

describe('what is no file to import', () => {
  it.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'file-encoding', 'unknown'],
    ['a workbook', Buffer.from('PK\x03\x04xxxx', 'latin1'), 'file-encoding', 'unknown'],
    [
      'noise',
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)),
      'file-encoding',
      'unknown',
    ],
    ['nothing', Buffer.alloc(0), 'file-empty', 'csv'],
    ['a damaged gzip file', gzipSync('id,place,value\n1,a,1\n').subarray(0, -9), 'source-error', 'unknown'],
    ['gzip in gzip', gzipSync(gzipSync('a,b\n')), 'file-encoding', 'unknown'],
    ['a damaged Parquet file', Buffer.from('PAR1\x15garbage', 'latin1'), 'source-error', 'parquet'],
  ])('is said to be so: %s', async (_, bytes, code, format) => {
    for (const dataset of [{}, { dataset: 'sensors' }]) {
      const seen = await preview(bytes, dataset);
      expect(seen).toMatchObject({
        format,
        error: { code, message: expect.stringMatching(/\w[.?]$/) },
        rows: [],
      });
    }
  });

  it('cannot be made to fill the memory', async () => {
    const bomb = gzipSync(`id,place,value\n${'1,a,1\n'.repeat(20_000_000)}`);
    expect(bomb.length).toBeLessThan(512 * 1024);
    const seen = await preview(bomb, { dataset: 'sensors' });
    expect(seen).toMatchObject({ compression: 'gzip', cut: true });
    expect(seen.check?.counts.received).toBeLessThan(100_000);
    const wide = await preview(`id,place,value\n1,${'x'.repeat(400_000)},1\n`, { dataset: 'sensors' });
    expect(JSON.stringify(wide).length).toBeLessThan(20_000);
  });

  it('is refused where the sample is too long, no Base64 or longer than its file', async () => {
    await expect(preview(Buffer.alloc(512 * 1024 + 1, 'a'))).rejects.toMatchObject({
      code: 'file-too-large',
    });
    await expect(preview('id\n1\n', { sizeBytes: 2 })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(preview('id\n', { dataset: 'nowhere' })).rejects.toMatchObject({
      code: 'dataset-not-found',
    });
  });
});
