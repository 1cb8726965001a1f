import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endedImport, toldImport } from './ended-import';
import { defineSensors, keysUnder, sensorsCsv, sensorValues } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;
let dataset: string;
let tests = 0;

beforeAll(async () => {
  backend = await startBackend();
});

afterAll(() => backend.stop());

beforeEach(async () => {
  tests += 1;
  dataset = `checked-${tests}`;
  await defineSensors(backend, dataset);
  const csv = sensorsCsv([
    [1, 'north', 1],
    [2, 'north', 2],
  ]);
  await backend.importText('operators', dataset, 'base.csv', csv);
});

/** Uploads a file that stops before its commit, and waits for the end of its check. */
async function dryRun(content: string) {
  const { createUpload } = await backend.graphql<{ createUpload: { importId: string } }>(
    backend.tokens.operators,
    `mutation { createUpload(dataset: "${dataset}", fileName: "dry.csv", sizeBytes: ${content.length}, dryRun: true) { importId } }`,
  );
  const { importId } = createUpload;
  const { signParts } = await backend.graphql<{ signParts: { url: string }[] }>(
    backend.tokens.operators,
    `mutation { signParts(importId: "${importId}", partNumbers: [1]) { url } }`,
  );
  await fetch(signParts[0]?.url ?? '', { method: 'PUT', body: content });
  await backend.graphql(
    backend.tokens.operators,
    `mutation { completeUpload(importId: "${importId}") { id } }`,
  );
  return endedImport(backend, importId);
}

const CHANGED = sensorsCsv([
  [1, 'north', 1],
  [2, 'north', 22],
  [3, 'south', 3],
  [4, 'south', 400],
  [5, 'south', 'warm'],
]);
const COUNTS = {
  received: 5,
  accepted: 3,
  anomalous: 1,
  rejected: 1,
  inserted: 1,
  updated: 1,
  unchanged: 1,
};

describe('a dry run', () => {
  it('says what would be new, changed, unchanged and refused, and what it would cost, and commits nothing', async () => {
    const manifests = await keysUnder(backend, `manifests/${dataset}/`);
    const checked = await dryRun(CHANGED);
    expect(checked).toMatchObject({
      state: 'CHECKED',
      dryRun: true,
      counts: COUNTS,
      sequence: null,
      estimate: { seconds: expect.any(Number), dollars: expect.any(Number) },
    });
    expect(checked.estimate?.seconds).toBeGreaterThan(0);
    expect(checked.estimate?.dollars).toBeGreaterThan(0);
    expect(await keysUnder(backend, `manifests/${dataset}/`)).toEqual(manifests);
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const rejects = await backend.rest(backend.tokens.analysts, 'GET', `/v1/imports/${checked.id}/rejects`);
    expect(rejects.body).toMatchObject({ items: [{ line: 6, column: 'value', code: 'type-error' }] });
  });

  it('is confirmed and then committed once, with what it has said', async () => {
    const checked = await dryRun(CHANGED);
    const confirm = () => backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${checked.id}/confirm`);
    expect((await confirm()).status).toBeLessThan(300);
    expect(await endedImport(backend, checked.id)).toMatchObject({
      state: 'SUCCEEDED',
      dryRun: false,
      counts: COUNTS,
    });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [2, 22],
      [3, 3],
    ]);
    expect((await confirm()).status).toBe(409);
    expect(await keysUnder(backend, `manifests/${dataset}/`)).toHaveLength(2);
  });

  it('counts anew when it is confirmed after the dataset has changed', async () => {
    const checked = await dryRun(CHANGED);
    await backend.importText('operators', dataset, 'between.csv', sensorsCsv([[3, 'south', 3]]));
    await backend.graphql(
      backend.tokens.operators,
      `mutation { confirmImport(importId: "${checked.id}") { id } }`,
    );
    expect(await endedImport(backend, checked.id)).toMatchObject({
      state: 'SUCCEEDED',
      counts: { ...COUNTS, inserted: 0, unchanged: 2 },
    });
  });

  it('is dropped, and leaves nothing behind', async () => {
    const { id } = await dryRun(CHANGED);
    await backend.graphql(backend.tokens.operators, `mutation { cancelImport(importId: "${id}") { id } }`);
    expect(await toldImport(backend, id)).toMatchObject({ state: 'CANCELLED' });
    await expect
      .poll(async () => (await keysUnder(backend, '')).filter((key) => key.includes(id)), { timeout: 30_000 })
      .toEqual([]);
    await expect(
      backend.graphql(backend.tokens.operators, `mutation { confirmImport(importId: "${id}") { id } }`),
    ).rejects.toMatchObject({ name: 'conflict' });
  });

  it('of a file that cannot be used is FAILED', async () => {
    expect(await dryRun('a,b\n1,2\n')).toMatchObject({ state: 'FAILED', error: { code: 'missing-label' } });
  });

  it('is not confirmed by an analyst', async () => {
    const { id } = await dryRun(CHANGED);
    const { status } = await backend.rest(backend.tokens.analysts, 'POST', `/v1/imports/${id}/confirm`);
    expect(status).toBe(403);
  });
});
