import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';
import { checkFile } from './check-file';
import { definitionOf, openTextChecker } from './testing/check-text';
import type { CheckTextOptions, TextChecker } from './testing/check-text';

let checker: TextChecker;
beforeAll(async () => {
  checker = await openTextChecker();
});
afterAll(() => checker.close());

const check = (definition: DatasetDefinition, text: string | Buffer, options?: CheckTextOptions) =>
  checker.check(definition, text, options);

const readings = definitionOf([
  { name: 'id', type: 'integer' },
  { name: 'name', type: 'string' },
  { name: 'value', type: 'number' },
]);

async function failureOf(definition: DatasetDefinition, text: string | Buffer): Promise<LakeportError> {
  const failure = await check(definition, text).then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof LakeportError) return failure;
  throw new Error('The file was taken.', { cause: failure });
}

describe('a file with one broken record', () => {
  const good = ['1,a,1.5', '2,b,2.5'];
  it.each([
    ['a quote that is never closed', '3,"c,3.5', 'quote-error'],
    ['text after a closing quote', '3,"c"d,3.5', 'quote-error'],
    ['too few cells', '3,c', 'missing-cell'],
    ['too many cells', '3,c,3.5,x', 'extra-cell'],
    ['an extra empty cell', '3,c,3.5,', 'extra-cell'],
    ['invalid UTF-8', Buffer.from([0x33, 0x2c, 0xff, 0x2c, 0x33]), 'encoding-error'],
    ['a NUL byte', '3,c\0,3.5', 'nul-byte'],
    ['a cell of 3 MB', `3,${'x'.repeat(3_000_000)},3.5`, 'record-too-long'],
    ['a cell of another type', '3,c,x', 'type-error'],
  ])('keeps the others: %s', async (_, broken, code) => {
    const text = Buffer.concat([
      Buffer.from(`id,name,value\n${good[0]}\n`),
      Buffer.from(broken),
      Buffer.from(`\r\n${good[1]}\r`),
    ]);
    const { checked, accepted, rejects } = await check(readings, text);
    expect(checked.counts).toMatchObject({ received: 3, accepted: 2, anomalous: 0, rejected: 1 });
    expect(checked.problems).toEqual({ [code]: 1 });
    expect(accepted.map((row) => [row.id, row.name, row.value, row._line])).toEqual([
      ['1', 'a', 1.5, '2'],
      ['2', 'b', 2.5, '4'],
    ]);
    expect(rejects[0]).toMatchObject({ file: 'file.csv', line: '3', byte_offset: '22', code });
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['nothing in it', '', 'file-empty'],
    ['only blank lines', '\n\r\n  \n', 'file-empty'],
    ['UTF-16 with a mark', Buffer.from('\ufeffid,name,value\n1,a,2\n', 'utf16le'), 'file-encoding'],
    ['UTF-16 without one', Buffer.from('id,name,value\n1,a,2\n', 'utf16le'), 'file-encoding'],
    ['a workbook', Buffer.from('PK\x03\x04\x14\x00\x06\x00'), 'file-encoding'],
    ['a damaged gzip', gzipSync('id,name,value\n1,a,2\n').subarray(0, 25), 'source-error'],
    ['no header', '1,a,2\n2,b,3\n', 'header-missing'],
    ['a column twice', 'id,name,value,ID\n', 'duplicate-label'],
    ['a column missing', 'id,value\n1,2\n', 'missing-label'],
    ['an unknown column', 'id,name,value,extra\n1,a,2,3\n', 'extra-label'],
    ['another delimiter', 'id;name;value\n1;a;2\n', 'missing-label'],
  ])('is refused: %s', async (_, text, code) => {
    expect((await failureOf(readings, text)).code).toBe(code);
  });

  it('is told by the columns of another dataset', async () => {
    const failure = await failureOf(readings, 'sku,price\nA-1,3\n');
    expect(failure.code).toBe('missing-label');
    expect(failure.sentence).toContain('“id”, “name”, “value”');
    expect(failure.sentence).toContain('“sku”, “price”');
  });

  it('suggests the delimiter', async () => {
    expect((await failureOf(readings, 'id;name;value\n')).sentence).toContain('";"');
  });

  it('is told when its source breaks off', async () => {
    async function* open() {
      yield Buffer.from('id,name,value\n1,a,2\n');
      throw new Error('connection reset');
    }
    const source = { sizeBytes: 20, open };
    const workDir = await mkdtemp(path.join(tmpdir(), 'lakeport-broken-'));
    const run = checkFile({ definition: readings, fileName: 'x.csv', source, workDir });
    await expect(run).rejects.toMatchObject({
      code: 'source-error',
      message: expect.stringContaining('connection reset'),
    });
    expect(await readdir(workDir)).not.toContain('scratch');
    await rm(workDir, { recursive: true });
  });
});

describe('columns', () => {
  it('are found by name in any order, case and spaces apart', async () => {
    const { accepted } = await check(readings, 'VALUE, Name ,Id\n1.5,a,7\n');
    expect(accepted[0]).toMatchObject({ id: '7', name: 'a', value: 1.5 });
  });

  it('may lack or be too many where the definition says so', async () => {
    const lenient = { ...readings, missingColumns: 'empty', extraColumns: 'ignore' } as const;
    const { accepted } = await check(lenient, 'x,id,x\n9,1,8\n');
    expect(accepted[0]).toMatchObject({ id: '1', name: null, value: null });
  });

  it('go by position without a header', async () => {
    const headless = definitionOf(readings.schema.fields, {
      dialect: { header: false, delimiter: ';', quoteChar: "'" },
    });
    const { accepted } = await check(headless, `1;'a;''b';2\n`);
    expect(accepted[0]).toMatchObject({ id: '1', name: `a;'b`, value: 2, _line: '1' });
  });

  it('come in the order path, fields, derived, and then the engine’s own', async () => {
    const definition = definitionOf(
      [
        { name: 'day', type: 'date' },
        { name: 'raw', type: 'integer', hidden: true },
      ],
      {
        fromPath: { pattern: '(?<station>[^/]+)\\.csv$' },
        derive: [{ name: 'half', type: 'number', as: 'raw / 2' }],
        primaryKey: ['station', 'day'],
      },
    );
    const { accepted } = await check(definition, 'day,raw\n2025-01-31,3\n', { fileName: 'in/S1.csv.gz' });
    expect(Object.keys(accepted[0] ?? {})).toEqual([
      'station',
      'day',
      'half',
      '_file',
      '_line',
      '_flags',
      '_key',
      '_hash',
    ]);
    expect(accepted[0]).toMatchObject({ station: 'S1', day: '2025-01-31', half: 1.5, _file: 'in/S1.csv.gz' });
    await expect(check(definition, 'day,raw\n', { fileName: 'S1.txt' })).rejects.toMatchObject({
      code: 'source-error',
    });
  });
});

describe('rows', () => {
  it('are told of every problem they have, and rejected once', async () => {
    const definition = definitionOf([
      { name: 'id', type: 'integer', constraints: { required: true } },
      { name: 'score', type: 'number', constraints: { maximum: 1 } },
    ]);
    const { checked, rejects } = await check(definition, 'id,score\n,7\nx,"1"\n');
    expect(checked.counts).toMatchObject({ received: 2, rejected: 2 });
    expect(checked.problems).toEqual({ 'constraint-error': 2, 'type-error': 1 });
    expect(checked.rejects.map(({ rows }) => rows)).toEqual([3]);
    expect(rejects.map((row) => [row.line, row.column, row.raw])).toEqual([
      ['2', 'id', ',7'],
      ['2', 'score', ',7'],
      ['3', 'id', 'x,"1"'],
    ]);
  });

  it('with a key that comes again yield to the last, over segments too', async () => {
    const definition = definitionOf(
      [
        { name: 'k', type: 'string' },
        { name: 'n', type: 'integer' },
      ],
      { primaryKey: ['k'] },
    );
    const text = 'k,n\na,1\nb,2\n"a",3\na,x\nc,4\na,5\n,6\n';
    const { checked, accepted, rejects } = await check(definition, text, { limits: { segmentBytes: 4 } });
    expect(accepted.map((row) => [row.k, row.n])).toEqual([
      ['b', '2'],
      ['c', '4'],
      ['a', '5'],
    ]);
    expect(checked.accepted.length).toBeGreaterThan(1);
    expect(rejects.map((row) => [row.line, row.code, row.raw, row.byte_offset])).toEqual([
      ['2', 'primary-key', 'a,1', '4'],
      ['4', 'primary-key', '"a",3', '12'],
      ['5', 'type-error', 'a,x', '18'],
      ['8', 'constraint-error', ',6', '30'],
    ]);
  });

  it('with a unique value that comes again yield to the first', async () => {
    const definition = definitionOf([{ name: 'mail', type: 'string', constraints: { unique: true } }]);
    const { accepted, rejects } = await check(definition, 'mail\na\nb\na\n');
    expect(accepted.map((row) => row._line)).toEqual(['2', '3']);
    expect(rejects[0]).toMatchObject({ line: '4', code: 'constraint-error', column: 'mail' });
  });

  it('are flagged by rules, unless the rule comes to nothing', async () => {
    const definition = definitionOf(
      [
        { name: 'a', type: 'number' },
        { name: 'b', type: 'number' },
      ],
      {
        rules: [
          { name: 'big', when: 'a > 10' },
          { name: 'odd', when: 'b = 1', route: 'flag' },
        ],
      },
    );
    const { accepted, anomalies } = await check(definition, 'a,b\n11,1\n1,1\n,\n');
    expect(anomalies.map((row) => [row.a, row._flags])).toEqual([[11, ['big', 'odd']]]);
    expect(accepted.map((row) => [row.a, row._flags])).toEqual([
      [1, ['odd']],
      [null, []],
    ]);
  });

  it('are refused when an expression fails on them', async () => {
    const definition = definitionOf([{ name: 'text', type: 'string' }], {
      derive: [{ name: 'number', type: 'integer', as: 'text::BIGINT * 9' }],
      // The cast occurs twice, which must not take it out of the guard against errors.
      rules: [{ name: 'few', when: 'text::BIGINT > 1 AND text::BIGINT < 4' }],
    });
    const { accepted, rejects } = await check(definition, 'text\n5\nx\n9223372036854775807\n');
    expect(accepted.map((row) => row.number)).toEqual(['45']);
    expect(rejects.map((row) => [row.line, row.code, row.column])).toEqual([
      ['3', 'type-error', 'number'],
      ['3', 'type-error', null],
      ['4', 'type-error', 'number'],
    ]);
  });

  it('are counted as missing per column', async () => {
    const definition = definitionOf(readings.schema.fields, { missingValues: ['', '-', 'NA'] });
    const { checked } = await check(definition, 'id,name,value\n1,NA,-\n2,,3\nx,-,\n');
    expect(checked.missing).toEqual({ id: 0, name: 2, value: 1 });
  });
});

describe('a dialect that is to be detected', () => {
  const detected = { ...readings, dialect: 'auto', encoding: 'auto' } as const;
  it.each([
    ['commas', 'id,name,value\n1,a,2.5\n2,b,3.5\n'],
    ['semicolons', 'id;name;value\n1;a,b;2.5\n2;b;3.5\n'],
    ['tabs, and no header', '1\ta\t2.5\n2\tb\t3.5\n'],
    ['pipes and a preamble', 'Export of today\n\nid|name|value\n1|a|2.5\n2|b|3.5\n'],
    ['UTF-16', Buffer.from('\ufeffid;name;value\n1;é;2.5\n2;b;3.5\n', 'utf16le')],
    ['windows-1252', Buffer.from('id;name;value\n1;caf\xe9;2.5\n2;\x80;3.5\n', 'latin1')],
  ])('is found: %s', async (_, text) => {
    const { checked, accepted } = await check(detected, text);
    expect(checked.counts).toMatchObject({ received: 2, accepted: 2 });
    expect(accepted.map((row) => [row.id, row.value])).toEqual([
      ['1', 2.5],
      ['2', 3.5],
    ]);
  });

  it('takes the labels that the definition knows for a header, where nothing else shows one', async () => {
    const texts = definitionOf(
      [{ name: 'city' }, { name: 'country' }].map((one) => ({ ...one, type: 'string' })),
      {
        dialect: 'auto',
      },
    );
    const { accepted } = await check(texts, 'city,country\nParis,France\nRome,Italy\n');
    expect(accepted.map((row) => row.city)).toEqual(['Paris', 'Rome']);
  });
});

describe('a check', () => {
  it('takes a header alone for a table without rows', async () => {
    const { checked } = await check(readings, 'id,name,value\n');
    expect(checked.counts).toMatchObject({ received: 0, accepted: 0, rejected: 0 });
    expect(checked).toMatchObject({ accepted: [], anomalies: [], rejects: [] });
  });

  it('reads gzip as it is and hashes what was received', async () => {
    const zipped = gzipSync('id,name,value\n1,a,2\n');
    const { checked } = await check(readings, zipped, { chunkBytes: [1] });
    expect(checked.counts).toMatchObject({ received: 1, accepted: 1, bytes: zipped.length });
    expect(checked.sha256).toBe(createHash('sha256').update(zipped).digest('hex'));
  });

  it('gives equal rows equal hashes in any file and order', async () => {
    const definition = definitionOf(readings.schema.fields, { primaryKey: ['id'] });
    const one = await check(definition, 'id,name,value\n1,a,1.50\n2,,3\n', { fileName: 'one' });
    const two = await check(definition, 'value,name,id\n3.0,"",02\n+1.5,"a",1\n', { fileName: 'two' });
    const identities = (rows: typeof one.accepted) =>
      rows.map(({ _key, _hash }) => `${String(_key)} ${String(_hash)}`);
    expect(new Set(identities(one.accepted))).toEqual(new Set(identities(two.accepted)));
    expect(new Set(identities(one.accepted)).size).toBe(2);
  });

  it('refuses the whole file where the contract is frozen', async () => {
    const frozen = { ...readings, contract: 'freeze' } as const;
    await expect(check(frozen, 'id,name,value\nx,a,1\n')).rejects.toMatchObject({ code: 'contract-frozen' });
    expect((await check(frozen, 'id,name,value\n1,a,1\n')).checked.counts.accepted).toBe(1);
  });

  it('tells how far it is and stops when told to', async () => {
    const stages: string[] = [];
    await check(readings, 'id,name,value\n1,a,2\n', { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual(['scanning', 'checking']);
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(check(readings, 'id,name,value\n1,a,2\n', { signal: aborted })).rejects.toThrow('enough');
  });

  it('writes rejects as CSV that says the same', async () => {
    const { rejectsCsv } = await check(readings, 'id,name,value\n1,"a\n""b""",x\n');
    expect(rejectsCsv).toBe(
      'file,line,byte_offset,column,code,message,raw,suggestion\n' +
        'file.csv,2,14,value,type-error,“x” is not a number.,"1,""a\n""""b"""""",x",\n',
    );
  });
});
