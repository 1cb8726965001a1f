import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../snapshot';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { parseSelection } from './selection';
import { writeSelection } from './write-selection';

let lake: LakeFixture;

beforeEach(async () => {
  lake = await LakeFixture.open();
  await lake.commit({
    importId: 'first',
    accepted: [
      { station: 'A', date: '2025-01-01', max: 1 },
      { station: 'B', date: '2025-01-01', max: 2 },
    ],
    anomalies: [{ station: 'C', date: '2025-01-01', max: 99 }],
  });
  await lake.commit({ importId: 'second', accepted: [{ station: 'A', date: '2025-01-01', max: 5 }] });
});

afterEach(() => lake.close());

async function select(zone: 'silver' | 'anomalies', input: unknown) {
  const snapshot = await loadSnapshot(lake.store, 'weather');
  const file = path.join(lake.workDir, 'selection.ndjson');
  const columns = WEATHER_COLUMNS;
  const { cache, db } = lake;
  const selection = parseSelection(input, columns);
  const rows = await writeSelection({ snapshot, cache, db, zone, columns }, selection, file);
  if (rows === 0) return [];
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(rows);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a selection', () => {
  it('of filters names the current rows that fit, each with its key', async () => {
    const chosen = await select('silver', { filters: [{ column: 'max', op: 'lt', value: '4' }] });
    expect(chosen).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        import: 'first',
        file: 'first.csv',
        line: 3,
      },
    ]);
  });

  it('of a search names the current rows that have the text', async () => {
    const chosen = await select('silver', { filters: [], search: 'b' });
    expect(chosen.map((row) => [row['import'], row['line']])).toEqual([['first', 3]]);
  });

  it('without filters names all of them', async () => {
    const chosen = await select('silver', { filters: [] });
    expect(chosen.map((row) => [row['import'], row['line']]).sort()).toEqual([
      ['first', 3],
      ['second', 2],
    ]);
    expect(await select('anomalies', { filters: [] })).toHaveLength(1);
  });

  it('of rows leaves out those that count no longer', async () => {
    const rows = [
      { import: 'first', file: 'first.csv', line: 2 },
      { import: 'first', file: 'first.csv', line: 3 },
    ];
    expect((await select('silver', { rows })).map((row) => row['line'])).toEqual([3]);
    expect(await select('silver', { rows: [{ import: 'gone', file: 'x', line: 1 }] })).toEqual([]);
  });

  it('of neither is refused, and so is a filter on what is no column', () => {
    expect(() => parseSelection({ rows: [] }, WEATHER_COLUMNS)).toThrow(/names no rows/);
    expect(() => parseSelection({}, WEATHER_COLUMNS)).toThrow(/names no rows/);
    const colour = { filters: [{ column: 'colour', op: 'eq', value: 'red' }] };
    expect(() => parseSelection(colour, WEATHER_COLUMNS)).toThrow(/colour/);
  });
});
