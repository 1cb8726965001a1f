import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunInput } from './compare-engines';
import type { Contender } from './contenders';
import { medianOf } from './median-of';
import { runContender } from './run-contender';

export interface MeasuredScan {
  ms: number;
  /** Of the file, a megabyte being a million bytes. */
  megabytesPerSecond: number;
}

/** The scanner alone, on one thread, with the writing of its segments. */
export async function measureScan(contender: Contender, run: RunInput): Promise<MeasuredScan> {
  const times: number[] = [];
  for (let round = 1; round <= run.runs; round++) {
    const outDir = path.join(run.dir, `out-${contender.name}`);
    await mkdir(outDir);
    try {
      const { ms } = await runContender(contender, [run.warmUp.path, run.input.path, outDir]);
      times.push(ms);
    } finally {
      await rm(outDir, { recursive: true });
    }
  }
  const ms = medianOf(times);
  return { ms, megabytesPerSecond: run.input.bytes / 1e6 / (ms / 1000) };
}
