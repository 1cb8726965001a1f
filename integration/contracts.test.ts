/** What a dataset's contract and a file's format mean for the lake, beyond what the engine's own tests show. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortalImport } from '../cli/portal/rest-client';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
});

afterAll(() => backend.stop());

async function define(name: string, more: object): Promise<void> {
  await backend.client('admins').putDataset(name, {
    name,
    schema: {
      fields: [
        { name: 'id', type: 'integer', constraints: { required: true } },
        { name: 'name', type: 'string' },
        { name: 'value', type: 'number' },
      ],
      primaryKey: ['id'],
    },
    ...more,
  });
}

function importText(dataset: string, fileName: string, content: string | Uint8Array): Promise<PortalImport> {
  return backend.importText('admins', dataset, fileName, content);
}

async function get(url: string): Promise<unknown> {
  const { body } = await backend.rest(backend.tokens.analysts, 'GET', url);
  return body;
}

async function recordsOf(dataset: string): Promise<Record<string, unknown>[]> {
  return ((await get(`/v1/datasets/${dataset}/records?sort=id`)) as { items: Record<string, unknown>[] })
    .items;
}

describe('the contract evolve', () => {
  it('adds the columns of new files to the dataset, also of two at the same time', async () => {
    await define('evolving', { contract: 'evolve', missingColumns: 'empty' });
    expect(await importText('evolving', 'plain.csv', 'id,name,value\n1,a,1.5\n')).toMatchObject({
      state: 'SUCCEEDED',
    });
    const grown = await Promise.all([
      importText('evolving', 'colour.csv', 'id,name,value,colour\n2,b,2.5,red\n'),
      importText('evolving', 'size.csv', 'id,name,value,size,colour\n3,c,3.5,XL,blue\n'),
    ]);
    expect(grown.map(({ state, error }) => [state, error])).toEqual([
      ['SUCCEEDED', null],
      ['SUCCEEDED', null],
    ]);
    expect(await recordsOf('evolving')).toMatchObject([
      { id: 1, name: 'a', colour: null, size: null },
      { id: 2, name: 'b', colour: 'red', size: null },
      { id: 3, name: 'c', colour: 'blue', size: 'XL' },
    ]);
    // A file without the new columns is still whole.
    expect(await importText('evolving', 'old.csv', 'id,name,value\n4,d,4.5\n')).toMatchObject({
      counts: { accepted: 1, inserted: 1 },
    });
  });
});

describe('the contract discard_value', () => {
  it('takes the row without the value, and counts it', async () => {
    await define('discarding', { contract: 'discard_value' });
    const record = await importText('discarding', 'some.csv', 'id,name,value\n1,a,high\n2,b,2\nx,c,3\n');
    expect(record).toMatchObject({
      state: 'SUCCEEDED',
      counts: { received: 3, accepted: 2, rejected: 1, discarded: 1 },
    });
    expect(await recordsOf('discarding')).toMatchObject([
      { id: 1, value: null },
      { id: 2, value: 2 },
    ]);
  });
});

describe('the contract repair', () => {
  it('takes a broken row with its suggested repair, and counts it', async () => {
    await define('repairing', { contract: 'repair' });
    const rows = Array.from({ length: 40 }, (_, row) => `${2 * row + 10},name ${row},${row}.5`);
    const text = `id,name,value\n${rows.join('\n')}\n15;name 77;1.5\n`;
    const record = await importText('repairing', 'mixed.csv', text);
    expect(record).toMatchObject({ counts: { received: 41, accepted: 41, rejected: 0, repaired: 1 } });
    expect((await recordsOf('repairing'))[3]).toMatchObject({ id: 15, name: 'name 77', value: 1.5 });
  });

  it('only suggests it under any other contract', async () => {
    await define('suggesting', {});
    const rows = Array.from({ length: 40 }, (_, row) => `${2 * row + 10},name ${row},${row}.5`);
    const record = await importText(
      'suggesting',
      'mixed.csv',
      `id,name,value\n${rows.join('\n')}\n15;name 77;1.5\n`,
    );
    expect(record).toMatchObject({ counts: { accepted: 40, rejected: 1 } });
    expect(await get(`/v1/imports/${record.id}/rejects`)).toMatchObject({
      items: [{ line: 42, code: 'missing-cell', suggestion: '["15","name 77","1.5"]' }],
    });
  });
});

describe('a file', () => {
  it('of newline-delimited JSON, zipped, is an import like any other', async () => {
    await define('json-lines', {});
    const text = '{"id":1,"name":"a","value":1.5}\n{"id":2,"name":null}\n{"id":"x"}\n';
    const record = await importText('json-lines', 'rows.ndjson.gz', gzipSync(text));
    expect(record).toMatchObject({ counts: { received: 3, accepted: 2, rejected: 1 } });
    expect(await recordsOf('json-lines')).toMatchObject([
      { id: 1, name: 'a', value: 1.5 },
      { id: 2, name: null, value: null },
    ]);
  });

  it('with a key twice keeps the last row and quotes the first, which is read again from bronze', async () => {
    await define('keyed', {});
    const record = await importText(
      'keyed',
      'twice.csv',
      'id,name,value\n1,"first, row",1\n2,b,2\n1,last,3\n',
    );
    expect(record).toMatchObject({ counts: { received: 3, accepted: 2, rejected: 1 } });
    expect(await get(`/v1/imports/${record.id}/rejects`)).toMatchObject({
      items: [{ line: 2, code: 'primary-key', raw: '1,"first, row",1' }],
    });
  });
});
