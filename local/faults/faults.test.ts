import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTinyLaptop, type TinyLaptop } from '../testing/start-tiny-laptop';
import { Faults } from './faults';
import type { RequestStep } from './request-step';
import { seededRandom } from './seeded-random';

const BUCKET = 'lake';

const faults = new Faults(1);
let laptop: TinyLaptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await startTinyLaptop({ faults, functions: { retryDelaysMs: [0] } });
  s3 = new S3Client({ ...laptop.clientOptions, maxAttempts: 1 });
});

afterEach(() => {
  faults.heal();
  faults.forget();
});

afterAll(async () => {
  s3.destroy();
  await laptop.remove();
});

const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Key }));

async function textOf(Key: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }))).Body?.transformToString();
}

const isPut = (key: string) => (step: RequestStep) => step.operation === 'PUT' && step.key === key;

/** The function of the tiny backend writes `seen/<key>` for every object that appears under `in/`. */
const ended = (key: string) =>
  vi
    .waitFor(() => textOf(`seen/${key}`), { timeout: 20_000, interval: 30 })
    .then((text) => JSON.parse(text ?? ''));

describe('a request', () => {
  it('is refused as the service would, and not done', async () => {
    faults.inRequests({ matches: isPut('out/refused'), fault: { type: 'refuse' } });
    await expect(put('out/refused')).rejects.toMatchObject({
      name: 'InternalError',
      $metadata: { httpStatusCode: 500 },
    });
    await expect(textOf('out/refused')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('is done and its answer lost, which a client that tries again cannot tell apart', async () => {
    faults.inRequests({ matches: isPut('out/lost'), nth: 1, fault: { type: 'lose-answer' } });
    await expect(put('out/lost')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await textOf('out/lost')).toBe('out/lost');
    await put('out/lost');
    faults.inRequests({ matches: ({ operation }) => operation === 'GET', fault: { type: 'lose-answer' } });
    await expect(textOf('out/lost')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('is done late', async () => {
    faults.inRequests({ matches: isPut('out/late'), fault: { type: 'delay', ms: 200 } });
    const started = performance.now();
    await put('out/late');
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  it('of a function is known by the function, its event and its key', async () => {
    await put('in/known');
    await ended('in/known');
    expect(faults.steps).toEqual([
      {
        service: 's3',
        operation: 'PUT',
        key: 'seen/in/known',
        functionName: 'Echo',
        processId: expect.any(String),
        event: expect.stringContaining('"in/known"'),
      },
    ]);
  });
});

describe('a function', () => {
  it('is killed before its request is done, and its event tried again', async () => {
    faults.inRequests({ matches: isPut('seen/in/before'), nth: 1, fault: { type: 'kill-before' } });
    await put('in/before');
    await ended('in/before');
    expect(new Set(faults.steps.map(({ processId }) => processId)).size).toBe(2);
    expect(faults.struck).toHaveLength(1);
  });

  it('is killed once its request is done', async () => {
    faults.inRequests({ matches: isPut('seen/in/after'), nth: 1, fault: { type: 'kill-after' } });
    await put('in/after');
    await ended('in/after');
    await vi.waitFor(() => expect(faults.steps).toHaveLength(2), { timeout: 20_000 });
  });
});

it('Whatever a function works on can be killed, and is tried again', async () => {
  faults.inRequests({ matches: isPut('seen/in/killed'), nth: 1, fault: { type: 'delay', ms: 60_000 } });
  await put('in/killed');
  await vi.waitFor(() => expect(faults.steps).toHaveLength(1), { timeout: 20_000 });
  faults.killFunction('Echo');
  await ended('in/killed');
});

describe('an event', () => {
  it('comes twice and late, the same both times', async () => {
    const events: string[] = [];
    faults.inEvents({ matches: ({ source }) => source === 'aws.s3', copies: 2, lateMsMax: 300 });
    await put('in/twice');
    await vi.waitFor(() => expect(faults.steps).toHaveLength(2), { timeout: 20_000 });
    for (const { event } of faults.steps) events.push(event ?? '');
    expect(new Set(events).size).toBe(1);
  });
});

it('draws the same numbers from the same seed', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7).every((number) => number >= 0 && number < 1)).toBe(true);
});
