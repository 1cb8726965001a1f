import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { synthesizeBackend } from '../../local/assembly/synthesize-backend';
import { runNpm } from '../run-npm.mjs';
import { ensureChromium } from './chromium';
import { leftoversOf, RUN_VARIABLE } from './leftovers';
import { runAloud } from './run-aloud';
import { NO_TESTS, readPlaywrightReport, readVitestReport, type TestCounts } from './test-reports';

export interface CheckContext {
  projectDir: string;
  /** Aborted when the run is to end. */
  told: AbortSignal;
  /** Every process of the run carries this in its environment, so that one left behind is found. */
  runId: string;
  /** Takes the reports of the test runners. */
  reportDir: string;
}

export interface Stage {
  name: string;
  /** Rejects when the check fails; the message is shown. Resolves to the tests it counted. */
  run(context: CheckContext): Promise<TestCounts>;
}

/** Cheap checks come first; the run stops at the first that fails. */
export const STAGES: readonly Stage[] = [
  npmStage('Format', 'format:check'),
  npmStage('Lint', 'lint'),
  npmStage('Types', 'typecheck'),
  npmStage('Unused code', 'unused'),
  npmStage('Lock file', 'lock:check'),
  { name: 'Unit and integration tests', run: runVitest },
  { name: 'Backend synthesis', run: synthesize },
  { name: 'Browser tests', run: runPlaywright },
  { name: 'Nothing left running', run: assertNothingRuns },
];

export async function openContext(projectDir: string, told: AbortSignal): Promise<CheckContext> {
  const reportDir = await mkdtemp(path.join(tmpdir(), 'lakeport-test-'));
  const runId = randomUUID();
  process.env[RUN_VARIABLE] = runId;
  return { projectDir, told, runId, reportDir };
}

export async function closeContext({ reportDir }: CheckContext): Promise<void> {
  await rm(reportDir, { recursive: true, force: true });
}

function npmStage(name: string, script: string): Stage {
  return {
    name,
    async run({ projectDir, told }) {
      await runNpm(['run', '--silent', script], { cwd: projectDir, signal: told });
      return NO_TESTS;
    },
  };
}

async function runVitest({ projectDir, told, reportDir }: CheckContext): Promise<TestCounts> {
  const report = path.join(reportDir, 'vitest.json');
  const vitest = path.join(projectDir, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const succeeded = await runAloud(process.execPath, args, { cwd: projectDir, signal: told });
  return readVitestReport(report, succeeded);
}

async function synthesize({ projectDir, told }: CheckContext): Promise<TestCounts> {
  await synthesizeBackend({ projectDir, signal: told });
  return NO_TESTS;
}

async function runPlaywright({ projectDir, told, reportDir }: CheckContext): Promise<TestCounts> {
  const report = path.join(reportDir, 'playwright.json');
  const chromium = await ensureChromium({ projectDir, signal: told });
  const playwright = path.join(projectDir, 'node_modules', 'playwright', 'cli.js');
  const succeeded = await runAloud(process.execPath, [playwright, 'test', '--reporter=list,json'], {
    cwd: projectDir,
    signal: told,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
  });
  return readPlaywrightReport(report, succeeded);
}

async function assertNothingRuns({ runId }: CheckContext): Promise<TestCounts> {
  const leftovers = await leftoversOf(runId);
  if (leftovers.length === 0) return NO_TESTS;
  const lines = leftovers.map(({ pid, command }) => `  ${pid}  ${command}`);
  throw new Error(`Still running:\n${lines.join('\n')}`);
}
