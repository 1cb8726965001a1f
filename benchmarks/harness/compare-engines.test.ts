import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleContenders } from './bundle-contenders';
import { compareEngines } from './compare-engines';
import type { RunInput } from './compare-engines';
import { availableContenders } from './contenders';
import type { Contenders } from './contenders';
import { measureScan } from './measure-scan';
import { renderReport } from './render-report';
import { writeReadings } from './write-readings';

let dir: string;
let contenders: Contenders;
let run: RunInput;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-bench-test-'));
  contenders = availableContenders(await bundleContenders(dir));
  const warmUp = await writeReadings(path.join(dir, 'warm-up.csv'), 20);
  const input = await writeReadings(path.join(dir, 'readings.csv'), 3000);
  run = { runs: 1, warmUp, input, dir, onRun: () => undefined };
});
afterAll(() => rm(dir, { recursive: true }));

describe('the contenders', () => {
  it('do the same work with the same result, and fill the report', async () => {
    const engines = await compareEngines(contenders.engines, run);
    const scan = await measureScan(contenders.scan, run);
    const [lakeport] = engines;
    expect(lakeport?.counts.received).toBe(3000);
    expect(lakeport?.counts.anomalous).toBeGreaterThan(0);
    expect(lakeport?.counts.rejected).toBeGreaterThan(0);
    const sizes = [{ input: run.input, runs: 1, engines, scan }];
    const report = renderReport({ date: new Date(0), machine: 'a machine', sizes });
    for (const { title } of contenders.engines) expect(report).toContain(`| ${title} `);
  });

  it('are stopped when one of them comes to another result', async () => {
    const [lakeport] = contenders.engines;
    // The scan refuses rows for their structure alone, and adds nothing up.
    await expect(compareEngines([lakeport, contenders.scan], run)).rejects.toThrow(
      /Scan alone|aggregates\.csv/,
    );
  });
});
