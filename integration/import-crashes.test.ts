/**
 * The import function is killed before every single request that it makes to AWS; where the request writes, its retry
 * is killed as well, right after the same request. The next retry must end with what an undisturbed run leaves, byte for
 * byte, and a reader who asks all the while must see none of the import's rows or all of them.
 */
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestKey, manifestsPrefix } from '../lib/lake/keys';
import { manifestSchema } from '../lib/lake/manifest';
import { Faults } from '../local/faults/faults';
import type { RequestStep } from '../local/faults/request-step';
import { toldImport } from './ended-import';
import { defineSensors, keysUnder, sensorRows, sensorsCsv, type Reading } from './define-sensors';
import { startBackend, type Backend } from './start-backend';

/** Crashes at a time; each in a dataset of its own. */
const WALKERS = 8;
const SEGMENT_BYTES = 2048;
const READ_EVERY_MS = 500;
/** Ends a walk that hangs, and says nothing of its speed. */
const HANGS_AFTER_MS = 10 * 60_000;
const REFERENCE = 'undisturbed';

/** Accepted and flagged rows, two of which the import under test changes, and two of which it confirms. */
const BASE: Reading[] = [
  [1, 'north', 1],
  [2, 'south', 2.5],
  [3, 'south', 300],
  [4, 'north', 400],
];

/** Two segments; sound, flagged and refused rows are in the first. The last row's key is that of the fifth. */
const FILE: Reading[] = [
  [1, 'north', 1],
  [2, 'south', 22.5],
  [3, 'south', 300],
  [4, 'north', 444],
  ...Array.from({ length: 250 }, (_, row): Reading => {
    const isFirst = row < 50;
    const value = isFirst && row % 20 === 7 ? 'warm' : isFirst && row % 10 === 3 ? 200 + row : row / 4;
    return [row + 5, row % 3 === 0 ? 'north' : 'south', value];
  }),
  [5, 'west', 55],
];

const faults = new Faults(0);
let backend: Backend;

beforeAll(async () => {
  backend = await startBackend({
    faults,
    functions: {
      environment: {
        IMPORT_LEASE_SECONDS: '1',
        IMPORT_CHECKPOINT_SECONDS: '0',
        IMPORT_SEGMENT_BYTES: String(SEGMENT_BYTES),
      },
      retryDelaysMs: [0, 0],
      // A process that waits for the lease of one that was killed does nothing else.
      processesMax: WALKERS,
    },
  });
});

afterAll(() => backend.stop());

/** A request by what it is, whichever dataset, import and run it is of; `nth` counts those of the same name. */
interface Step {
  name: string;
  nth: number;
}

/** Keys hold the ids of imports, and names that each run of an import makes up for what it writes. */
function withoutNames(text: string, dataset: string): string {
  return text
    .replaceAll(dataset, '<dataset>')
    .replaceAll(REFERENCE, '<dataset>')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, '<import>')
    .replace(/<import>\/[0-9a-f-]{12,36}\//g, '<import>/<attempt>/');
}

function nameOf({ service, operation, key }: RequestStep, dataset: string): string {
  return withoutNames([service, operation, key ?? ''].join(' ').trim(), dataset);
}

/** Of the import function, while it works on the file under test of this dataset. */
function isOf({ functionName, event }: RequestStep, dataset: string): boolean {
  return functionName === 'import' && (event?.includes(`bronze/${dataset}/`) ?? false);
}

function stepsOf(dataset: string): Step[] {
  const counts = new Map<string, number>();
  return faults.steps
    .filter((step) => isOf(step, dataset))
    .map((step) => {
      const name = nameOf(step, dataset);
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      return { name, nth };
    });
}

const WRITES = /^(?:s3 (?:PUT|POST|DELETE)|dynamodb (?:Put|Update|Delete|BatchWrite|TransactWrite)|events)/;

async function textOf(key: string): Promise<string> {
  const { Body } = await backend.s3.send(new GetObjectCommand({ Bucket: backend.bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}

async function sha256Of(key: string): Promise<string> {
  const { Body } = await backend.s3.send(new GetObjectCommand({ Bucket: backend.bucket, Key: key }));
  return createHash('sha256')
    .update((await Body?.transformToByteArray()) ?? '')
    .digest('hex');
}

/** Everything that an import leaves, without the names that differ from one to the next. */
async function outcomeOf(dataset: string, importId: string) {
  const log = await keysUnder(backend, manifestsPrefix(dataset));
  const manifest = manifestSchema.parse(JSON.parse(await textOf(log.at(-1) ?? '')));
  const { counts, sequence, error, state, sha256 } = await toldImport(backend, importId);
  const parts = [...manifest.silver.parts, ...manifest.anomalies.parts];
  const written = [
    ...parts.flatMap(({ key, keysKey }) => [key, keysKey]),
    ...(await keysUnder(backend, `rejects/${dataset}/${importId}/`)),
  ];
  const digests = await Promise.all(
    written.map(async (key) => [withoutNames(key, dataset), await sha256Of(key)] as const),
  );
  const rows = async (zone: 'silver' | 'anomalies') =>
    (await sensorRows(backend, dataset, zone)).map((row) => ({ ...row, _import: row._import === importId }));
  return {
    state,
    error,
    sequence,
    commits: log.length,
    sha256,
    counts: { ...counts, seconds: 0, rowsPerSecond: 0 },
    bytes: Object.fromEntries(digests),
    lists: [manifest.silver, manifest.anomalies].map(({ superseded, confirmed, deleted }) =>
      [superseded, confirmed, deleted].map((list) => list?.rows ?? 0),
    ),
    checkpoints: await keysUnder(backend, `checkpoints/${dataset}/`),
    silver: await rows('silver'),
    anomalies: await rows('anomalies'),
  };
}

type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** Reads the dataset until `ended` does; every answer must be one of two states, the second only after the first. */
async function readUntil(ended: Promise<unknown>, dataset: string, expected: Outcome): Promise<string[]> {
  let isOver = false;
  const over = () => void (isOver = true);
  ended.then(over, over);
  const wrong: string[] = [];
  let hasBegun = false;
  while (!isOver) {
    const rows = (await sensorRows(backend, dataset)).map(({ id, value }) => [id, value]);
    const isAll =
      JSON.stringify(rows) === JSON.stringify(expected.silver.map(({ id, value }) => [id, value]));
    const isNone = rows.length === BASE.filter(([, , value]) => Number(value) <= 100).length;
    if (!(isAll || (isNone && !hasBegun))) wrong.push(`${dataset} shows ${rows.length} rows.`);
    hasBegun ||= isAll;
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
  }
  return wrong;
}

/** The base is imported once: the log of every other dataset begins with the same commit, whose parts are where they are. */
async function importOnBase(dataset: string, arm: () => void) {
  await defineSensors(backend, dataset, { views: [] });
  if (dataset === REFERENCE) {
    await backend.importText('operators', dataset, 'base.csv', sensorsCsv(BASE));
  } else {
    const base = JSON.parse(await textOf(manifestKey(manifestsPrefix(REFERENCE), 1)));
    const Key = manifestKey(manifestsPrefix(dataset), 1);
    const Body = JSON.stringify({ ...base, dataset });
    await backend.s3.send(new PutObjectCommand({ Bucket: backend.bucket, Key, Body }));
  }
  arm();
  return backend.importText('operators', dataset, 'readings.csv', sensorsCsv(FILE));
}

/** What an outcome has otherwise than it should, each as a sentence. */
function differences(outcome: Outcome, expected: Outcome): string[] {
  const flat = ({ bytes, ...others }: Outcome) =>
    new Map(
      [...Object.entries(others), ...Object.entries(bytes)].map(([name, value]) => [
        name,
        JSON.stringify(value),
      ]),
    );
  const [found, wanted] = [flat(outcome), flat(expected)];
  return [...new Set([...found.keys(), ...wanted.keys()])]
    .filter((name) => found.get(name) !== wanted.get(name))
    .map((name) => `${name} is ${found.get(name)}, not ${wanted.get(name)}.`);
}

/** What was wrong with the import that was killed, and how often it was. */
async function crash(
  step: Step,
  dataset: string,
  expected: Outcome,
): Promise<{ kills: number; wrong: string[] }> {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const heals: (() => void)[] = [];
  const imported = importOnBase(dataset, () => {
    const matches = (each: RequestStep) => isOf(each, dataset) && nameOf(each, dataset) === step.name;
    heals.push(faults.inRequests({ matches, nth: step.nth, fault: { type: 'kill-before' } }));
    // The retry tells its progress as often; what a checkpoint has it does not write again.
    const nthOfRetry = step.name.startsWith('s3') ? step.nth + 1 : 2 * step.nth;
    if (WRITES.test(step.name)) {
      heals.push(faults.inRequests({ matches, nth: nthOfRetry, fault: { type: 'kill-after' } }));
    }
    begin();
  });
  await Promise.race([begun, imported]);
  const wrong = await readUntil(imported, dataset, expected);
  const { id } = await imported;
  for (const heal of heals) heal();
  wrong.push(...differences(await outcomeOf(dataset, id), expected));
  return { kills: faults.struck.filter((each) => isOf(each, dataset)).length, wrong };
}

describe('an import whose process is killed', () => {
  it(
    'ends as if nothing had been, whichever request was its last, and is never seen in part',
    async () => {
      const reference = await importOnBase(REFERENCE, () => faults.forget());
      const steps = stepsOf(REFERENCE);
      const expected = await outcomeOf(REFERENCE, reference.id);
      expect(expected).toMatchObject({ state: 'SUCCEEDED', error: null, checkpoints: [] });
      expect(expected.lists.flat().filter((rows) => rows > 0).length).toBeGreaterThan(2);

      const wrong: string[] = [];
      const missed: string[] = [];
      const queue = steps.entries();
      const walk = async () => {
        for (const [number, step] of queue) {
          const { kills, wrong: found } = await crash(step, `crash-${number}`, expected);
          const title = `${step.name} #${step.nth}`;
          wrong.push(...found.map((what) => `${title}: ${what}`));
          // How often progress is told depends on time, and what is read on what a process has cached.
          const isDue = step.name.startsWith('s3') && WRITES.test(step.name);
          if (isDue && kills < 2) missed.push(`${title}: ${kills} of 2 kills`);
        }
      };
      await Promise.all(Array.from({ length: WALKERS }, walk));
      expect(wrong).toEqual([]);
      expect(missed).toEqual([]);
    },
    HANGS_AFTER_MS,
  );
});
