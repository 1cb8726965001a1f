/** The part of a contender that is the same for all that run in Node. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export interface ReadingCounts {
  received: number;
  accepted: number;
  anomalous: number;
  rejected: number;
}

export interface ContenderWork {
  counts: ReadingCounts;
  /** Milliseconds of parts of the work. */
  stages?: Record<string, number>;
}

/**
 * Does the work once on the warm-up file, then on the input, and prints the measurements of the second run as
 * JSON. The arguments are the paths of the two files and of the folder for the outputs, behind any flags.
 */
export async function runAsContender(
  work: (input: string, outDir: string) => Promise<ContenderWork>,
): Promise<void> {
  const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const [warmUp, input, outDir] = z.tuple([z.string(), z.string(), z.string()]).parse(args);
  const warmUpDir = path.join(outDir, 'warm-up');
  await mkdir(warmUpDir);
  await work(warmUp, warmUpDir);
  const coldMs = Date.now() - Number(process.env.BENCH_SPAWNED_AT);
  await rm(warmUpDir, { recursive: true });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const done = await work(input, outDir);
  const ms = performance.now() - startedAt;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuMs = (cpu.user + cpu.system) / 1000;
  console.log(JSON.stringify({ coldMs, ms, cpuMs, memoryMb: peakMemoryMb(), ...done }));
}

/**
 * Linux hands the peak of the parent process down to `maxRSS`, because a child begins as its copy. The high-water
 * mark of the process's own memory has no such past.
 */
function peakMemoryMb(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8')) : null;
  return Number(own?.[1] ?? process.resourceUsage().maxRSS) / 1024;
}
