import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPreset } from '../lib/dataset/presets';
import { startBackend, type Backend } from './start-backend';

interface Page {
  items: Record<string, unknown>[];
  cursor: string | null;
}

const PRODUCTS = '/v1/datasets/flyora-products';
const BIRDS = ['Chào Mào', 'Vẹt', 'Yến Phụng', 'Chích Chòe'];

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
  await backend.client('admins').putDataset('flyora-products', findPreset('flyora-products') ?? {});
  const rows = Array.from({ length: 25 }, (_, index) => product(index));
  const { status, body } = await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, rows);
  expect({ status, body }).toMatchObject({ status: 200, body: { counts: { received: 25, inserted: 25 } } });
});

afterAll(() => backend.stop());

function product(index: number) {
  return {
    sku: `FLY-${String(index).padStart(4, '0')}`,
    name: `Cám, "loại ${index}"`,
    category: index % 2 === 0 ? 'Thức ăn' : 'Lồng',
    bird_type: BIRDS[index % BIRDS.length],
    price: 10_000 + index,
    stock: index,
    updated_at: '2025-06-01T00:00:00Z',
  };
}

async function read(path: string): Promise<Page> {
  const { status, body } = await backend.rest(backend.tokens.analysts, 'GET', path);
  expect({ path, status, body }).toMatchObject({ status: 200 });
  return body as Page;
}

describe('records', () => {
  it('come filtered, sorted and with their Unicode whole', async () => {
    const { items } = await read(
      `${PRODUCTS}/records?bird_type=${encodeURIComponent('Chào Mào')}&stock[gte]=8&sort=-stock`,
    );
    expect(items.map((item) => item['stock'])).toEqual([24, 20, 16, 12, 8]);
    expect(items[0]).toMatchObject({ sku: 'FLY-0024', name: 'Cám, "loại 24"', bird_type: 'Chào Mào' });
  });

  it('come in pages that neither skip nor repeat', async () => {
    const skus: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await read(
        `${PRODUCTS}/records?limit=7&sort=category${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(7);
      skus.push(...page.items.map((item) => item['sku']));
      ({ cursor } = page);
    }
    expect(skus).toHaveLength(25);
    expect(new Set(skus).size).toBe(25);
  });

  it('are refused a filter on what is no column, naming it', async () => {
    const answer = await backend.rest(backend.tokens.analysts, 'GET', `${PRODUCTS}/records?colour=red`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-filter' } });
    expect(JSON.stringify(answer.body)).toContain('colour');
  });

  it('take nothing of a filter for SQL', async () => {
    const { items } = await read(`${PRODUCTS}/records?name=${encodeURIComponent("x' or 1=1 --")}`);
    expect(items).toEqual([]);
  });
});

describe('one record', () => {
  it('is found by its key once it is published, and 404 otherwise', async () => {
    await expect
      .poll(
        async () =>
          (await backend.rest(backend.tokens.analysts, 'GET', `${PRODUCTS}/records/FLY-0007`)).status,
        { timeout: 30_000 },
      )
      .toBe(200);
    const { body } = await backend.rest(backend.tokens.analysts, 'GET', `${PRODUCTS}/records/FLY-0007`);
    expect(body).toMatchObject({ sku: 'FLY-0007', bird_type: 'Chích Chòe', _line: 8 });
    const missing = await backend.rest(backend.tokens.analysts, 'GET', `${PRODUCTS}/records/FLY-9999`);
    expect(missing).toMatchObject({ status: 404, body: { code: 'record-not-found' } });
  });

  it('changes with an import that changes it', async () => {
    const changed = { ...product(7), price: 99_000 };
    await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, [changed]);
    await expect
      .poll(
        async () => (await backend.rest(backend.tokens.analysts, 'GET', `${PRODUCTS}/records/FLY-0007`)).body,
        { timeout: 30_000 },
      )
      .toMatchObject({ price: 99_000 });
    expect((await read(`${PRODUCTS}/records?sku=FLY-0007`)).items).toMatchObject([{ price: 99_000 }]);
  });
});

describe('posted rows', () => {
  it('are an import like any other: the bad ones are refused, the good ones stay', async () => {
    const rows = [product(100), { ...product(101), price: 'free' }];
    const answer = await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, rows);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'SUCCEEDED', source: 'api', counts: { received: 2, accepted: 1, rejected: 1 } },
    });
    const { id } = answer.body as { id: string };
    const rejects = await read(`/v1/imports/${id}/rejects`);
    expect(rejects.items).toMatchObject([{ line: 2, column: 'price', code: 'type-error' }]);
    expect(await read('/v1/imports?dataset=flyora-products&limit=1')).toMatchObject({ items: [{ id }] });
  });

  it('of another shape are refused whole, with the fields that are known', async () => {
    const answer = await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, [
      { colour: 'red' },
    ]);
    expect(answer).toMatchObject({ status: 422, body: { code: 'extra-label' } });
    const empty = await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, []);
    expect(empty.status).toBe(400);
    const text = await backend.rest(backend.tokens.operators, 'POST', `${PRODUCTS}/records`, 'rows');
    expect(text).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});

describe('a gold view', () => {
  it('is built after an import and can be filtered', async () => {
    await expect
      .poll(async () => (await read(`${PRODUCTS}/views/stock_value_by_category`)).items.length, {
        timeout: 30_000,
      })
      .toBe(2);
    const { items } = await read(
      `${PRODUCTS}/views/stock_value_by_category?category=${encodeURIComponent('Lồng')}`,
    );
    expect(items).toHaveLength(1);
  });
});

describe('the metrics', () => {
  it('count what was imported, per dataset and over all, and the alarms are known', async () => {
    const now = Date.now();
    const range = { from: new Date(now - 3_600_000).toISOString(), to: new Date(now + 60_000).toISOString() };
    const { getMetrics, listAlarms, getZoneActivity } = await backend.graphql<{
      getMetrics: { series: { metric: string; values: number[]; functionName: string | null }[] };
      listAlarms: { title: string; state: string }[];
      getZoneActivity: { zone: string; files24h: number }[];
    }>(
      backend.tokens.analysts,
      `query ($from: AWSDateTime!, $to: AWSDateTime!) {
        getMetrics(from: $from, to: $to, periodSeconds: 60, dataset: "flyora-products") {
          series { metric functionName values }
        }
        listAlarms { title state }
        getZoneActivity { zone files24h }
      }`,
      range,
    );
    const sum = (metric: string) =>
      getMetrics.series
        .filter((series) => series.metric === metric && series.functionName === null)
        .flatMap((series) => series.values)
        .reduce((total, value) => total + value, 0);
    expect(sum('RowsReceived')).toBe(25 + 1 + 2);
    expect(sum('RowsRejected')).toBe(1);
    expect(sum('ImportsSucceeded')).toBe(3);
    expect(getMetrics.series.some((series) => series.functionName && series.metric === 'Invocations')).toBe(
      true,
    );
    expect(listAlarms.map((alarm) => alarm.title)).toEqual(
      expect.arrayContaining(['Import error rate', 'Import duration', 'Imports failed']),
    );
    expect(getZoneActivity.find((activity) => activity.zone === 'bronze')?.files24h).toBe(3);
  });
});
