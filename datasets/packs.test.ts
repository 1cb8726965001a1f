/** The acceptance test of each ready-made dataset: its sample through the engine gives what its README says. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputColumns } from '../lib/dataset/definition';
import type { DatasetDefinition } from '../lib/dataset/definition';
import { findPreset, presets } from '../lib/dataset/presets';
import { openDuckDb, quoteLiteral } from '../lib/duckdb';
import type { DuckDb } from '../lib/duckdb';
import { checkFile } from '../lib/engine/check-file';
import type { CheckedFile } from '../lib/engine/check-file';
import { diskSource } from '../lib/engine/source/file-source';
import { compileView } from '../lib/engine/views';

let root: string;
let duckDb: DuckDb;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lakeport-packs-'));
  duckDb = await openDuckDb({ dirs: [root] });
});
afterAll(async () => {
  duckDb.close();
  await rm(root, { recursive: true, force: true });
});

function preset(name: string): DatasetDefinition {
  const found = findPreset(name);
  if (!found) throw new RangeError(`There is no preset ${name}.`);
  return found;
}

async function checkSample(definition: DatasetDefinition, fileName: string): Promise<CheckedFile> {
  const file = path.join(import.meta.dirname, definition.name, 'sample', fileName);
  const workDir = await mkdtemp(path.join(root, 'check-'));
  return checkFile({ definition, fileName, source: await diskSource(file), workDir, duckDb });
}

/** The rows of a view over files together, as gold has them. */
async function viewOf(definition: DatasetDefinition, name: string, files: CheckedFile[]) {
  const view = definition.views.find((one) => one.name === name);
  if (!view) throw new RangeError(`There is no view ${name}.`);
  const columns = outputColumns(definition)
    .map((column) => `"${column.name}"`)
    .join(', ');
  const relations = files.flatMap((file) =>
    (['accepted', 'anomalies'] as const).flatMap((zone) =>
      file[zone].map(
        (part) =>
          `SELECT ${columns}, ${zone === 'anomalies'} AS anomalous FROM read_parquet(${quoteLiteral(part.path)})`,
      ),
    ),
  );
  const { sql } = await compileView(definition, view);
  const connection = await duckDb.connect();
  const result = await connection.runAndReadAll(sql(`(${relations.join(' UNION ALL ')})`));
  return result.getRowObjectsJson();
}

describe('every pack', () => {
  it.each(presets().map((definition) => definition.name))(
    'has a folder, a title and a sample: %s',
    async (name) => {
      expect(preset(name)).toMatchObject({ title: expect.any(String), description: expect.any(String) });
      expect(await readdir(path.join(import.meta.dirname, name))).toEqual(
        expect.arrayContaining(['README.md', 'definition.json', 'sample']),
      );
    },
  );
});

describe('iot-readings', () => {
  const definition = preset('iot-readings');

  it('flags 2 of 15 readings: 13.3 %', async () => {
    const file = await checkSample(definition, 'readings-2025-01-15.csv');
    expect(file.counts).toMatchObject({ received: 15, accepted: 13, anomalous: 2, rejected: 0 });
    const [stats] = await viewOf(definition, 'device_stats', [file]);
    expect(stats).toMatchObject({
      device_id: 'temp-sensor-001',
      total_readings: '15',
      min_value: -40,
      max_value: 58.3,
      anomaly_count: '2',
    });
    expect(Number(stats?.anomaly_percentage).toFixed(1)).toBe('13.3');
    expect(Number(stats?.avg_value)).toBeCloseTo(20.32, 10);
  });

  it('tells what is wrong with the other rows, and keeps the good ones', async () => {
    const file = await checkSample(definition, 'readings-2025-01-16-with-problems.csv');
    expect(file.counts).toMatchObject({ received: 15, accepted: 6, anomalous: 1, rejected: 8, blank: 1 });
    expect(file.problems).toEqual({
      'constraint-error': 2,
      'extra-cell': 1,
      'missing-cell': 1,
      'primary-key': 1,
      'quote-error': 1,
      'type-error': 2,
    });
  });

  it('has a day of four devices', async () => {
    const file = await checkSample(definition, 'readings-2025-01-17.csv');
    expect(file.counts).toMatchObject({ received: 384, accepted: 374, anomalous: 10, rejected: 0 });
  });
});

describe('weather', () => {
  const definition = preset('weather');

  it('reads station files and leaves missing values out of the yearly figures', async () => {
    const names = ['USC00110072.txt', 'USC00111436.txt', 'USC00250130.txt'];
    const files = await Promise.all(names.map((name) => checkSample(definition, name)));
    expect(
      files.map(({ counts }) => [counts.received, counts.accepted, counts.anomalous, counts.rejected]),
    ).toEqual([
      [1734, 1729, 5, 0],
      [1826, 1820, 6, 0],
      [1706, 1699, 7, 0],
    ]);
    const [first] = await viewOf(definition, 'yearly_stats', files);
    expect(first).toMatchObject({
      station: 'USC00110072',
      year: '1985',
      total_precipitation_cm: 78.01,
      days: '365',
    });
    expect(Number(first?.avg_max_temp_c)).toBeCloseTo(15.33479452, 8);
    expect(Number(first?.avg_min_temp_c)).toBeCloseTo(4.32644628, 8);
  });
});

describe('flyora-products', () => {
  const definition = preset('flyora-products');

  it('keeps Vietnamese names whole and values the stock', async () => {
    const file = await checkSample(definition, 'products.csv');
    expect(file.counts).toMatchObject({ received: 23, accepted: 22, anomalous: 1, rejected: 0 });
    const stock = await viewOf(definition, 'stock_value_by_category', [file]);
    expect(stock).toContainEqual({
      category: 'Lồng',
      products: '4',
      units: '45',
      stock_value_vnd: '45440000',
    });
    expect(stock).toContainEqual({
      category: 'Đồ chơi',
      products: '3',
      units: '136',
      stock_value_vnd: '8135000',
    });
  });

  it('takes another spelling of the header and refuses what does not fit', async () => {
    const file = await checkSample(definition, 'products-with-problems.csv');
    expect(file.counts).toMatchObject({ received: 9, accepted: 2, rejected: 7 });
    expect(file.problems).toEqual({ 'constraint-error': 4, 'missing-cell': 1, 'type-error': 2 });
  });
});
