/** The command line against a running backend: what it prints, and how it ends. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineSensors, sensorsCsv } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const ROOT = path.resolve(import.meta.dirname, '..');
const DATASET = 'commanded';

let backend: Backend;
let dir: string;

beforeAll(async () => {
  backend = await startBackend();
  await defineSensors(backend, DATASET);
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-commands-'));
  const { api } = backend.laptop.endpoints;
  await writeFile(path.join(dir, 'endpoints.json'), JSON.stringify({ portal: api, api }));
});

afterAll(async () => {
  await backend.stop();
  await rm(dir, { recursive: true, force: true });
});

async function lakeport(...words: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const { tokens } = backend;
  const env = { ...process.env, LAKEPORT_HOME: dir, LAKEPORT_URL: '', LAKEPORT_TOKEN: tokens.operators };
  return new Promise((resolve) => {
    const command = [path.join(ROOT, 'cli', 'lakeport.mjs'), ...words];
    execFile(process.execPath, command, { cwd: dir, env }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
  });
}

async function importRows(name: string, rows: Parameters<typeof sensorsCsv>[0], ...options: string[]) {
  await writeFile(path.join(dir, name), sensorsCsv(rows));
  const ended = await lakeport('import', name, '--dataset', DATASET, '--json', ...options);
  return { ...ended, report: JSON.parse(ended.stdout) as { importId: string } & Record<string, unknown> };
}

async function idsNow(): Promise<number[]> {
  const { stdout } = await lakeport('query', DATASET, '--sort', 'id', '--format', 'json');
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { id: number }).id);
}

describe('the commands', () => {
  it('check a file first, confirm it, and take it back', async () => {
    const { code, report } = await importRows(
      'first.csv',
      [
        [1, 'north', 1],
        [2, 'south', 2],
      ],
      '--dry-run',
    );
    expect({ code, report }).toMatchObject({
      code: 0,
      report: { dataset: DATASET, counts: { received: 2, inserted: 2 }, error: null },
    });
    expect(report['estimate']).toMatchObject({ seconds: expect.any(Number) as number });
    expect(await idsNow()).toEqual([]);
    const confirmed = await lakeport('confirm', report.importId);
    expect(confirmed).toMatchObject({ code: 0, stdout: expect.stringContaining('2 new') as string });
    expect(await idsNow()).toEqual([1, 2]);
    const looked = await lakeport('undo', report.importId, '--dry-run');
    expect(looked.stdout).toMatch(/2 rows would go.*nothing is committed yet/s);
    expect(await idsNow()).toEqual([1, 2]);
    const undone = await lakeport('undo', report.importId);
    expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('2 rows gone') as string });
    expect(await idsNow()).toEqual([]);
    const replayed = await lakeport('replay', report.importId);
    expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining('2 new') as string });
    expect(await idsNow()).toEqual([1, 2]);
  });

  it('end with 1 for refused rows and with 2 for what cannot be done, saying why', async () => {
    const { code, report } = await importRows('second.csv', [
      [3, 'north', 3],
      [4, 'north', 'warm'],
    ]);
    expect({ code, report }).toMatchObject({ code: 1, report: { problems: { 'type-error': 1 } } });
    expect(await lakeport('redrive', report.importId)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('not FAILED') as string,
    });
    const both = await lakeport('replay', report.importId, '--dataset', DATASET);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('not both') as string });
  });

  it('list imports and datasets, browse rows and export them', async () => {
    const listed = await lakeport('imports', '--dataset', DATASET, '--state', 'SUCCEEDED', '--json');
    const kinds = listed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toContain('replay');
    expect((await lakeport('datasets')).stdout).toMatch(new RegExp(`^name .*\\n${DATASET} `));
    const csv = await lakeport('query', DATASET, '--where', 'id[lte]=2', '--sort=-id', '--format', 'csv');
    expect(csv.stdout).toBe('id,place,value\n2,south,2\n1,north,1\n');
    const exported = await lakeport('export', DATASET, '--where', 'id[lte]=2', '--sort=-id', '-o', '-');
    expect(exported).toMatchObject({ code: 0, stdout: 'id,place,value\n2,south,2.0\n1,north,1.0\n' });
    const unknown = await lakeport('query', DATASET, '--where', 'colour=red');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('colour') as string });
  });
});

describe('a file of refused rows', () => {
  it('is downloaded, corrected and uploaded with its parent, also where columns come from the name', async () => {
    const { client, rest, tokens, importText } = backend;
    await client('admins').putDataset('stations', {
      name: 'stations',
      dialect: { header: false, delimiter: ';' },
      schema: {
        fields: [
          { name: 'day', type: 'date', format: '%d.%m.%Y', constraints: { required: true } },
          { name: 'max', type: 'integer' },
        ],
        primaryKey: ['station', 'day'],
      },
      fromPath: { pattern: '(?<station>[^/]+)\\.txt$' },
    });
    const first = await importText('operators', 'stations', 'S1.txt', '01.01.2025;3\n02.01.2025;warm\n');
    expect(first.counts).toMatchObject({ accepted: 1, rejected: 1 });
    const answer = await rest(tokens.analysts, 'GET', `/v1/imports/${first.id}/rejects?format=original`);
    const text = await (await fetch((answer.body as { url: string }).url)).text();
    expect(text.replace(/^\ufeff/, '').split('\n')[0]).toBe('_line;_problems;day;max');

    const corrected = text.replaceAll('warm', '4');
    const upload = await client('operators').startUpload('stations', {
      fileName: 'refused (1).csv',
      sizeBytes: Buffer.byteLength(corrected),
      parentId: first.id,
    });
    await fetch(upload.parts[0]?.url ?? '', { method: 'PUT', body: corrected });
    await client('operators').completeUpload(upload.importId);
    await expect
      .poll(async () => (await client('operators').getImport(upload.importId)).state, { timeout: 60_000 })
      .toBe('SUCCEEDED');
    const rows = await rest(tokens.analysts, 'GET', '/v1/datasets/stations/records?sort=day');
    expect(rows.body).toMatchObject({
      items: [
        { station: 'S1', day: '2025-01-01', max: 3 },
        { station: 'S1', day: '2025-01-02', max: 4 },
      ],
    });
  });

  it('is not needed for rows that a program posts: the path columns are members of them', async () => {
    const { rest, tokens } = backend;
    const row = { station: 'S2', day: '03.01.2025', max: 5 };
    const posted = await rest(tokens.operators, 'POST', '/v1/datasets/stations/records', [row]);
    expect(posted).toMatchObject({ status: 200, body: { state: 'SUCCEEDED', counts: { inserted: 1 } } });
    const key = '/v1/datasets/stations/records/S2/2025-01-03';
    expect(await rest(tokens.analysts, 'GET', key)).toMatchObject({ body: { station: 'S2', max: 5 } });
    const removed = await rest(tokens.operators, 'DELETE', `${key}?note=wrong`);
    expect(removed).toMatchObject({ status: 202, body: { kind: 'delete', note: 'wrong', source: 'api' } });
    await expect
      .poll(async () => (await rest(tokens.analysts, 'GET', key)).status, { timeout: 60_000 })
      .toBe(404);
    const history = await rest(tokens.analysts, 'GET', `${key}?history=true`);
    expect(history.body).toMatchObject({ versions: [{ kind: 'delete', values: null }, { kind: 'load' }] });
  });
});
