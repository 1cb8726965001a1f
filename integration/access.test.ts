import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPreset } from '../lib/dataset/presets';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
  await backend.client('admins').putDataset('flyora-products', findPreset('flyora-products') ?? {});
});

afterAll(() => backend.stop());

const CREATE_UPLOAD =
  'mutation { createUpload(dataset: "flyora-products", fileName: "a.csv", sizeBytes: 1) { importId } }';

describe('GraphQL', () => {
  it('answers nothing without a token', async () => {
    await expect(backend.graphql(null, '{ listDatasets { name } }')).rejects.toThrow();
  });

  it('answers nothing to a forged token', async () => {
    const [header, payload] = backend.tokens.analysts.split('.');
    await expect(
      backend.graphql(`${header}.${payload}.forged`, '{ listDatasets { name } }'),
    ).rejects.toThrow();
  });

  it('shows a user without a role nothing', async () => {
    await expect(backend.graphql(backend.tokens.nobody, '{ listDatasets { name } }')).rejects.toThrow();
  });

  it('lets an analyst read and not import', async () => {
    const { listDatasets } = await backend.graphql<{ listDatasets: { name: string }[] }>(
      backend.tokens.analysts,
      '{ listDatasets { name } }',
    );
    expect(listDatasets).toEqual([{ name: 'flyora-products' }]);
    await expect(backend.graphql(backend.tokens.analysts, CREATE_UPLOAD)).rejects.toThrow();
    await expect(backend.graphql(backend.tokens.operators, CREATE_UPLOAD)).resolves.toBeDefined();
  });

  it('lets only an admin define datasets', async () => {
    const save = 'mutation ($definition: AWSJSON!) { saveDataset(definition: $definition) { name } }';
    const variables = { definition: JSON.stringify(findPreset('weather')) };
    await expect(backend.graphql(backend.tokens.operators, save, variables)).rejects.toThrow();
    await expect(backend.graphql(backend.tokens.admins, save, variables)).resolves.toEqual({
      saveDataset: { name: 'weather' },
    });
  });

  it('says what is wrong by a code', async () => {
    const error = backend.graphql(backend.tokens.analysts, '{ getDataset(name: "nothing") { name } }');
    await expect(error).rejects.toMatchObject({ name: 'dataset-not-found' });
  });
});

describe('REST', () => {
  it('lets nobody in without a token, and describes itself to everybody', async () => {
    expect((await backend.rest(null, 'GET', '/v1/datasets')).status).toBe(403);
    const { status, body } = await backend.rest(null, 'GET', '/v1/openapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({ openapi: '3.1.0' });
  });

  it('checks the role in the use case too', async () => {
    const rows = [{ sku: 'A-1', name: 'Lồng Chào Mào' }];
    const path = '/v1/datasets/flyora-products/records';
    expect(await backend.rest(backend.tokens.nobody, 'GET', '/v1/datasets')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await backend.rest(backend.tokens.analysts, 'POST', path, rows)).status).toBe(403);
    const preset = findPreset('flyora-products');
    expect(
      (await backend.rest(backend.tokens.operators, 'PUT', '/v1/datasets/flyora-products', preset)).status,
    ).toBe(403);
  });

  it('answers problem details for what is not there', async () => {
    const { status, body } = await backend.rest(
      backend.tokens.analysts,
      'GET',
      '/v1/datasets/nothing/records',
    );
    expect(status).toBe(404);
    expect(body).toMatchObject({
      status: 404,
      code: 'dataset-not-found',
      title: expect.stringContaining('nothing'),
    });
  });
});
