import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Contender } from './contenders';

const execute = promisify(execFile);
/** Ends a contender that hangs. */
const TIMEOUT_MS = 30 * 60_000;

const count = z.number().int().nonnegative();

/** What a contender prints, as one line of JSON. */
const contenderRunSchema = z.object({
  /** From the start of the process, told by `BENCH_SPAWNED_AT` in Unix milliseconds, to the end of the warm-up. */
  coldMs: z.number(),
  /** Of the work itself, warm. */
  ms: z.number(),
  /** Processor time of the work, over all threads. */
  cpuMs: z.number(),
  /** Peak of the process's resident memory. */
  memoryMb: z.number(),
  counts: z.object({ received: count, accepted: count, anomalous: count, rejected: count }),
  /** Parts of `ms`, where the contender can tell them apart. */
  stages: z.record(z.string(), z.number()).default({}),
});

export type ContenderRun = z.infer<typeof contenderRunSchema>;

/** Runs a contender once, in a process of its own. @throws Error with what it printed when it fails. */
export async function runContender(contender: Contender, paths: readonly string[]): Promise<ContenderRun> {
  const [program, ...args] = contender.command;
  const env = { ...process.env, BENCH_SPAWNED_AT: String(Date.now()) };
  const { stdout } = await execute(program, [...args, ...paths], { timeout: TIMEOUT_MS, env });
  return contenderRunSchema.parse(JSON.parse(stdout));
}
