import { withProgress } from '../progress.mjs';
import { closeContext, openContext, STAGES, type CheckContext, type Stage } from './stages';
import { addCounts, NO_TESTS, type TestCounts } from './test-reports';

export interface ChecksOptions {
  projectDir: string;
  told: AbortSignal;
}

interface StageResult {
  name: string;
  verdict: 'passed' | 'failed' | 'not run';
  seconds: number;
  tests: TestCounts;
}

/**
 * Runs every check until one fails, then says how each went; the last line counts the tests.
 * @returns whether all passed
 */
export async function runChecks({ projectDir, told }: ChecksOptions): Promise<boolean> {
  const context = await openContext(projectDir, told);
  const results: StageResult[] = [];
  try {
    for (const stage of STAGES) {
      const isToRun = results.every(({ verdict }) => verdict === 'passed');
      results.push(isToRun ? await runStage(stage, context) : notRun(stage));
    }
  } finally {
    await closeContext(context);
  }
  printSummary(results);
  return results.every(({ verdict }) => verdict === 'passed');
}

async function runStage(stage: Stage, context: CheckContext): Promise<StageResult> {
  const startedAt = Date.now();
  const result = (verdict: StageResult['verdict'], tests: TestCounts): StageResult => ({
    name: stage.name,
    verdict,
    seconds: (Date.now() - startedAt) / 1_000,
    tests,
  });
  try {
    const tests = await withProgress(stage.name, () => stage.run(context));
    return result(tests.failed > 0 ? 'failed' : 'passed', tests);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return result('failed', NO_TESTS);
  }
}

function notRun({ name }: Stage): StageResult {
  return { name, verdict: 'not run', seconds: 0, tests: NO_TESTS };
}

function printSummary(results: readonly StageResult[]): void {
  console.log('');
  for (const { name, verdict, seconds } of results) {
    console.log(
      `${verdict.padEnd(8)} ${name.padEnd(28)} ${verdict === 'not run' ? '' : `${seconds.toFixed(1)} s`}`,
    );
  }
  const total = results.map(({ tests }) => tests).reduce(addCounts, NO_TESTS);
  console.log(`${total.passed} passed, ${total.failed} failed`);
}
