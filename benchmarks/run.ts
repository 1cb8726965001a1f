/**
 * `npm run bench`: the same work done by Lakeport and by its peers on the same files, in processes of their own.
 * Prints a report on stdout; `--write` also puts it into `benchmarks/README.md`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleContenders } from './harness/bundle-contenders';
import { compareEngines } from './harness/compare-engines';
import { availableContenders } from './harness/contenders';
import { describeMachine } from './harness/describe-machine';
import { measureScan } from './harness/measure-scan';
import { parseOptions } from './harness/parse-options';
import { renderReport } from './harness/render-report';
import type { MeasuredSize } from './harness/render-report';
import { updateReadme } from './harness/update-readme';
import { writeReadings } from './harness/write-readings';

/** The rows of the run that warms a contender up, and tells how long it takes to get going. */
const WARM_UP_ROWS = 10_000;

const options = parseOptions(process.argv.slice(2));
const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-bench-'));
try {
  const machine = await describeMachine();
  const contenders = availableContenders(await bundleContenders(dir));
  const warmUp = await writeReadings(path.join(dir, 'warm-up.csv'), WARM_UP_ROWS);
  const sizes: MeasuredSize[] = [];
  for (const rows of options.rows) {
    const input = await writeReadings(path.join(dir, 'readings.csv'), rows);
    const run = { runs: options.runs(rows), warmUp, input, dir, onRun: progress };
    sizes.push({
      input,
      runs: run.runs,
      engines: await compareEngines(contenders.engines, run),
      scan: await measureScan(contenders.scan, run),
    });
    await rm(input.path);
  }
  const report = renderReport({ date: new Date(), machine, sizes });
  console.log(report);
  if (options.write) await updateReadme(path.join(import.meta.dirname, 'README.md'), report);
} finally {
  await rm(dir, { recursive: true, force: true });
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
