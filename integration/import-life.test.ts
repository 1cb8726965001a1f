import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import { HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortalImport, RestClient } from '../cli/portal/rest-client';
import { presets } from '../lib/dataset/presets';
import { startBackend, type Backend } from './start-backend';

const HEADER = 'timestamp,device_id,value,unit,anomaly_score';
const READINGS = [
  '2025-01-31T08:00:00Z,sensor-1,20.5,°C,0.1',
  '2025-01-31T08:01:00Z,sensor-1,21.5,°C,0.9',
  '2025-01-31T08:00:00Z,sensor-2,19.0,°C,0.2',
];

let backend: Backend;
let client: RestClient;

beforeAll(async () => {
  backend = await startBackend();
  const admin = backend.client('admins');
  for (const preset of presets()) await admin.putDataset(preset.name, preset);
  client = backend.client('operators');
});

afterAll(() => backend.stop());

function importText(dataset: string, fileName: string, content: string | Uint8Array): Promise<PortalImport> {
  return backend.importText('operators', dataset, fileName, content);
}

async function recordsOf(dataset: string): Promise<Record<string, unknown>[]> {
  const { body } = await backend.rest(
    backend.tokens.analysts,
    'GET',
    `/v1/datasets/${dataset}/records?limit=1000`,
  );
  return (body as { items: Record<string, unknown>[] }).items;
}

async function keysUnder(prefix: string): Promise<string[]> {
  const page = await backend.s3.send(new ListObjectsV2Command({ Bucket: backend.bucket, Prefix: prefix }));
  return (page.Contents ?? []).map((object) => object.Key ?? '');
}

describe('an import', () => {
  it('becomes accepted, flagged and refused rows whose numbers add up', async () => {
    const lines = [
      HEADER,
      ...READINGS,
      'not a time,sensor-3,1,°C,0.1',
      '',
      '2025-01-31T08:02:00Z,sensor-3,warm,°C,7',
    ];
    const record = await importText('iot-readings', 'readings.csv', `${lines.join('\n')}\n`);
    expect(record).toMatchObject({
      state: 'SUCCEEDED',
      counts: {
        received: 5,
        accepted: 2,
        anomalous: 1,
        rejected: 2,
        blank: 1,
        inserted: 2,
        updated: 0,
        unchanged: 0,
      },
      problems: { 'type-error': 2, 'constraint-error': 1 },
      error: null,
    });
    const rejects = await backend.rest(backend.tokens.analysts, 'GET', `/v1/imports/${record.id}/rejects`);
    const items = (rejects.body as { items: { line: number; column: string; code: string; raw: string }[] })
      .items;
    expect(items.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, 'timestamp', 'type-error'],
      [7, 'value', 'type-error'],
      [7, 'anomaly_score', 'constraint-error'],
    ]);
    expect(items[0]?.raw).toBe('not a time,sensor-3,1,°C,0.1');
    expect(await recordsOf('iot-readings')).toHaveLength(2);
  });

  it('of the same file again adds nothing', async () => {
    const record = await importText('iot-readings', 'again.csv', `${[HEADER, ...READINGS].join('\n')}\n`);
    expect(record.counts).toMatchObject({ accepted: 2, inserted: 0, updated: 0, unchanged: 2 });
    expect(await recordsOf('iot-readings')).toHaveLength(2);
  });

  it('with a changed row updates it', async () => {
    const changed = READINGS[0]?.replace('20.5', '22.5') ?? '';
    const record = await importText('iot-readings', 'changed.csv', `${HEADER}\n${changed}\n`);
    expect(record.counts).toMatchObject({ inserted: 0, updated: 1, unchanged: 0 });
    const values = (await recordsOf('iot-readings')).map((row) => row['value']);
    expect(values).toContain(22.5);
    expect(values).not.toContain(20.5);
  });

  it('runs once, however often its event is delivered', async () => {
    const record = await importText(
      'iot-readings',
      'once.csv',
      `${HEADER}\n2025-02-01T00:00:00Z,sensor-9,1,°C,0\n`,
    );
    const [key] = await keysUnder(`bronze/iot-readings/${record.id}/`);
    const head = await backend.s3.send(new HeadObjectCommand({ Bucket: backend.bucket, Key: key ?? '' }));
    const manifests = await keysUnder('manifests/iot-readings/');
    const { endpoints, credentials } = backend.laptop;
    const lambda = new LambdaClient({ region: endpoints.region, endpoint: endpoints.aws, credentials });
    const event = {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: backend.bucket }, object: { key, 'version-id': head.VersionId } },
    };
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'import', Payload: Buffer.from(JSON.stringify(event)) }),
    );
    lambda.destroy();
    expect(answer.FunctionError).toBeUndefined();
    expect(await keysUnder('manifests/iot-readings/')).toEqual(manifests);
    expect(await client.getImport(record.id)).toEqual(record);
  });

  it('keeps every row when many are committed at once', async () => {
    const imports = await Promise.all(
      Array.from({ length: 12 }, (_, file) => {
        const rows = Array.from(
          { length: 50 },
          (_, row) => `2025-03-01T00:00:${String(row).padStart(2, '0')}Z,many-${file},${row},°C,0`,
        );
        return importText('iot-readings', `many-${file}.csv`, `${[HEADER, ...rows].join('\n')}\n`);
      }),
    );
    expect(imports.map((record) => record.counts?.inserted)).toEqual(Array(12).fill(50));
    const rows = (await recordsOf('iot-readings')).filter((row) =>
      String(row['device_id']).startsWith('many-'),
    );
    expect(rows).toHaveLength(600);
  });
});

describe('a file that cannot be used', () => {
  const refused: [name: string, content: string | Uint8Array, code: string][] = [
    ['empty.csv', '', 'file-empty'],
    ['binary.csv', Uint8Array.from({ length: 4096 }, (_, index) => (index * 97) % 256), 'file-encoding'],
    ['wrong-header.csv', 'time,device,value\n1,2,3\n', 'missing-label'],
    ['unknown-column.csv', `${HEADER},colour\n${READINGS[0]},red\n`, 'extra-label'],
    ['twice.csv', `${HEADER},value\n${READINGS[0]},1\n`, 'duplicate-label'],
  ];
  it.each(refused)('%s ends FAILED with a sentence and commits nothing', async (name, content, code) => {
    const before = await keysUnder('manifests/iot-readings/');
    const record = await importText('iot-readings', name, content);
    expect(record.state).toBe('FAILED');
    expect(record.error?.code).toBe(code);
    expect(record.error?.message).toMatch(/\w{3,}.*[.?]$/s);
    expect(await keysUnder('manifests/iot-readings/')).toEqual(before);
    expect(await keysUnder(`bronze/iot-readings/${record.id}/`)).toHaveLength(1);
  });

  it('of another dataset is refused', async () => {
    const record = await importText(
      'flyora-products',
      'readings.csv',
      `${[HEADER, ...READINGS].join('\n')}\n`,
    );
    expect(record).toMatchObject({ state: 'FAILED', error: { code: 'missing-label' } });
  });

  it('is not one that has a header and no rows', async () => {
    const record = await importText('iot-readings', 'header-only.csv', `${HEADER}\n`);
    expect(record).toMatchObject({ state: 'SUCCEEDED', counts: { received: 0, accepted: 0, rejected: 0 } });
  });
});

describe('an upload', () => {
  it('that is aborted leaves CANCELLED and no parts', async () => {
    const upload = await client.startUpload('iot-readings', { fileName: 'aborted.csv', sizeBytes: 100 });
    const cancelled = await client.abortUpload(upload.importId);
    expect(cancelled.state).toBe('CANCELLED');
    const open = await backend.s3.send(new ListMultipartUploadsCommand({ Bucket: backend.bucket }));
    expect(open.Uploads ?? []).toEqual([]);
    await expect(client.completeUpload(upload.importId)).rejects.toMatchObject({ code: 'upload-not-open' });
  });

  it('that is completed twice, because the first answer was lost, is one import', async () => {
    const text = `${HEADER}\n`;
    const upload = await client.startUpload('iot-readings', {
      fileName: 'twice.csv',
      sizeBytes: Buffer.byteLength(text),
    });
    await fetch(upload.parts[0]?.url ?? '', { method: 'PUT', body: text });
    await client.completeUpload(upload.importId);
    expect((await client.completeUpload(upload.importId)).id).toBe(upload.importId);
    const ended = await client.completeUpload(upload.importId);
    expect(['QUEUED', 'RUNNING', 'SUCCEEDED']).toContain(ended.state);
  });

  it('that lacks parts cannot be completed', async () => {
    const upload = await client.startUpload('iot-readings', {
      fileName: 'partial.csv',
      sizeBytes: 20_000_000,
    });
    expect(upload.partCount).toBe(3);
    const [first] = upload.parts;
    await fetch(first?.url ?? '', { method: 'PUT', body: new Uint8Array(upload.partSizeBytes) });
    await expect(client.completeUpload(upload.importId)).rejects.toMatchObject({ code: 'upload-incomplete' });
    expect((await client.getImport(upload.importId)).state).toBe('UPLOADING');
    await client.abortUpload(upload.importId);
  });

  it('goes where the server says, whatever the name of the file', async () => {
    const record = await importText('iot-readings', 'plain.csv', `${HEADER}\n`);
    expect(await keysUnder(`bronze/iot-readings/${record.id}/`)).toEqual([
      `bronze/iot-readings/${record.id}/plain.csv`,
    ]);
    const upload = await client.startUpload('iot-readings', {
      fileName: '../../manifests/x/0000000001.json',
      sizeBytes: 1,
    });
    const listed = await backend.s3.send(new ListMultipartUploadsCommand({ Bucket: backend.bucket }));
    expect(listed.Uploads?.map((open) => open.Key)).toEqual([
      `bronze/iot-readings/${upload.importId}/0000000001.json`,
    ]);
    await client.abortUpload(upload.importId);
  });
});
