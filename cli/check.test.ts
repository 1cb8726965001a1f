import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-cli-'));
  const definition = {
    name: 'notes',
    schema: {
      fields: [
        { name: 'id', type: 'integer', constraints: { required: true } },
        { name: 'at', type: 'datetime' },
        { name: 'note', type: 'string' },
      ],
      missingValues: ['NA'],
    },
    rules: [{ name: 'big', when: 'id > 100' }],
    views: [{ name: 'totals', measures: { rows: 'count(*)', last: 'max("at")' } }],
  };
  const files = {
    'definition.json': JSON.stringify(definition),
    'good.csv': 'id,at,note\n1,2025-01-31T08:00:00Z,\n2,NA,NA\n200,2025-01-31T08:00:00.50Z,"é, ""x"""\n',
    'bad.csv': 'id,at,note\nx,NA,a\n4,2025-02-01T00:00:00+01:00,b\n',
    'other.csv': 'a,b\n1,2\n',
    'broken.json': '{"name":"notes","schema":{"fields":[{"name":"id","type":"int"}]}}',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  await writeFile(path.join(dir, 'good.csv.gz'), gzipSync(files['good.csv']));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Ended {
  code: number | string | null | undefined;
  stdout: string;
  stderr: string;
}

function lakeport(args: string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const command = [path.join(ROOT, 'cli/lakeport.mjs'), ...args];
    const child = execFile(process.execPath, command, { cwd: dir }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

describe('lakeport check', () => {
  it('prints one JSON object a file and ends with 1 for refused rows', async () => {
    const { code, stdout } = await lakeport([
      'check',
      'good.csv.gz',
      'bad.csv',
      '--dataset',
      'definition.json',
      '--json',
    ]);
    expect(code).toBe(1);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        file: 'good.csv.gz',
        dataset: 'notes',
        counts: { received: 3, accepted: 2, anomalous: 1 },
        error: null,
      },
      {
        file: 'bad.csv',
        counts: { received: 2, rejected: 1, inserted: null },
        problems: { 'type-error': 1 },
      },
    ]);
  });

  it('does the other files when one cannot be used, and ends with 2', async () => {
    const args = ['check', 'other.csv', 'none.csv', 'good.csv', '--dataset', 'definition.json', '--json'];
    const { code, stdout, stderr } = await lakeport(args);
    expect(code).toBe(2);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { file: 'other.csv', counts: null, error: { code: 'missing-label' } },
      { file: 'none.csv', error: { code: 'source-error' } },
      { file: 'good.csv', counts: { accepted: 2 }, error: null },
    ]);
    expect(stderr).toContain('other.csv: missing-label: The header lacks “id”, “at”, “note”.');
  });

  it('writes everything together as CSV', async () => {
    const args = [
      'check',
      'good.csv',
      'bad.csv',
      '--dataset',
      'definition.json',
      '--out',
      'out',
      '--format',
      'csv',
    ];
    const { code, stdout } = await lakeport(args);
    expect(code).toBe(1);
    expect(stdout).toContain('good.csv: 3 received = 2 accepted + 1 anomalous + 0 rejected');
    const read = (name: string) => readFile(path.join(dir, 'out', name), 'utf8');
    expect(await read('accepted.csv')).toBe(
      'id,at,note,_file,_line\n1,2025-01-31T08:00:00Z,"",good.csv,2\n2,,,good.csv,3\n4,2025-01-31T23:00:00Z,b,bad.csv,3\n',
    );
    expect(await read('anomalies.csv')).toBe(
      'id,at,note,_file,_line\n200,2025-01-31T08:00:00.5Z,"é, ""x""",good.csv,4\n',
    );
    expect(await read('rejects.csv')).toBe(
      'file,line,byte_offset,column,code,message,raw,suggestion\n' +
        'bad.csv,2,11,id,type-error,“x” is not a whole number.,"x,NA,a",\n',
    );
    expect(await read('gold/totals.csv')).toBe('rows,last\n4,2025-01-31T23:00:00Z\n');
  });

  it('reads standard input and writes Parquet', async () => {
    const input = 'id,at,note\n1,NA,a\n';
    const { code, stdout } = await lakeport(
      ['check', '-', '--dataset', 'definition.json', '--out', 'pq'],
      input,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^-: 1 received/) });
    expect((await readdir(path.join(dir, 'pq'))).sort()).toEqual([
      'accepted.parquet',
      'anomalies.parquet',
      'gold',
      'rejects.csv',
    ]);
  });

  it.each([
    [
      'a definition with a mistake',
      ['check', 'good.csv', '--dataset', 'broken.json'],
      'schema.fields[0].type',
    ],
    ['an unknown dataset', ['check', 'good.csv', '--dataset', 'nosuch'], 'iot-readings'],
    ['no dataset', ['check', 'good.csv'], '--dataset'],
  ])('ends with 2 for %s', async (_, args, said) => {
    const { code, stdout, stderr } = await lakeport(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
