import { afterAll, beforeAll, expect, it } from 'vitest';
import { Faults } from '../local/faults/faults';
import { defineSensors, keysUnder, sensorsCsv, sensorValues, type Reading } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

const ROWS = Array.from({ length: 600 }, (_, row): Reading => [row, row % 2 ? 'north' : 'south', row / 10]);
const TIMEOUT_MS = 30_000;
const MARGIN_SECONDS = 24;

const faults = new Faults(0);
let backend: Backend;

beforeAll(async () => {
  backend = await startBackend({
    faults,
    functions: {
      timeoutsMs: { import: TIMEOUT_MS },
      environment: {
        IMPORT_MARGIN_SECONDS: String(MARGIN_SECONDS),
        IMPORT_CHECKPOINT_SECONDS: '0',
        IMPORT_SEGMENT_BYTES: '2048',
      },
    },
  });
});

afterAll(() => backend.stop());

it('An import that nears the end of its function’s time goes on in a new invocation, from where it was', async () => {
  await defineSensors(backend, 'long');
  // The first checkpoint takes as long as an invocation may work.
  faults.inRequests({
    matches: ({ functionName, operation, key }) =>
      functionName === 'import' && operation === 'PUT' && (key?.startsWith('checkpoints/long/') ?? false),
    nth: 1,
    fault: { type: 'delay', ms: TIMEOUT_MS - MARGIN_SECONDS * 1000 },
  });
  const record = await backend.importText('operators', 'long', 'long.csv', sensorsCsv(ROWS));
  expect(record).toMatchObject({ state: 'SUCCEEDED', error: null, counts: { received: 600, inserted: 600 } });
  expect(await sensorValues(backend, 'long')).toEqual(ROWS.map(([id, , value]) => [id, value]));

  const steps = faults.steps.filter(({ functionName }) => functionName === 'import');
  expect(steps.some(({ service, operation }) => service === 'events' && operation === 'PutEvents')).toBe(
    true,
  );
  const later = steps.filter(({ event }) => event?.includes('Import Requested'));
  expect(
    later.some(({ operation, key }) => operation === 'GET' && key?.startsWith('checkpoints/long/')),
  ).toBe(true);
  expect(await keysUnder(backend, 'checkpoints/')).toEqual([]);
});
