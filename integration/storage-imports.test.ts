/** Files that any S3 client puts into bronze are imports like any other. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Faults } from '../local/faults/faults';
import { endedImport, IMPORT_FIELDS, type ToldImport } from './ended-import';
import { defineSensors, sensorRows, sensorsCsv, sensorValues } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const faults = new Faults(0);
let backend: Backend;

beforeAll(async () => {
  backend = await startBackend({ faults });
});

afterEach(() => faults.heal());

afterAll(() => backend.stop());

const put = (Key: string, Body: string) =>
  backend.s3.send(
    new PutObjectCommand({ Bucket: backend.bucket, Key, Body, ContentLength: Buffer.byteLength(Body) }),
  );

async function importsOf(dataset: string): Promise<ToldImport[]> {
  const { listImports } = await backend.graphql<{ listImports: { items: ToldImport[] } }>(
    backend.tokens.analysts,
    `{ listImports(dataset: "${dataset}", limit: 100) { items { ${IMPORT_FIELDS} } } }`,
  );
  return listImports.items;
}

/** The dataset's imports, newest first, once there are so many and all have ended. */
async function endedImports(dataset: string, count: number): Promise<ToldImport[]> {
  await expect
    .poll(async () => (await importsOf(dataset)).length, { timeout: 60_000, interval: 150 })
    .toBe(count);
  for (const { id } of await importsOf(dataset)) await endedImport(backend, id);
  return importsOf(dataset);
}

describe('a file put straight into the bucket', () => {
  it('is an import by storage, in whatever folder of its dataset it is', async () => {
    await defineSensors(backend, 'dropped');
    await put('bronze/dropped/plain.csv', sensorsCsv([[1, 'north', 1]]));
    await put('bronze/dropped/2025/06/Chào Mào.csv', sensorsCsv([[2, 'north', 2]]));
    const imports = await endedImports('dropped', 2);
    for (const record of imports) {
      expect(record).toMatchObject({ source: 'storage', createdBy: 'storage', state: 'SUCCEEDED' });
      expect(record).toMatchObject({ counts: { received: 1, inserted: 1 }, kind: 'load' });
    }
    const rows = await sensorRows(backend, 'dropped');
    expect(rows.map(({ id, _file }) => [id, _file])).toEqual([
      [1, 'plain.csv'],
      [2, 'Chào Mào.csv'],
    ]);
  });

  it('is one import, however often its event comes', async () => {
    await defineSensors(backend, 'twice');
    faults.inEvents({ matches: () => true, copies: 3, lateMsMax: 1_000 });
    await put('bronze/twice/a.csv', sensorsCsv([[1, 'north', 1]]));
    const [record] = await endedImports('twice', 1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await importsOf('twice')).toEqual([record]);
  });

  it('over an older one is another import of its own bytes', async () => {
    await defineSensors(backend, 'over');
    await put('bronze/over/a.csv', sensorsCsv([[1, 'north', 1]]));
    const [first] = await endedImports('over', 1);
    await put('bronze/over/a.csv', sensorsCsv([[1, 'north', 11]]));
    // Events tell their time in seconds: of two in one second either may be first in the list.
    const second = (await endedImports('over', 2)).find(({ id }) => id !== first?.id);
    expect(second).toMatchObject({ state: 'SUCCEEDED', counts: { updated: 1 } });
    const answer = await backend.graphql<{ undoImport: { id: string } }>(
      backend.tokens.operators,
      `mutation { undoImport(importId: "${second?.id}") { id } }`,
    );
    await endedImport(backend, answer.undoImport.id);
    expect(await sensorValues(backend, 'over')).toEqual([[1, 1]]);
    // The replay of the first import reads the bytes that it had, not those which are there now.
    const replay = await backend.graphql<{ replayImport: { id: string } }>(
      backend.tokens.operators,
      `mutation { replayImport(importId: "${first?.id}") { id } }`,
    );
    expect(await endedImport(backend, replay.replayImport.id)).toMatchObject({ sha256: first?.sha256 });
    expect(await sensorValues(backend, 'over')).toEqual([[1, 1]]);
  });

  it('of an unknown dataset is FAILED with a sentence', async () => {
    await put('bronze/unheard-of/a.csv', sensorsCsv([[1, 'north', 1]]));
    const [record] = await endedImports('unheard-of', 1);
    expect(record).toMatchObject({ state: 'FAILED', error: { code: 'dataset-not-found' } });
    expect(record?.error?.message).toMatch(/unheard-of.*bronze/s);
  });

  it('is not one when it is a folder', async () => {
    await defineSensors(backend, 'folders');
    await put('bronze/folders/2025/', '');
    await put('bronze/folders/2025/a.csv', sensorsCsv([[1, 'north', 1]]));
    const imports = await endedImports('folders', 1);
    expect(imports).toMatchObject([{ fileName: 'a.csv', state: 'SUCCEEDED' }]);
  });
});
