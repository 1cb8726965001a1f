import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endedImport, endedMutation, toldImport } from './ended-import';
import {
  defineSensors,
  expectTotals,
  keysUnder,
  sensorRows,
  sensorsCsv,
  sensorValues,
  type Reading,
} from './define-sensors';
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
  dataset = `undone-${tests}`;
  await defineSensors(backend, dataset);
});

async function importRows(fileName: string, rows: readonly Reading[]): Promise<string> {
  const record = await backend.importText('operators', dataset, fileName, sensorsCsv(rows));
  expect(record).toMatchObject({ state: 'SUCCEEDED' });
  return record.id;
}

const undo = (id: string, dryRun = false) =>
  endedMutation(backend, `undoImport(importId: "${id}", dryRun: ${dryRun})`);
const replay = (id: string, dryRun = false) =>
  endedMutation(backend, `replayImport(importId: "${id}", dryRun: ${dryRun})`);
const replayDataset = (dryRun = false) =>
  endedMutation(backend, `replayDataset(dataset: "${dataset}", dryRun: ${dryRun})`, 'admins');

async function recordOf(id: number): Promise<{ status: number; body: unknown }> {
  return backend.rest(backend.tokens.analysts, 'GET', `/v1/datasets/${dataset}/records/${id}`);
}

describe('an undo', () => {
  it('takes new rows away, brings back what was changed and keeps what changed later, in silver, gold and Records', async () => {
    const first = await importRows('a.csv', [
      [1, 'north', 1],
      [2, 'north', 2],
      [3, 'south', 3],
    ]);
    const second = await importRows('b.csv', [
      [2, 'north', 22],
      [3, 'south', 33],
      [4, 'south', 44],
      [5, 'south', 500],
    ]);
    const third = await importRows('c.csv', [[3, 'south', 34]]);

    const checked = await undo(second, true);
    expect(checked).toMatchObject({
      kind: 'undo',
      state: 'CHECKED',
      dryRun: true,
      parentId: second,
      effect: { removed: 2, restored: 1, kept: 1 },
    });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [2, 22],
      [3, 34],
      [4, 44],
    ]);

    const undone = await undo(second);
    expect(undone).toMatchObject({
      kind: 'undo',
      state: 'SUCCEEDED',
      parentId: second,
      rootId: second,
      effect: checked.effect,
    });
    expect(await toldImport(backend, second)).toMatchObject({ state: 'UNDONE', undoneBy: undone.id });
    const rows = await sensorRows(backend, dataset);
    expect(rows.map(({ id, value, _import, _line }) => [id, value, _import, _line])).toEqual([
      [1, 1, first, 2],
      [2, 2, first, 3],
      [3, 34, third, 2],
    ]);
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([]);
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 3, flagged: 0 },
      { place: 'south', rows: 1, total: 34, flagged: 0 },
    ]);
  });

  it('reaches Records too', async () => {
    await defineSensors(backend, `${dataset}-records`, { records: true });
    dataset = `${dataset}-records`;
    await importRows('a.csv', [[1, 'north', 1]]);
    const second = await importRows('b.csv', [
      [1, 'north', 11],
      [2, 'north', 2],
    ]);
    await expect.poll(async () => (await recordOf(2)).status, { timeout: 30_000 }).toBe(200);
    await undo(second);
    await expect.poll(async () => (await recordOf(2)).status, { timeout: 30_000 }).toBe(404);
    await expect.poll(async () => (await recordOf(1)).body, { timeout: 30_000 }).toMatchObject({ value: 1 });
  });

  it('of an import whose rows another one has too keeps them', async () => {
    const first = await importRows('a.csv', [
      [1, 'north', 1],
      [2, 'north', 2],
    ]);
    await importRows('b.csv', [[1, 'north', 1]]);
    expect(await undo(first)).toMatchObject({ effect: { removed: 1, restored: 0, kept: 1 } });
    expect(await sensorValues(backend, dataset)).toEqual([[1, 1]]);
  });

  it('is not there twice, and says what to do instead', async () => {
    const first = await importRows('a.csv', [[1, 'north', 1]]);
    const undone = await undo(first);
    const again = (id: string) => backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${id}/undo`);
    expect(await again(first)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await again(undone.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const analyst = await backend.rest(backend.tokens.analysts, 'POST', `/v1/imports/${first}/undo`);
    expect(analyst.status).toBe(403);
  });

  it('works through REST', async () => {
    const first = await importRows('a.csv', [[1, 'north', 1]]);
    const dry = await backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${first}/undo?dryRun=true`);
    expect(dry.status).toBeLessThan(300);
    expect(await endedImport(backend, (dry.body as { id: string }).id)).toMatchObject({
      state: 'CHECKED',
      effect: { removed: 1 },
    });
    const real = await backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${first}/undo`);
    expect(await endedImport(backend, (real.body as { id: string }).id)).toMatchObject({
      state: 'SUCCEEDED',
    });
    expect(await sensorValues(backend, dataset)).toEqual([]);
  });
});

describe('a replay of an import', () => {
  it('brings back one that was undone', async () => {
    const first = await importRows('a.csv', [
      [1, 'north', 1],
      [2, 'north', 2],
    ]);
    await importRows('b.csv', [[2, 'north', 22]]);
    await undo(first);
    expect(await sensorValues(backend, dataset)).toEqual([[2, 22]]);
    const replayed = await replay(first);
    expect(replayed).toMatchObject({ kind: 'replay', state: 'SUCCEEDED', parentId: first, rootId: first });
    // The second import still wins for the row that it changed.
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [2, 22],
    ]);
  });

  it('reads the file under the definition as it is now, first as a dry run', async () => {
    const first = await importRows('a.csv', [
      [1, 'north', 1],
      [2, 'north', 200],
      [3, 'south', -3],
    ]);
    await defineSensors(backend, dataset, {
      rules: [{ name: 'low', when: 'value < 0', route: 'anomalies' }],
    });
    const checked = await replay(first, true);
    expect(checked).toMatchObject({
      state: 'CHECKED',
      counts: { received: 3, accepted: 2, anomalous: 1, inserted: 1, updated: 0, unchanged: 1 },
    });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [3, -3],
    ]);
    expect(await replay(first)).toMatchObject({ state: 'SUCCEEDED', effect: checked.effect });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [2, 200],
    ]);
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([[3, -3]]);
  });
});

describe('a replay of a dataset', () => {
  it('says first what would change, and then switches readers over to all of it at once', async () => {
    await importRows('a.csv', [
      [1, 'north', 1],
      [2, 'north', 200],
    ]);
    const undone = await importRows('b.csv', [[9, 'south', 9]]);
    await undo(undone);
    await importRows('c.csv', [
      [1, 'north', 11],
      [3, 'south', -3],
    ]);
    await defineSensors(backend, dataset, {
      rules: [{ name: 'low', when: 'value < 0', route: 'anomalies' }],
    });
    const before = await sensorValues(backend, dataset);
    const checked = await replayDataset(true);
    expect(checked).toMatchObject({ kind: 'replay', state: 'CHECKED', parentId: null });
    expect(checked.counts).toMatchObject({ received: 4, accepted: 3, anomalous: 1 });
    expect(await sensorValues(backend, dataset)).toEqual(before);

    const replayed = await replayDataset();
    expect(replayed).toMatchObject({
      state: 'SUCCEEDED',
      counts: { received: 4, accepted: 3, anomalous: 1 },
    });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 11],
      [2, 200],
    ]);
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([[3, -3]]);
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 211, flagged: 0 },
      { place: 'south', rows: 1, total: -3, flagged: 1 },
    ]);
    // Imports go on in the new state, and can still be undone.
    const last = await importRows('d.csv', [[2, 'north', 2]]);
    await undo(last);
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 11],
      [2, 200],
    ]);
  });

  it('is for admins', async () => {
    await expect(
      backend.graphql(backend.tokens.operators, `mutation { replayDataset(dataset: "${dataset}") { id } }`),
    ).rejects.toThrow();
  });
});

describe('the same bytes again', () => {
  it('are known without being read, and add nothing', async () => {
    const rows: Reading[] = [
      [1, 'north', 1],
      [2, 'north', 200],
      [3, 'south', 'warm'],
    ];
    const first = await importRows('a.csv', rows);
    const second = await importRows('a.csv', rows);
    const told = await toldImport(backend, second);
    expect(told).toMatchObject({
      sameAs: first,
      counts: { received: 3, accepted: 1, anomalous: 1, rejected: 1, inserted: 0, updated: 0, unchanged: 1 },
    });
    expect(await keysUnder(backend, `silver/${dataset}/${second}/`)).toEqual([]);
    const rejects = await backend.rest(backend.tokens.analysts, 'GET', `/v1/imports/${second}/rejects`);
    expect(rejects.body).toMatchObject({ items: [{ line: 4, code: 'type-error' }] });
    // What both have stays until both are undone.
    expect(await undo(first)).toMatchObject({ effect: { removed: 0, kept: 2 } });
    expect(await sensorValues(backend, dataset)).toEqual([[1, 1]]);
    expect(await undo(second)).toMatchObject({ effect: { removed: 2, kept: 0 } });
    expect(await sensorValues(backend, dataset)).toEqual([]);
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([]);
  });
});
