import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '../../lib/audit-actions';
import { presets } from '../../lib/dataset/presets';
import { STATUS_BY_CODE } from '../../lib/errors';
import { METRIC_UNITS } from '../../lib/metrics';
import { FILE_PROBLEM_CODES, ROW_PROBLEM_CODES } from '../../lib/problems';

const projectDir = path.resolve(import.meta.dirname, '..', '..');
const reference = readFileSync(path.join(projectDir, 'docs', 'reference.md'), 'utf8');
const rows = reference
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** Everything the page writes as code. */
const mentioned = new Set([...reference.matchAll(/`([^`]+)`/g)].map(([, text]) => text));

/** Set by Node, npm, the operating system or AWS Lambda, not by us. */
const FOREIGN = /^(?:NODE_ENV|PATH|HOME|CI|AWS_LAMBDA_\w+)$/;

/** Names of the environment variables that the sources read or hand on. */
function variablesInSources(): string[] {
  const names = new Set<string>();
  for (const folder of ['amplify', 'app', 'components', 'lib', 'cli', 'scripts']) {
    for (const file of readdirSync(path.join(projectDir, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ts|tsx|mjs)$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
      const text = readFileSync(path.join(projectDir, folder, file), 'utf8');
      for (const [, name] of text.matchAll(/\b(?:process\.env|environment)\.([A-Z][A-Z0-9_]+)\b/g))
        names.add(name ?? '');
      for (const [name] of text.matchAll(/\bLAKEPORT_[A-Z_]+\b/g)) names.add(name);
    }
  }
  const functionEnvironment = readFileSync(path.join(projectDir, 'lib', 'env.ts'), 'utf8');
  for (const [, name] of functionEnvironment.matchAll(/^ {2}([A-Z_]+): z\./gm)) names.add(name ?? '');
  return [...names].filter((name) => !FOREIGN.test(name)).sort();
}

describe('docs/reference.md has', () => {
  test.each(Object.entries(STATUS_BY_CODE))('the error code %s with its status', (code, status) => {
    expect(rows.find(([, name]) => name === `\`${code}\``)?.[2]).toBe(String(status));
  });

  test.each([...ROW_PROBLEM_CODES, ...FILE_PROBLEM_CODES])('the problem %s', (code) => {
    expect(mentioned.has(code)).toBe(true);
  });

  test.each(Object.entries(METRIC_UNITS))('the metric %s with its unit', (metric, unit) => {
    expect(rows.find(([, name]) => name === `\`${metric}\``)?.[2]).toBe(unit);
  });

  test.each(variablesInSources())('the environment variable %s', (variable) => {
    expect(mentioned.has(variable)).toBe(true);
  });

  test.each(presets().map(({ name }) => name))('the ready-made dataset %s', (name) => {
    expect(mentioned.has(name)).toBe(true);
  });
});

test.each(AUDIT_ACTIONS)('docs/people.md has the audit action %s', (action) => {
  const people = readFileSync(path.join(projectDir, 'docs', 'people.md'), 'utf8');
  expect(people).toContain(`\`${action}\``);
});
