/** Files and definitions are looked at before they are used, by whoever may use them; saved versions never get lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineSensors, sensorsCsv } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
  await defineSensors(backend, 'sensors');
}, 300_000);

afterAll(() => backend.stop());

type Who = 'admins' | 'operators' | 'analysts' | 'nobody';

const PREVIEW = /* GraphQL */ `
  query ($fileName: String!, $sizeBytes: Float!, $sample: String!, $dataset: String) {
    previewFile(fileName: $fileName, sizeBytes: $sizeBytes, sample: $sample, dataset: $dataset) {
      fileName
      format
      columns
      rows
      cut
      definition
      matches {
        dataset
        score
        missing
        extra
        aliases
      }
      error {
        code
        message
      }
      check {
        counts {
          received
          accepted
          anomalous
          rejected
        }
        problems
        rejects {
          line
          column
          code
          cells
        }
        accepted
        views
      }
    }
  }
`;
const CHECK = /* GraphQL */ `
  query ($definition: AWSJSON!, $fileName: String, $sizeBytes: Float, $sample: String) {
    checkDefinition(definition: $definition, fileName: $fileName, sizeBytes: $sizeBytes, sample: $sample) {
      issues {
        path
        message
      }
      preview {
        check {
          accepted
        }
      }
    }
  }
`;
const SAVE = /* GraphQL */ `
  mutation ($definition: AWSJSON!, $baseVersion: Int) {
    saveDataset(definition: $definition, baseVersion: $baseVersion) {
      version
    }
  }
`;
const VERSIONS = /* GraphQL */ `
  query ($name: String!) {
    listDatasetVersions(name: $name) {
      version
      definition
      savedAt
      savedBy
    }
  }
`;
const AUDIT = /* GraphQL */ `
  query {
    listAuditEntries(action: "dataset.", limit: 50) {
      items {
        actor
        action
        target
        details
      }
    }
  }
`;
const REMEMBER = /* GraphQL */ `
  mutation ($dataset: String!, $aliases: AWSJSON!) {
    rememberAliases(dataset: $dataset, aliases: $aliases) {
      version
      definition
    }
  }
`;
const CHECK_REPAIRS = /* GraphQL */ `
  query ($importId: ID!, $rows: AWSJSON!) {
    checkRepairs(importId: $importId, rows: $rows) {
      problems {
        line
        column
        code
        message
      }
      anomalous
    }
  }
`;

function ask<T>(who: Who, query: string, variables: object): Promise<T> {
  return backend.graphql<T>(backend.tokens[who], query, variables);
}

function sampleOf(content: string | Buffer, fileName = 'readings.csv') {
  const bytes = Buffer.from(content);
  return { fileName, sizeBytes: bytes.length, sample: bytes.toString('base64') };
}

interface Previewed {
  previewFile: {
    columns: string;
    matches: { dataset: string; score: number; missing: string[]; extra: string[]; aliases: string }[];
    error: { code: string; message: string } | null;
    check: { accepted: string; views: string; rejects: { cells: string }[] } | null;
  };
}

describe('a preview of a file', () => {
  it('shows its rows under a dataset as they would come out', async () => {
    const file = sampleOf(
      sensorsCsv([
        [1, 'a', 5],
        ['x', 'b', 6],
        [3, 'a', 500],
      ]),
    );
    const { previewFile } = await ask<Previewed>('operators', PREVIEW, { ...file, dataset: 'sensors' });
    expect(previewFile).toMatchObject({
      format: 'csv',
      cut: false,
      error: null,
      matches: [{ dataset: 'sensors', score: 1 }],
      check: { counts: { received: 3, accepted: 1, anomalous: 1, rejected: 1 } },
    });
    expect(JSON.parse(previewFile.check?.accepted ?? '')).toMatchObject({ rows: [[1, 'a', 5, 2, []]] });
    expect(JSON.parse(previewFile.check?.views ?? '')).toMatchObject([{ rows: [['a', 2, 505, 1]] }]);
    expect(JSON.parse(previewFile.check?.rejects[0]?.cells ?? '')).toEqual(['x', 'b', '6']);
    const list = await backend.client('admins').listImports({ dataset: 'sensors', limit: 10 });
    expect(list).toEqual([]);
  });

  it('says what a file is that fits no dataset, and what is wrong with one that fits badly', async () => {
    const { previewFile } = await ask<Previewed>(
      'operators',
      PREVIEW,
      sampleOf('id,location,value\n1,a,2\n'),
    );
    expect(previewFile.matches[0]).toMatchObject({ missing: ['place'], extra: ['location'] });
    expect(previewFile.check).toBeNull();
    const picture = sampleOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a.png');
    const refused = await ask<Previewed>('operators', PREVIEW, { ...picture, dataset: 'sensors' });
    expect(refused.previewFile).toMatchObject({ format: 'unknown', error: { code: 'file-encoding' } });
  });

  it('takes no more than a sample, and only from those who import', async () => {
    const long = {
      fileName: 'a.csv',
      sizeBytes: 1e9,
      sample: Buffer.alloc(512 * 1024 + 3).toString('base64'),
    };
    await expect(ask('operators', PREVIEW, long)).rejects.toMatchObject({ name: 'file-too-large' });
    const most = { ...long, sample: Buffer.alloc(512 * 1024, 'id,place,value\n').toString('base64') };
    await expect(ask('operators', PREVIEW, most)).resolves.toMatchObject({ previewFile: { cut: true } });
    for (const who of ['analysts', 'nobody'] as const) {
      await expect(ask(who, PREVIEW, sampleOf('id\n1\n'))).rejects.toMatchObject({ name: 'Unauthorized' });
    }
  });
});

describe('a check of a definition', () => {
  const definition = {
    name: 'sensors',
    schema: { fields: [{ name: 'id', type: 'integer' }] },
    rules: [{ name: 'r', when: "read_text('/etc/passwd') = ''" }],
  };

  it('tells its issues in their places and reads no file for them', async () => {
    const asked = { definition: JSON.stringify(definition), ...sampleOf('id\n1\n') };
    const { checkDefinition } = await ask<{ checkDefinition: object }>('admins', CHECK, asked);
    expect(checkDefinition).toEqual({
      issues: [{ path: 'rules[0].when', message: 'The function “read_text” is not allowed.' }],
      preview: { check: { accepted: expect.stringContaining('"rows":[[1,') } },
    });
  });

  it('is for admins', async () => {
    const asked = { definition: JSON.stringify(definition) };
    for (const who of ['operators', 'analysts'] as const) {
      await expect(ask(who, CHECK, asked)).rejects.toMatchObject({ name: 'Unauthorized' });
    }
  });
});

describe('the versions of a definition', () => {
  const base = { name: 'versions', schema: { fields: [{ name: 'id', type: 'integer' }] } };
  const save = (definition: object, baseVersion?: number) =>
    ask<{ saveDataset: { version: number } }>('admins', SAVE, {
      definition: JSON.stringify(definition),
      baseVersion,
    });

  it('are all kept, newest first, and nobody saves over another one’s', async () => {
    expect(await save(base, 0)).toEqual({ saveDataset: { version: 1 } });
    await expect(save({ ...base, title: 'Other' }, 0)).rejects.toMatchObject({ name: 'definition-conflict' });
    expect(await save({ ...base, title: 'Second' }, 1)).toEqual({ saveDataset: { version: 2 } });
    expect(await save({ ...base, title: 'Second' }, 1)).toEqual({ saveDataset: { version: 2 } });
    await expect(save({ ...base, title: 'Stale' }, 1)).rejects.toThrow(
      /admins@example\.com saved version 2 of «versions» while version 1 was being edited/,
    );
    const { listDatasetVersions } = await ask<{
      listDatasetVersions: { version: number; savedBy: string; definition: string }[];
    }>('analysts', VERSIONS, { name: 'versions' });
    expect(listDatasetVersions).toMatchObject([
      { version: 2, savedBy: 'admins@example.com' },
      { version: 1, savedBy: 'admins@example.com' },
    ]);
    expect(
      listDatasetVersions.map(({ definition }) => (JSON.parse(definition) as { title?: string }).title),
    ).toEqual(['Second', undefined]);
    await expect(ask('analysts', VERSIONS, { name: 'nowhere' })).rejects.toMatchObject({
      name: 'dataset-not-found',
    });
    const { listAuditEntries } = await ask<{ listAuditEntries: { items: { target: string }[] } }>(
      'admins',
      AUDIT,
      {},
    );
    expect(listAuditEntries.items.filter(({ target }) => target === 'versions')).toMatchObject([
      { actor: 'admins@example.com', action: 'dataset.saved', details: '{"version":2,"previousVersion":1}' },
      { action: 'dataset.saved', details: '{"version":1,"previousVersion":null}' },
    ]);
    await expect(ask('nobody', VERSIONS, { name: 'versions' })).rejects.toMatchObject({
      name: 'Unauthorized',
    });
  });
});

describe('labels of a file', () => {
  const remember = (who: Who, aliases: object) =>
    ask<{ rememberAliases: { version: number; definition: string } }>(who, REMEMBER, {
      dataset: 'labels',
      aliases: JSON.stringify(aliases),
    });

  it('are remembered for their fields, also when two people do so at once', async () => {
    await defineSensors(backend, 'labels');
    await Promise.all([remember('operators', { Location: 'place' }), remember('admins', { Nr: 'id' })]);
    const again = await remember('operators', { Location: 'place', nr: 'id' });
    expect(again.rememberAliases.version).toBe(3);
    const { items } = await ask<Previewed>('operators', PREVIEW, sampleOf('location,nr,value\na,1,2\n')).then(
      ({ previewFile }) => ({ items: previewFile.matches }),
    );
    expect(items.find(({ dataset }) => dataset === 'labels')).toMatchObject({ score: 1 });
  });

  it('are refused where they belong to another field, or the field is not there', async () => {
    await expect(remember('operators', { value: 'place' })).rejects.toThrow(
      /“value” also belongs to “value”/,
    );
    await expect(remember('operators', { x: 'nowhere' })).rejects.toMatchObject({ name: 'invalid-request' });
    await expect(remember('operators', { x: 5 })).rejects.toMatchObject({ name: 'invalid-request' });
    await expect(remember('analysts', { x: 'place' })).rejects.toMatchObject({ name: 'Unauthorized' });
  });
});

describe('a check of repaired rows', () => {
  it('says of each what its import would, by its line in the file', async () => {
    const csv = sensorsCsv([
      [1, 'a', 5],
      ['x', 'b', 6],
      ['y', 'c', 7],
      ['z', 'd', 8],
      ['w', 'e', 9],
    ]);
    const { id } = await backend.importText('operators', 'sensors', 'bad.csv', csv);
    const rows = [
      { line: 3, cells: ['2', 'b', 'six'] },
      { line: 4, cells: ['3', 'c', '700'] },
      { line: 5, cells: ['4', 'd', '8'] },
      { line: 6, cells: ['4', 'e', '9'] },
    ];
    const asked = { importId: id, rows: JSON.stringify(rows) };
    expect(await ask('operators', CHECK_REPAIRS, asked)).toEqual({
      checkRepairs: {
        problems: [
          { line: 3, column: 'value', code: 'type-error', message: expect.stringContaining('“six”') },
          { line: 5, column: 'id', code: 'primary-key', message: expect.stringContaining('on line 6;') },
        ],
        anomalous: [4],
      },
    });
    await expect(ask('analysts', CHECK_REPAIRS, asked)).rejects.toMatchObject({ name: 'Unauthorized' });
    const short = JSON.stringify([{ line: 3, cells: ['2'] }]);
    await expect(ask('operators', CHECK_REPAIRS, { importId: id, rows: short })).rejects.toThrow(
      /has 1 cells/,
    );
  });
});
