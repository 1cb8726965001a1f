import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCounts, readPlaywrightReport, readVitestReport } from './test-reports';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-reports-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function reportFile(content: unknown): Promise<string> {
  const file = path.join(dir, 'report.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

test('a suite that failed to load is a failure although no test of it failed', async () => {
  const file = await reportFile({ numPassedTests: 7, numFailedTests: 0 });
  expect(await readVitestReport(file, false)).toEqual({ passed: 7, failed: 1 });
  expect(await readVitestReport(file, true)).toEqual({ passed: 7, failed: 0 });
});

test('a flaky browser test counts as failed', async () => {
  const file = await reportFile({ stats: { expected: 3, unexpected: 1, flaky: 2, skipped: 0 } });
  expect(await readPlaywrightReport(file, true)).toEqual({ passed: 3, failed: 3 });
});

test('a report of another shape is refused', async () => {
  await expect(readVitestReport(await reportFile({ passed: 1 }), true)).rejects.toThrow('numPassedTests');
});

test('counts add up', () => {
  expect(addCounts({ passed: 1, failed: 2 }, { passed: 3, failed: 4 })).toEqual({ passed: 4, failed: 6 });
});
