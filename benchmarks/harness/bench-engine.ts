import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleContenders } from './bundle-contenders';
import { compareEngines } from './compare-engines';
import { availableContenders } from './contenders';
import { describeMachine } from './describe-machine';
import { measureScan } from './measure-scan';
import type { EngineOptions } from './parse-options';
import { renderReport, type MeasuredSize } from './render-report';
import { writeReadings } from './write-readings';

/** The rows of the run that warms a contender up, and tells how long it takes to get going. */
const WARM_UP_ROWS = 10_000;

/** Files checked by the engine and by its peers; the report as Markdown. */
export async function benchEngine(
  options: EngineOptions,
  onRun: (sentence: string) => void,
): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-bench-'));
  try {
    const machine = await describeMachine();
    const contenders = availableContenders(await bundleContenders(dir));
    const warmUp = await writeReadings(path.join(dir, 'warm-up.csv'), WARM_UP_ROWS);
    const sizes: MeasuredSize[] = [];
    for (const rows of options.rows) {
      const input = await writeReadings(path.join(dir, 'readings.csv'), rows);
      const run = { runs: options.runs(rows), warmUp, input, dir, onRun };
      sizes.push({
        input,
        runs: run.runs,
        engines: await compareEngines(contenders.engines, run),
        scan: await measureScan(contenders.scan, run),
      });
      await rm(input.path);
    }
    return renderReport({ date: new Date(), machine, sizes });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
