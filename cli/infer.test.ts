/** What `infer` prints is a definition under which `check` takes the file whole. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDefinition } from '../lib/dataset/definition';
import { inferDefinition } from '../lib/dataset/infer/infer-definition';
import { openDuckDb } from '../lib/duckdb';
import type { DuckDb } from '../lib/duckdb';
import { checkFile } from '../lib/engine/check-file';
import { diskSource } from '../lib/engine/source/file-source';

const ROOT = path.resolve(import.meta.dirname, '..');

let dir: string;
let duckDb: DuckDb;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-infer-'));
  duckDb = await openDuckDb({ dirs: [dir] });
});
afterAll(async () => {
  duckDb.close();
  await rm(dir, { recursive: true, force: true });
});

interface Ended {
  code: number | string | null | undefined;
  stdout: string;
  stderr: string;
}

function lakeport(args: string[], input: string | Buffer = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const command = [path.join(ROOT, 'cli/lakeport.mjs'), ...args];
    const child = execFile(process.execPath, command, { cwd: dir }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
    // What reads only the start of its input closes it early.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

describe('lakeport infer', () => {
  const text = 'id;name;price\n1;Anna;1,50\n2;Ben;2,75\n';
  const definition = {
    name: 'sales-2025',
    title: 'Sales 2025',
    dialect: { delimiter: ';' },
    schema: {
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', type: 'string' },
        { name: 'price', type: 'number', decimalChar: ',' },
      ],
    },
  };

  it('prints the definition on stdout, and on stderr how sure it is', async () => {
    await writeFile(path.join(dir, 'Sales_2025.csv.gz'), gzipSync(text));
    const { code, stdout, stderr } = await lakeport(['infer', 'Sales_2025.csv.gz']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(definition);
    expect(stderr).toMatch(/^Sales_2025\.csv\.gz: this definition is \d+ % certain\.\n/);
    expect(stderr).toContain('dialect: Cut at ";", 100 % of 3 records have 3 cells.');
  });

  it('prints one object and nothing else with --json, reads stdin and takes a name', async () => {
    const { code, stdout, stderr } = await lakeport(['infer', '-', '--name', 'sales', '--json'], text);
    const { title: _title, ...untitled } = definition;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({
      definition: { ...untitled, name: 'sales' },
      confidence: expect.any(Number),
      notes: expect.any(Array),
    });
  });

  it('says what the encoding is, and why', async () => {
    await writeFile(path.join(dir, 'western.csv'), Buffer.from('name;city\nMüller;Köln\n', 'latin1'));
    const { stdout, stderr } = await lakeport(['infer', 'western.csv']);
    expect(JSON.parse(stdout).encoding).toBe('windows-1252');
    expect(stderr).toContain('encoding: Bytes are not UTF-8');
  });

  it('reads no more of standard input than it needs', async () => {
    const { code, stdout } = await lakeport(['infer', '-'], '1,abc,2025-01-31\n'.repeat(200_000));
    expect(code).toBe(0);
    expect(JSON.parse(stdout).dialect).toEqual({ header: false });
  });

  it('prints what check takes', async () => {
    await writeFile(path.join(dir, 'x.csv'), text);
    const { stdout } = await lakeport(['infer', 'x.csv']);
    await writeFile(path.join(dir, 'd.json'), stdout);
    expect((await lakeport(['check', 'x.csv', '--dataset', 'd.json'])).code).toBe(0);
  });

  it.each([
    ['a file that is not there', 'no.csv', '', 'There is no file “no.csv”.'],
    ['an empty file', '-', ' \n', 'The file is empty.'],
    ['a workbook', '-', 'PK\u0003\u0004', 'Excel'],
    ['Parquet', '-', 'PAR1\u0015\u0004', 'Parquet'],
  ])('ends with 2 and a reason for %s', async (_, file, input, reason) => {
    const { code, stdout, stderr } = await lakeport(['infer', file], input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it('looks at the middle and the end of a large file', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `${index};${index > 25_000 ? 'A-1' : index};x\n`,
    );
    await writeFile(path.join(dir, 'large.csv'), `id;code;note\n${rows.join('')}`);
    const { stdout } = await lakeport(['infer', 'large.csv']);
    expect(JSON.parse(stdout).schema.fields[1]).toMatchObject({ name: 'code', type: 'string' });
  });
});

/** The counts of a file that is checked against the definition inferred from it. */
async function checkInferred(
  text: string,
): Promise<{ received: number; rejected: number; missing: unknown }> {
  const workDir = await mkdtemp(path.join(dir, 'check-'));
  const file = path.join(workDir, 'file.csv');
  await writeFile(file, text);
  const { definition } = inferDefinition([text], { name: 'file', isComplete: true });
  const options = { definition: parseDefinition(definition), fileName: file, source: await diskSource(file) };
  const { counts, missing } = await checkFile({ ...options, workDir, duckDb });
  return { received: counts.received, rejected: counts.rejected, missing };
}

describe('the engine takes a file under its inferred definition', () => {
  it.each<[string, number, string[]]>([
    [
      'European',
      2,
      ['sep=;', 'Datum;Betrag;Anteil;Aktiv', '31.12.2025;1.234,50 €;7,5 %;ja', '1.1.2026;12,00 €;100 %;nein'],
    ],
    [
      'American',
      2,
      ['day,at,price', '1/31/2025,1/31/2025 8:00 AM,"$1,234.50"', '2/1/2025,2/1/2025 5:30 PM,$12.00'],
    ],
    [
      'months by name',
      2,
      [
        'a,b,c',
        '31-Jan-2025,"January 31, 2025",31/Jan/2025:08:00:00',
        '01-Feb-2025,"May 1, 2025",01/Feb/2025:08:00:00',
      ],
    ],
    ['epochs', 2, ['timestamp,created_at', '1738310400,1738310400000', '1738310460,1738310460000']],
    ['twelve hours', 2, ['t,u', '8:00 AM,08:00', '5:30 PM,17:30:15']],
    [
      'preamble and two headers',
      2,
      ['Report', '', 'time,temp', 'UTC,°C', '2025-01-31,5.5', '2025-02-01,6.5'],
    ],
    ['repeated labels', 2, ['Report', '', 'id,value,value,', '1,2.5,3.5,', '2,4.5,5.5,']],
    ['comments', 2, ['# made by hand', 'id,n', '1,5', '# restarted', '2,6']],
    ['backslash escapes', 2, ['id,text', '1,"say \\"hi\\", now"', '2,"no \\"way\\", out"']],
    ['quotes as data', 3, ['part,length', 'pipe,5"', 'tube,12"', 'rod,7"']],
    ['single quotes', 2, ["'id','name'", "'1','Miller, Anna'", "'2','Smith, Ben'"]],
    ['two pipes', 3, ['id||name||city', '1||Anna||Berlin', '2||||Paris', '3||Eva||']],
    ['pipes between spaces, with a ruler', 2, [' id | n ', '----+---', '  1 | 5 ', '  2 | 6 ']],
    ['padded with spaces', 3, ['19850101\t  -22', '19850102\t -122', '19850103\t    5']],
    ['odd labels', 2, ['_line,anomalous,Price (€),filename,2019', '1,x,2.5,a,3', '2,y,3.5,b,4']],
    ['missing words', 3, ['a,b,c', '1,NA,2025-01-31', 'NA,2.5,-', '3,4.5,null']],
    ['JSON cells', 2, ['id\tdata', '1\t{"a":1,"b":2}', '2\t[1,2]']],
    [
      'NDJSON',
      2,
      ['{"Device ID":1,"at":"2025-01-31T08:00:00Z","ok":true}', '{"Device ID":2,"at":null,"tags":["a"]}'],
    ],
    ['Swiss groups', 2, ['n;m', "1'234.50;1 234,5", "12'345.00;12 345,75"]],
  ])('%s', async (_, rows, lines) => {
    expect(await checkInferred(`${lines.join('\n')}\n`)).toMatchObject({ received: rows, rejected: 0 });
  });

  it('and finds missing what is', async () => {
    const lines = ['a,b', ...['12', '-9999', '15', '20', '-3', '18', 'NA'].map((cell) => `${cell},x`)];
    expect(await checkInferred(`${lines.join('\n')}\n`)).toMatchObject({ missing: { a: 2 } });
  });
});
