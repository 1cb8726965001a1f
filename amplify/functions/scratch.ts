/** Scratch disk of a function, and the one DuckDB of its process, kept warm between events. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDuckDb, type DuckDb } from '../../lib/duckdb';
import { PartCache } from '../../lib/lake/part-cache';
import { store } from './clients';

const GIB = 1024 ** 3;
/** Of the 10 GiB a function has; the rest is for what it is working on. */
const CACHE_BYTES_MAX = 4 * GIB;

/** One process answers one event at a time, but a laptop runs several processes beside each other. */
const scratchDir = path.join(tmpdir(), `lakeport-${process.pid}`);

export const workDir = path.join(scratchDir, 'work');
export const cache = new PartCache({ store, dir: path.join(scratchDir, 'parts'), maxBytes: CACHE_BYTES_MAX });

let opened: Promise<DuckDb> | undefined;

/** @param preserveInsertionOrder as `openDuckDb` has it; the first call of the process decides */
export function duckDb(preserveInsertionOrder = false): Promise<DuckDb> {
  opened ??= openDuckDb({
    dirs: [workDir, cache.dir],
    memoryLimitMb: memoryLimitMb(),
    preserveInsertionOrder,
  });
  return opened;
}

/** DuckDB bounds only a part of what the process uses, so it gets less than half of the function's memory. */
function memoryLimitMb(): number {
  return Math.floor(Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 1024) * 0.4);
}
