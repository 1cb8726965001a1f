import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RowZone } from '../keys';
import { writeSelection } from '../selection/write-selection';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { queryRecordHistory, type RecordVersion } from './query-record-history';

const DAY = { station: 'A', date: '2025-01-01' };
const columns = WEATHER_COLUMNS;
const primaryKey = ['station', 'date'];

let lake: LakeFixture;

beforeEach(async () => {
  lake = await LakeFixture.open();
});

afterEach(() => lake.close());

async function historyOf(importId: string, zone: RowZone = 'silver'): Promise<RecordVersion[]> {
  const row = { import: importId, file: `${importId}.csv`, line: 2 };
  const snapshot = await lake.snapshot();
  return queryRecordHistory({ ...lake, snapshot, columns, primaryKey, zone, row });
}

async function keysOf(zone: RowZone): Promise<string[]> {
  const file = path.join(lake.workDir, 'chosen.ndjson');
  const { cache, db } = lake;
  await writeSelection({ snapshot: await lake.snapshot(), cache, db, zone, columns }, { filters: [] }, file);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { key: string }).key);
}

/** What a version says, in short: `+` counts now, `-` has been taken back. */
function shortly(versions: RecordVersion[]): string[] {
  return versions.map(({ importId, kind, zone, values, current, stands }) => {
    const mark = current ? '+' : stands ? ' ' : '-';
    return `${mark}${importId} ${kind} ${zone} ${values === null ? 'removed' : String(values[2])}`;
  });
}

it('names every import that had a say, newest first, and none of other keys', async () => {
  await lake.commit({ importId: 'one', accepted: [{ ...DAY, max: 1 }] });
  await lake.commit({ importId: 'other', accepted: [{ ...DAY, station: 'B', max: 7 }] });
  await lake.commit({ importId: 'two', accepted: [{ ...DAY, max: 2 }] });
  const versions = await historyOf('one');
  expect(shortly(versions)).toEqual(['+two load silver 2', ' one load silver 1']);
  expect(versions[1]).toMatchObject({ fileName: 'one.csv', file: 'one.csv', line: 2, sequence: 1 });
  expect(shortly(await historyOf('two'))).toEqual(shortly(versions));
});

it('keeps what was taken back, and says so', async () => {
  await lake.commit({ importId: 'one', accepted: [{ ...DAY, max: 1 }] });
  await lake.commit({ importId: 'two', accepted: [{ ...DAY, max: 2 }] });
  await lake.undo('undo', 'two');
  expect(shortly(await historyOf('one'))).toEqual(['-two load silver 2', '+one load silver 1']);
});

it('tells when the row was removed, and nothing counts then', async () => {
  await lake.commit({ importId: 'one', accepted: [{ ...DAY, max: 1 }] });
  await lake.select('delete', 'gone', await keysOf('silver'));
  const expected = [' gone delete silver removed', ' one load silver 1'];
  expect(shortly(await historyOf('one'))).toEqual(expected);
  const row = {
    filters: [
      { column: 'station', op: 'eq', value: 'A' },
      { column: 'date', op: 'eq', value: '2025-01-01' },
    ] as const,
  };
  const snapshot = await lake.snapshot();
  const byKey = await queryRecordHistory({ ...lake, snapshot, columns, primaryKey, zone: 'silver', row });
  expect(shortly(byKey)).toEqual(expected);
});

it('follows a flagged row into silver', async () => {
  await lake.commit({ importId: 'one', anomalies: [{ ...DAY, max: 99 }] });
  expect(shortly(await historyOf('one', 'anomalies'))).toEqual(['+one load anomalies 99']);
  await lake.select('release', 'good', await keysOf('anomalies'));
  expect(shortly(await historyOf('one'))).toEqual(['+good release silver 99', ' one load anomalies 99']);
});

it('of a row that never was is not found', async () => {
  await lake.commit({ importId: 'one', accepted: [{ ...DAY, max: 1 }] });
  await expect(historyOf('never')).rejects.toMatchObject({ code: 'record-not-found' });
});
