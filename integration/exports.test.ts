/** Exports of rows: the file, who may have it, and what becomes of one whose run dies, is doubled or is cancelled. */
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Faults } from '../local/faults/faults';
import type { RequestStep } from '../local/faults/request-step';
import { defineSensors, keysUnder, sensorsCsv } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const DATASET = 'exported';
const FIELDS = `id dataset format gzip fileName state createdBy finishedAt rowsTotal rowsWritten sizeBytes
  error { code message } url expiresAt`;

interface ToldExport {
  id: string;
  state: string;
  fileName: string;
  rowsTotal: number | null;
  rowsWritten: number;
  sizeBytes: number | null;
  error: { code: string; message: string } | null;
  url: string | null;
}

const faults = new Faults(0);
let backend: Backend;
let importId: string;

beforeAll(async () => {
  backend = await startBackend({
    faults,
    functions: { environment: { IMPORT_LEASE_SECONDS: '1' }, retryDelaysMs: [0, 0] },
  });
  await defineSensors(backend, DATASET);
  const csv = sensorsCsv([
    [1, 'north', 1.5],
    [2, '"south, far"', 20],
    [3, '', 30],
    [4, 'South', 4],
    [5, 'north', 500],
  ]);
  ({ id: importId } = await backend.importText('operators', DATASET, 'a.csv', csv));
});

afterEach(() => faults.heal());
afterAll(() => backend.stop());

async function request(args: string, token = backend.tokens.analysts): Promise<ToldExport> {
  const mutation = `mutation { requestExport(dataset: "${DATASET}", ${args}) { ${FIELDS} } }`;
  return (await backend.graphql<{ requestExport: ToldExport }>(token, mutation)).requestExport;
}

async function told(id: string, token = backend.tokens.analysts): Promise<ToldExport> {
  const query = `query ($id: ID!) { getExport(id: $id) { ${FIELDS} } }`;
  return (await backend.graphql<{ getExport: ToldExport }>(token, query, { id })).getExport;
}

async function ended(id: string): Promise<ToldExport> {
  await expect
    .poll(async () => (await told(id)).state, { timeout: 60_000, interval: 150 })
    .not.toMatch(/QUEUED|RUNNING/);
  return told(id);
}

const cancel = (id: string) =>
  backend.graphql<{ cancelExport: ToldExport }>(
    backend.tokens.analysts,
    `mutation { cancelExport(id: "${id}") { state url } }`,
  );

describe('an export', () => {
  it('is the whole filtered, searched, sorted result with the chosen columns, under a name of its own', async () => {
    const filters = JSON.stringify(JSON.stringify([{ column: 'id', op: 'gt', value: '1' }]));
    const asked = await request(
      `format: csv, columns: ["place", "id", "_import"], filters: ${filters}, search: "SOUTH", sort: "-id"`,
    );
    expect(asked).toMatchObject({ state: 'QUEUED', url: null, createdBy: 'analysts@example.com' });
    const done = await ended(asked.id);
    const text = `place,id,_import\nSouth,4,${importId}\n"south, far",2,${importId}\n`;
    expect(done).toMatchObject({
      state: 'SUCCEEDED',
      rowsTotal: 2,
      rowsWritten: 2,
      sizeBytes: Buffer.byteLength(text),
      error: null,
    });
    expect(done.fileName).toMatch(/^exported-\d{8}-\d{6}\.csv$/);
    const file = await fetch(done.url ?? '');
    expect(await file.text()).toBe(text);
    expect(file.headers.get('content-disposition')).toContain(done.fileName);
    expect(file.headers.get('content-type')).toContain('text/csv');
  });

  it('is zipped where that is asked for, is of the flagged rows where those are, and is listed newest first', async () => {
    const zipped = await ended((await request('format: ndjson, gzip: true, zone: "anomalies"')).id);
    expect(zipped.fileName).toMatch(/^exported-anomalies-.*\.ndjson\.gz$/);
    const bytes = new Uint8Array(await (await fetch(zipped.url ?? '')).arrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe('{"id":5,"place":"north","value":500.0}\n');
    const parquet = await ended((await request('format: parquet, gzip: true')).id);
    expect(parquet.fileName).toMatch(/\.parquet$/);
    const magic = Buffer.from(await (await fetch(parquet.url ?? '')).arrayBuffer()).subarray(0, 4);
    expect(magic.toString()).toBe('PAR1');
    const { listExports } = await backend.graphql<{ listExports: ToldExport[] }>(
      backend.tokens.analysts,
      `{ listExports { ${FIELDS} } }`,
    );
    expect(listExports.slice(0, 2).map(({ id }) => id)).toEqual([parquet.id, zipped.id]);
  });

  it('is refused when the question does not fit the dataset', async () => {
    await expect(request('format: csv, columns: ["nothing"]')).rejects.toMatchObject({
      name: 'invalid-request',
    });
    await expect(request('format: csv, sort: "nothing"')).rejects.toMatchObject({ name: 'invalid-request' });
    const filters = JSON.stringify(JSON.stringify([{ column: 'id', op: 'gt', value: 'x' }]));
    await expect(request(`format: csv, filters: ${filters}`)).rejects.toMatchObject({
      name: 'invalid-filter',
    });
  });

  it('is for who asked for it, and for admins', async () => {
    await expect(request('format: csv', backend.tokens.nobody)).rejects.toThrow();
    const { id } = await request('format: csv');
    await expect(told(id, backend.tokens.operators)).rejects.toMatchObject({ name: 'not-found' });
    await expect(told(id, backend.tokens.admins)).resolves.toMatchObject({ id });
    await expect(told('nothing')).rejects.toMatchObject({ name: 'not-found' });
    await ended(id);
  });

  it('is asked for and fetched by programs', async () => {
    const { status, body } = await backend.rest(
      backend.tokens.operators,
      'POST',
      `/v1/datasets/${DATASET}/exports`,
      {
        format: 'ndjson',
        columns: ['id'],
        filters: [{ column: 'place', op: 'eq', value: 'north' }],
      },
    );
    expect({ status, body }).toMatchObject({ status: 202, body: { state: 'QUEUED', format: 'ndjson' } });
    const path = `/v1/exports/${(body as ToldExport).id}`;
    const read = async () => (await backend.rest(backend.tokens.operators, 'GET', path)).body as ToldExport;
    await expect.poll(async () => (await read()).state, { timeout: 60_000 }).toBe('SUCCEEDED');
    expect(await (await fetch((await read()).url ?? '')).text()).toBe('{"id":1}\n');
    expect((await backend.rest(backend.tokens.analysts, 'GET', path)).status).toBe(404);
    expect((await backend.rest(null, 'GET', path)).status).toBe(403);
  });
});

describe('the run of an export', () => {
  const isStored = ({ functionName, operation, key }: RequestStep) =>
    functionName === 'export' && operation === 'PUT' && (key?.startsWith('exports/') ?? false);

  it('is done by a second one when the first is killed', async () => {
    faults.inRequests({ matches: isStored, fault: { type: 'kill-after' }, nth: 1 });
    const done = await ended((await request('format: csv')).id);
    expect(done).toMatchObject({ state: 'SUCCEEDED', rowsWritten: 4 });
    expect((await fetch(done.url ?? '')).status).toBe(200);
  });

  it('ends as FAILED in plain words when it fails each time', async () => {
    faults.inRequests({ matches: isStored, fault: { type: 'refuse' } });
    const failed = await ended((await request('format: csv')).id);
    expect(failed).toMatchObject({ state: 'FAILED', url: null, error: { code: 'internal' } });
    expect(failed.error?.message).toContain('Ask for the export again');
    expect(await keysUnder(backend, `exports/${failed.id}/`)).toEqual([]);
  });

  it('stops when it is cancelled and leaves no file behind', async () => {
    faults.inRequests({ matches: isStored, fault: { type: 'delay', ms: 2_500 } });
    const { id } = await request('format: csv');
    await expect.poll(async () => (await told(id)).rowsTotal, { timeout: 60_000, interval: 100 }).toBe(4);
    expect(await cancel(id)).toEqual({ cancelExport: { state: 'CANCELLED', url: null } });
    expect(await cancel(id)).toEqual({ cancelExport: { state: 'CANCELLED', url: null } });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await told(id)).toMatchObject({ state: 'CANCELLED', url: null });
    expect(await keysUnder(backend, `exports/${id}/`)).toEqual([]);
  });

  it('cannot be cancelled after its end', async () => {
    const { id } = await ended((await request('format: csv')).id);
    await expect(cancel(id)).rejects.toMatchObject({ name: 'conflict' });
  });
});
