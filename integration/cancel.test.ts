import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Faults } from '../local/faults/faults';
import { endedImport, endedMutation, toldImport } from './ended-import';
import { defineSensors, keysUnder, sensorsCsv, sensorValues } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const CSV = sensorsCsv([
  [1, 'north', 1],
  [2, 'north', 200],
  [3, 'south', 'warm'],
]);

const faults = new Faults(0);
let backend: Backend;
let dataset: string;
let tests = 0;

beforeAll(async () => {
  backend = await startBackend({ faults });
});

afterEach(() => faults.heal());

afterAll(() => backend.stop());

beforeEach(async () => {
  tests += 1;
  dataset = `cancelled-${tests}`;
  await defineSensors(backend, dataset);
});

const upload = () => backend.upload('operators', dataset, 'a.csv', CSV);

const cancel = (id: string) => backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${id}/cancel`);

/** Nothing in the bucket has the import's id in its name, and no upload of it is open. */
async function expectNoTrace(id: string): Promise<void> {
  await expect
    .poll(async () => (await keysUnder(backend, '')).filter((key) => key.includes(id)), {
      timeout: 30_000,
      message: `What import ${id} has left`,
    })
    .toEqual([]);
  const { Uploads = [] } = await backend.s3.send(new ListMultipartUploadsCommand({ Bucket: backend.bucket }));
  expect(Uploads.filter(({ Key }) => Key?.includes(id))).toEqual([]);
  expect(await toldImport(backend, id)).toMatchObject({ state: 'CANCELLED', error: null });
  expect(await sensorValues(backend, dataset)).toEqual([]);
}

async function untilStage(id: string, stage: string): Promise<void> {
  await expect
    .poll(async () => (await toldImport(backend, id)).stage, { timeout: 30_000, interval: 50 })
    .toBe(stage);
}

describe('an import is cancelled without a trace', () => {
  it('while it uploads', async () => {
    const { importId } = await backend
      .client('operators')
      .startUpload(dataset, { fileName: 'a.csv', sizeBytes: CSV.length });
    expect(await cancel(importId)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
    await expectNoTrace(importId);
    // Asked for again, nothing changes.
    expect(await cancel(importId)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
  });

  it('while it waits for its event', async () => {
    faults.inEvents({ matches: ({ source }) => source === 'aws.s3', copies: 1, lateMsMax: 3_000 });
    const id = await upload();
    expect(await cancel(id)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
    await expectNoTrace(id);
  });

  it.each([
    ['reads the file', (key: string) => key.startsWith('bronze/')],
    ['writes its parts', (key: string) => key.startsWith('silver/')],
  ])('while it %s', async (_what, isSlow) => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    faults.inRequests({
      matches: ({ functionName, key }) => {
        const isHere = functionName === 'import' && key !== null && isSlow(key);
        if (isHere) begin();
        return isHere;
      },
      nth: 1,
      fault: { type: 'delay', ms: 5_000 },
    });
    const id = await upload();
    await begun;
    expect(await cancel(id)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
    await expectNoTrace(id);
  });
});

describe('an import is not cancelled', () => {
  it('once it commits: it is in, whole, and can be undone', async () => {
    faults.inRequests({
      matches: ({ functionName, operation, key }) =>
        functionName === 'import' && operation === 'PUT' && (key?.startsWith('manifests/') ?? false),
      nth: 1,
      fault: { type: 'delay', ms: 4_000 },
    });
    const id = await upload();
    await untilStage(id, 'committing');
    expect(await cancel(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await endedImport(backend, id)).toMatchObject({ state: 'SUCCEEDED', counts: { accepted: 1 } });
    expect(await sensorValues(backend, dataset)).toEqual([[1, 1]]);
  });

  it('by an analyst', async () => {
    const { importId } = await backend
      .client('operators')
      .startUpload(dataset, { fileName: 'a.csv', sizeBytes: 1 });
    const { status } = await backend.rest(backend.tokens.analysts, 'POST', `/v1/imports/${importId}/cancel`);
    expect(status).toBe(403);
    await cancel(importId);
  });
});

it('An undo that is dropped leaves the import and its file alone', async () => {
  const { id } = await backend.importText('operators', dataset, 'a.csv', CSV);
  const undo = await endedMutation(backend, `undoImport(importId: "${id}", dryRun: true)`);
  expect(undo.state).toBe('CHECKED');
  expect(await cancel(undo.id)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
  // Whatever follows a cancellation has been done when the next import has ended.
  await endedMutation(backend, `replayImport(importId: "${id}", dryRun: true)`);
  expect(await keysUnder(backend, `bronze/${dataset}/${id}/`)).toHaveLength(1);
  expect(await toldImport(backend, id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(await sensorValues(backend, dataset)).toEqual([[1, 1]]);
});
