/** What becomes of an event that Lambda has given up after two retries. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Faults } from '../local/faults/faults';
import { endedImport, toldImport } from './ended-import';
import { defineSensors, expectTotals, keysUnder, sensorsCsv, sensorValues } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const faults = new Faults(0);
let backend: Backend;

beforeAll(async () => {
  backend = await startBackend({
    faults,
    functions: { environment: { IMPORT_LEASE_SECONDS: '1' }, retryDelaysMs: [0, 0] },
  });
});

afterEach(() => faults.heal());

afterAll(() => backend.stop());

async function deadLetter(key: string): Promise<unknown> {
  await expect
    .poll(() => keysUnder(backend, key), { timeout: 60_000, interval: 150, message: key })
    .toEqual([key]);
  const { Body } = await backend.s3.send(new GetObjectCommand({ Bucket: backend.bucket, Key: key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

const redrive = (id: string) => backend.rest(backend.tokens.operators, 'POST', `/v1/imports/${id}/redrive`);

describe('an import that fails three times', () => {
  it.each([
    ['because a write is refused', 'refused', { type: 'refuse' }, /.+/],
    ['because its process is killed', 'killed', { type: 'kill-before' }, /exited|killed/],
  ] as const)(
    '%s is FAILED, kept with its cause, and can be sent again',
    async (_why, dataset, fault, cause) => {
      await defineSensors(backend, dataset);
      faults.inRequests({
        matches: ({ functionName, operation, key }) =>
          functionName === 'import' &&
          operation === 'PUT' &&
          (key?.startsWith(`silver/${dataset}/`) ?? false),
        fault,
      });
      const csv = sensorsCsv([
        [1, 'north', 1],
        [2, 'south', 2],
      ]);
      const failed = await backend.importText('operators', dataset, 'doomed.csv', csv);
      expect(failed).toMatchObject({ state: 'FAILED', counts: null });
      // A sentence for an operator: what happened, where the file is, what can be done.
      expect(failed.error?.message).toMatch(/bronze/);
      expect(failed.error?.message).toMatch(/again/);
      expect(await sensorValues(backend, dataset)).toEqual([]);

      const key = `dead-letter/${dataset}/${failed.id}.json`;
      expect(await deadLetter(key)).toMatchObject({
        importId: failed.id,
        dataset,
        event: { 'detail-type': 'Object Created' },
        cause: expect.anything(),
        failedAt: expect.stringMatching(/Z$/),
        attempts: 3,
      });
      expect(JSON.stringify(await deadLetter(key))).toMatch(cause);

      faults.heal();
      expect(await redrive(failed.id)).toMatchObject({ status: 202, body: { id: failed.id, error: null } });
      expect(await endedImport(backend, failed.id)).toMatchObject({
        state: 'SUCCEEDED',
        error: null,
        counts: { received: 2, inserted: 2 },
      });
      expect(await sensorValues(backend, dataset)).toEqual([
        [1, 1],
        [2, 2],
      ]);
      expect(await keysUnder(backend, key)).toEqual([]);
      expect((await redrive(failed.id)).status).toBe(409);
    },
  );

  it('ends at once and without a dead letter when the file is at fault', async () => {
    await defineSensors(backend, 'at-fault');
    const failed = await backend.importText('operators', 'at-fault', 'wrong.csv', 'a,b\n1,2\n');
    expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'missing-label' } });
    expect((await toldImport(backend, failed.id)).attempts).toBe(1);
    expect(await keysUnder(backend, 'dead-letter/at-fault/')).toEqual([]);
  });
});

describe('a commit that cannot be published', () => {
  it('is kept with its cause, and comes with the next commit', async () => {
    await defineSensors(backend, 'unpublished');
    faults.inRequests({
      matches: ({ functionName, operation, key }) =>
        functionName === 'publish' && operation === 'PUT' && (key?.startsWith('gold/unpublished/') ?? false),
      fault: { type: 'refuse' },
    });
    const first = await backend.importText(
      'operators',
      'unpublished',
      'a.csv',
      sensorsCsv([[1, 'north', 1]]),
    );
    // The import itself is in: publishing comes after it.
    expect(first.state).toBe('SUCCEEDED');
    expect(await deadLetter('dead-letter/unpublished/publish-1.json')).toMatchObject({
      dataset: 'unpublished',
      cause: expect.anything(),
      attempts: 3,
    });
    faults.heal();
    await backend.importText('operators', 'unpublished', 'b.csv', sensorsCsv([[2, 'north', 2]]));
    await expectTotals(backend, 'unpublished', [{ place: 'north', rows: 2, total: 3, flagged: 0 }]);
  });
});
