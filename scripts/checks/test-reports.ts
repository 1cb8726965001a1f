import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface TestCounts {
  passed: number;
  failed: number;
}

export const NO_TESTS: TestCounts = { passed: 0, failed: 0 };

const vitestSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** @param succeeded whether the runner itself said so; a suite that did not even load counts as one failure */
export async function readVitestReport(file: string, succeeded: boolean): Promise<TestCounts> {
  const report = vitestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return withVerdict({ passed: report.numPassedTests, failed: report.numFailedTests }, succeeded);
}

/** A flaky test failed before it passed: it counts as failed, or it would stay. */
export async function readPlaywrightReport(file: string, succeeded: boolean): Promise<TestCounts> {
  const { stats } = playwrightSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return withVerdict({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, succeeded);
}

export function addCounts(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

function withVerdict(counts: TestCounts, succeeded: boolean): TestCounts {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}
