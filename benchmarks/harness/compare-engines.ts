/** Lets all contenders do the same work in turns, and holds them to the same result. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Contender } from './contenders';
import { medianOf } from './median-of';
import { runContender } from './run-contender';
import type { ContenderRun } from './run-contender';
import type { InputFile } from './write-readings';

export interface RunInput {
  runs: number;
  warmUp: InputFile;
  input: InputFile;
  /** Folder for outputs, which are removed after each run. */
  dir: string;
  onRun: (sentence: string) => void;
}

export interface MeasuredContender {
  contender: Contender;
  /** Medians over the rounds. */
  coldMs: number;
  ms: number;
  cpuMs: number;
  memoryMb: number;
  stages: Record<string, number>;
  counts: ContenderRun['counts'];
}

/**
 * Each round runs every contender once, so that a busy moment of the machine does not hit one of them alone.
 * @throws Error when a contender's counts or aggregates are not those of the first one.
 */
export async function compareEngines(
  contenders: readonly [Contender, ...Contender[]],
  run: RunInput,
): Promise<MeasuredContender[]> {
  const measured = contenders.map((contender) => ({ contender, runs: new Array<ContenderRun>() }));
  let reference: Result | null = null;
  for (let round = 1; round <= run.runs; round++) {
    for (const { contender, runs } of measured) {
      const result = await runOnce(contender, run);
      reference ??= result;
      refuseDifference(contender, result, reference);
      runs.push(result.run);
      run.onRun(
        `${run.input.rows} rows, round ${round} of ${run.runs}: ${contender.title} ${Math.round(result.run.ms)} ms`,
      );
    }
  }
  return measured.map(({ contender, runs }) => summarize(contender, runs));
}

interface Result {
  run: ContenderRun;
  aggregates: Aggregate[];
}

const aggregateSchema = z.object({
  device_id: z.string(),
  readings: z.coerce.number(),
  average: z.coerce.number(),
  minimum: z.coerce.number(),
  maximum: z.coerce.number(),
  anomalous: z.coerce.number(),
});

type Aggregate = z.infer<typeof aggregateSchema>;

async function runOnce(contender: Contender, { warmUp, input, dir }: RunInput): Promise<Result> {
  const outDir = path.join(dir, `out-${contender.name}`);
  await mkdir(outDir);
  try {
    const run = await runContender(contender, [warmUp.path, input.path, outDir]);
    const text = await readFile(path.join(outDir, 'aggregates.csv'), 'utf8');
    const rows: unknown = parse(text, { columns: true });
    return { run, aggregates: z.array(aggregateSchema).parse(rows) };
  } finally {
    await rm(outDir, { recursive: true });
  }
}

/** Averages may differ in their last digits: the contenders add up in different orders. */
const AVERAGE_TOLERANCE = 1e-9;

function refuseDifference(contender: Contender, result: Result, reference: Result): void {
  const told = JSON.stringify(result.run.counts);
  const expected = JSON.stringify(reference.run.counts);
  if (told !== expected) {
    throw new Error(`${contender.title} counts ${told}, where ${expected} was counted before.`);
  }
  const sameDevices = result.aggregates.length === reference.aggregates.length;
  const different = reference.aggregates.find((one, index) => !isSame(one, result.aggregates[index]));
  if (!sameDevices || different) {
    throw new Error(
      `${contender.title} has other aggregates, first for ${different?.device_id ?? 'a device more'}.`,
    );
  }
}

function isSame(one: Aggregate, other: Aggregate | undefined): boolean {
  return (
    other !== undefined &&
    one.device_id === other.device_id &&
    one.readings === other.readings &&
    Math.abs(one.average - other.average) <= AVERAGE_TOLERANCE * Math.max(1, Math.abs(one.average)) &&
    one.minimum === other.minimum &&
    one.maximum === other.maximum &&
    one.anomalous === other.anomalous
  );
}

function summarize(contender: Contender, runs: readonly ContenderRun[]): MeasuredContender {
  const [first] = runs;
  if (!first) throw new RangeError('There is nothing to summarize without a run.');
  const stages = Object.keys(first.stages).map((stage) => [
    stage,
    medianOf(runs.map((run) => run.stages[stage] ?? 0)),
  ]);
  return {
    contender,
    coldMs: medianOf(runs.map((run) => run.coldMs)),
    ms: medianOf(runs.map((run) => run.ms)),
    cpuMs: medianOf(runs.map((run) => run.cpuMs)),
    memoryMb: medianOf(runs.map((run) => run.memoryMb)),
    stages: z.record(z.string(), z.number()).parse(Object.fromEntries(stages)),
    counts: first.counts,
  };
}
