import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDefinition, type DatasetDefinition } from '../../../dataset/definition';
import { checkFile, type CheckedFile } from '../../../engine/check-file';
import { FileObjectStore } from '../../../lake/testing/file-object-store';
import { Checkpoints } from './checkpoints';

const PREFIX = 'checkpoints/sensors/one/';
/** Some ten segments of the file below. */
const limits = { firstSegmentBytes: 2048, segmentBytes: 2048 };

const DEFINITION = {
  name: 'sensors',
  version: 3,
  schema: {
    fields: [
      { name: 'id', type: 'integer', constraints: { required: true } },
      { name: 'place', type: 'string' },
      { name: 'value', type: 'number' },
    ],
    primaryKey: ['id'],
  },
  rules: [{ name: 'high', when: 'value > 900', route: 'anomalies' }],
};

/** Sound, flagged, refused and broken rows; some keys come again much later. */
function csvText(): string {
  const lines = ['id,place,value'];
  for (let row = 0; row < 1500; row++) {
    const id = row > 1400 ? row - 1400 : row;
    const value = row % 97 === 5 ? 'warm' : String(row / 2 + (row % 50 === 0 ? 900 : 0));
    const place = row % 211 === 3 ? 'north,east' : row % 2 === 0 ? 'north' : 'south';
    lines.push(`${id},${place},${value}`);
  }
  return `${lines.join('\n')}\n`;
}

let dir: string;
let store: FileObjectStore;
let runs = 0;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'checkpoints-'));
  store = new FileObjectStore(path.join(dir, 'bucket'));
});
afterEach(() => rm(dir, { recursive: true }));

interface RunOptions {
  definition?: DatasetDefinition;
  etag?: string;
  /** The run dies when so many segments are finished. */
  diesAfter?: number;
}

interface Outcome {
  checked: CheckedFile;
  /** By the names of the outputs. */
  digests: Record<string, string>;
  /** Segments that were not taken from an earlier run. */
  worked: number;
}

async function run({
  definition = parseDefinition(DEFINITION),
  etag = 'tag',
  diesAfter,
}: RunOptions): Promise<Outcome> {
  runs += 1;
  const workDir = path.join(dir, `run-${runs}`);
  await mkdir(workDir);
  const content = Buffer.from(csvText());
  const checkpoints = await Checkpoints.open(
    {
      store,
      prefix: PREFIX,
      etag,
      definitionVersion: definition.version,
      workDir,
      everyMs: 0,
      onKept: () => undefined,
    },
    true,
  );
  let worked = 0;
  const checked = await checkFile({
    definition,
    fileName: 'sensors.csv',
    source: {
      sizeBytes: content.length,
      async *open(range) {
        yield content.subarray(range?.start ?? 0, range?.end ?? content.length);
      },
    },
    workDir,
    hashRows: true,
    limits,
    finished: checkpoints.finished,
    onSegment: async (segment) => {
      if (worked === diesAfter) throw new Error('The process died.');
      worked += 1;
      await checkpoints.add(segment);
    },
  });
  const outputs = [...checked.accepted, ...checked.anomalies, ...checked.rejects];
  const digests = await Promise.all(
    outputs.map(async ({ path: file }) => {
      const digest = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      return [path.basename(file), digest] as const;
    }),
  );
  return { checked, worked, digests: Object.fromEntries(digests) };
}

function countsOf({ checked }: Outcome) {
  const { counts, problems, missing, sha256 } = checked;
  return { ...counts, seconds: 0, rowsPerSecond: 0, problems, missing, sha256 };
}

async function keysKept(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(PREFIX)) keys.push(key);
  return keys;
}

describe('a run that goes on from where another one died', () => {
  it.each([1, 4, 9])(
    'after %i segments works on the others only and writes the same bytes',
    async (diesAfter) => {
      const undisturbed = await run({});
      for (const key of await keysKept()) await store.delete(key);
      await expect(run({ diesAfter })).rejects.toThrow('The process died.');
      const resumed = await run({});
      expect(undisturbed.worked).toBeGreaterThan(10);
      expect(resumed.worked).toBe(undisturbed.worked - diesAfter);
      expect(countsOf(resumed)).toEqual(countsOf(undisturbed));
      expect(resumed.digests).toEqual(undisturbed.digests);
      expect(undisturbed.checked.problems).toMatchObject({ 'primary-key': expect.any(Number) as number });
    },
  );

  it('writes the same bytes under the contract that repairs rows', async () => {
    const definition = parseDefinition({ ...DEFINITION, contract: 'repair' });
    const undisturbed = await run({ definition });
    for (const key of await keysKept()) await store.delete(key);
    await expect(run({ definition, diesAfter: 5 })).rejects.toThrow('The process died.');
    const resumed = await run({ definition });
    expect(countsOf(resumed)).toEqual(countsOf(undisturbed));
    expect(resumed.digests).toEqual(undisturbed.digests);
  });

  it('dies again and again and still comes to its end', async () => {
    const undisturbed = await run({});
    for (const key of await keysKept()) await store.delete(key);
    let deaths = 0;
    for (;;) {
      const resumed = await run({ diesAfter: 2 }).catch(() => null);
      if (resumed) {
        expect(resumed.digests).toEqual(undisturbed.digests);
        break;
      }
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(3);
  });
});

describe('what was kept', () => {
  it('of other bytes is not used', async () => {
    const first = await run({});
    expect((await run({ etag: 'another' })).worked).toBe(first.worked);
  });

  it('under another version of the definition is not used', async () => {
    const first = await run({});
    const definition = parseDefinition({ ...DEFINITION, version: 4 });
    expect((await run({ definition })).worked).toBe(first.worked);
  });

  it('and has lost an object since is worked on again', async () => {
    const undisturbed = await run({});
    await store.delete(`${PREFIX}accepted-00002.parquet`);
    const resumed = await run({});
    expect(resumed.worked).toBe(1);
    expect(resumed.digests).toEqual(undisturbed.digests);
  });
});
