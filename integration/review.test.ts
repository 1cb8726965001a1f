/** Decisions on rows: flagged ones released or dismissed, refused ones repaired, current ones edited and deleted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endedImport, endedMutation, type ToldImport } from './ended-import';
import { defineSensors, expectTotals, sensorRows, sensorsCsv, sensorValues } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;
let dataset: string;
let first: string;
let tests = 0;

beforeAll(async () => {
  backend = await startBackend();
});

afterAll(() => backend.stop());

beforeEach(async () => {
  tests += 1;
  dataset = `reviewed-${tests}`;
  await defineSensors(backend, dataset);
  const csv = sensorsCsv([
    [1, 'north', 1],
    [2, 'north', 200],
    [3, 'south', 300],
    [4, 'south', 'warm'],
    [5, 'south', 5],
  ]);
  ({ id: first } = await backend.importText('operators', dataset, 'a.csv', csv));
});

const lineage = (line: number) => ({ import: first, file: 'a.csv', line });
const json = (value: unknown) => JSON.stringify(JSON.stringify(value));

const review = (decision: string, selection: object, note?: string): Promise<ToldImport> =>
  endedMutation(
    backend,
    `reviewAnomalies(dataset: "${dataset}", decision: "${decision}", selection: ${json(selection)}
      ${note ? `, note: ${JSON.stringify(note)}` : ''})`,
  );
const undo = (id: string) => endedMutation(backend, `undoImport(importId: "${id}")`);

describe('flagged rows', () => {
  it('are released to silver with their lineage, which gold follows, and come back by an undo', async () => {
    const released = await review('release', { rows: [lineage(3)] });
    expect(released).toMatchObject({
      kind: 'release',
      source: 'grid',
      state: 'SUCCEEDED',
      counts: { received: 1, accepted: 1, rejected: 0 },
    });
    const row = (await sensorRows(backend, dataset)).find(({ id }) => id === 2);
    expect(row).toMatchObject({ value: 200, _import: first, _file: 'a.csv', _line: 3 });
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([[3, 300]]);
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 201, flagged: 0 },
      { place: 'south', rows: 2, total: 305, flagged: 1 },
    ]);
    await undo(released.id);
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([
      [2, 200],
      [3, 300],
    ]);
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [5, 5],
    ]);
  });

  it('are dismissed with a note, all that a filter finds', async () => {
    const filters = [{ column: 'value', op: 'gt', value: '250' }];
    const dismissed = await review('dismiss', { filters }, 'The sensor was broken.');
    expect(dismissed).toMatchObject({ kind: 'dismiss', note: 'The sensor was broken.', state: 'SUCCEEDED' });
    expect(await sensorValues(backend, dataset, 'anomalies')).toEqual([[2, 200]]);
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 201, flagged: 1 },
      { place: 'south', rows: 1, total: 5, flagged: 0 },
    ]);
    await undo(dismissed.id);
    expect(await sensorValues(backend, dataset, 'anomalies')).toHaveLength(2);
  });

  it('that are not there any more are no selection', async () => {
    await review('dismiss', { rows: [lineage(3)] });
    await expect(review('dismiss', { rows: [lineage(3)] })).rejects.toMatchObject({
      name: 'invalid-request',
    });
  });

  it('are decided on by operators only, by REST as well', async () => {
    const path = `/v1/datasets/${dataset}/anomalies/release`;
    const selection = { rows: [lineage(3)] };
    expect((await backend.rest(backend.tokens.analysts, 'POST', path, selection)).status).toBe(403);
    const { status, body } = await backend.rest(backend.tokens.operators, 'POST', path, selection);
    expect({ status, body }).toMatchObject({ body: { kind: 'release', source: 'api' } });
    expect(status).toBeLessThan(300);
    await endedImport(backend, (body as { id: string }).id);
    expect((await sensorRows(backend, dataset)).map(({ id }) => id)).toEqual([1, 2, 5]);
  });
});

describe('refused rows', () => {
  it('are repaired in the grid, by an import chained to the first', async () => {
    const rows = [{ line: 5, cells: ['4', 'south', '4'] }];
    const repaired = await endedMutation(backend, `repairRejects(importId: "${first}", rows: ${json(rows)})`);
    expect(repaired).toMatchObject({
      kind: 'load',
      source: 'grid',
      parentId: first,
      rootId: first,
      state: 'SUCCEEDED',
      counts: { received: 1, accepted: 1, inserted: 1 },
    });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [4, 4],
      [5, 5],
    ]);
    const { listImports } = await backend.graphql<{ listImports: { items: { id: string }[] } }>(
      backend.tokens.analysts,
      `{ listImports(dataset: "${dataset}", rootId: "${first}") { items { id } } }`,
    );
    expect(listImports.items.map(({ id }) => id).sort()).toEqual([first, repaired.id].sort());
  });
});

describe('current rows', () => {
  it('are changed, added and deleted, each by an import of its own whose history the row tells', async () => {
    const edits = [
      { row: lineage(2), values: { value: '1.5' } },
      { row: null, values: { id: '9', place: 'west', value: '9' } },
    ];
    const saved = await endedMutation(backend, `saveRecords(dataset: "${dataset}", rows: ${json(edits)})`);
    expect(saved).toMatchObject({
      kind: 'load',
      source: 'grid',
      counts: { received: 2, inserted: 1, updated: 1 },
    });
    const [changed] = await sensorRows(backend, dataset);
    expect(changed).toMatchObject({ id: 1, place: 'north', value: 1.5, _import: saved.id });

    const selection = json({ rows: [lineage(6)] });
    const deleted = await endedMutation(
      backend,
      `deleteRecords(dataset: "${dataset}", selection: ${selection}, note: "Gone")`,
    );
    expect(deleted).toMatchObject({ kind: 'delete', state: 'SUCCEEDED', effect: { removed: 1 } });
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1.5],
      [9, 9],
    ]);

    const { getRecordHistory } = await backend.graphql<{
      getRecordHistory: { versions: { importId: string; current: boolean; stands: boolean }[] };
    }>(
      backend.tokens.analysts,
      `{ getRecordHistory(dataset: "${dataset}", importId: "${saved.id}", file: "${changed?._file}", line: ${changed?._line}) {
        versions { importId kind current stands } } }`,
    );
    expect(getRecordHistory.versions).toMatchObject([
      { importId: saved.id, current: true, stands: true },
      { importId: first, current: false, stands: true },
    ]);

    await undo(deleted.id);
    await undo(saved.id);
    expect(await sensorValues(backend, dataset)).toEqual([
      [1, 1],
      [5, 5],
    ]);
  });

  it('are behind the figures of a view', async () => {
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 201, flagged: 1 },
      { place: 'south', rows: 2, total: 305, flagged: 1 },
    ]);
    const { id: second } = await backend.importText(
      'operators',
      dataset,
      'b.csv',
      sensorsCsv([[7, 'south', 7]]),
    );
    // The imports are those behind the figures that are shown, so the new ones must be.
    await expectTotals(backend, dataset, [
      { place: 'north', rows: 2, total: 201, flagged: 1 },
      { place: 'south', rows: 3, total: 312, flagged: 1 },
    ]);
    const { getViewLineage } = await backend.graphql<{ getViewLineage: object[] }>(
      backend.tokens.analysts,
      `{ getViewLineage(dataset: "${dataset}", view: "totals", group: ${json({ place: 'south' })}) {
        importId fileName rows anomalous } }`,
    );
    expect(getViewLineage).toEqual([
      { importId: first, fileName: 'a.csv', rows: 2, anomalous: 1 },
      { importId: second, fileName: 'b.csv', rows: 1, anomalous: 0 },
    ]);
  });
});
