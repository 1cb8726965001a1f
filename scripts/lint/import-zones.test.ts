import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

// The project's own configuration; only the rules that need types are off, as the texts are not files of the project.
const eslint = new ESLint({
  overrideConfig: [{ files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked }],
});

/** The rules that a file of this name and text would break. */
async function brokenRules(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('a forbidden import is reported', () => {
  test.each([
    ['lib/engine/probe.ts', '../lake/keys'],
    ['lib/lake/probe.ts', '../engine/limits'],
    ['lib/dataset/probe.ts', '../lake/keys'],
    ['lib/probe.ts', './lake/keys'],
    ['lib/sql-sandbox/probe.ts', '../lake/keys'],
    ['lib/use-cases/probe.ts', '../../local/service'],
    ['lib/use-cases/probe.ts', '../../components/api/client'],
    ['components/ui/probe.tsx', '@/components/api/client'],
    ['components/upload/probe.tsx', '@/lib/aws/import-table'],
    ['local/probe.ts', '../lib/errors'],
    ['amplify/functions/probe.ts', '../../components/api/client'],
    ['app/probe.ts', '@/amplify/backend'],
    ['components/probe.ts', '../scripts/stack/home'],
  ])('%s from %s', async (filePath, imported) => {
    const text = `import * as imported from '${imported}';\nexport const probe = imported;\n`;
    expect(await brokenRules(filePath, text)).toContain('import/no-restricted-paths');
  });
});

describe('an allowed import passes', () => {
  test.each([
    ['lib/engine/probe.ts', '../errors'],
    ['lib/use-cases/probe.ts', '../lake/keys'],
    ['lib/use-cases/probe.ts', '../engine/limits'],
    ['amplify/functions/probe.ts', '../../lib/errors'],
    ['components/upload/probe.tsx', '@/components/api/client'],
    ['components/upload/probe.tsx', '@/lib/counts'],
    ['local/probe.ts', './service'],
  ])('%s from %s', async (filePath, imported) => {
    const text = `import * as imported from '${imported}';\nexport const probe = imported;\n`;
    expect(await brokenRules(filePath, text)).toEqual([]);
  });
});

test('a focused or skipped test is reported', async () => {
  expect(await brokenRules('lib/probe.test.ts', "test.only('x', () => {});\n")).toContain(
    'no-restricted-syntax',
  );
  expect(await brokenRules('lib/probe.test.ts', "describe.skip('x', () => {});\n")).toContain(
    'no-restricted-syntax',
  );
});

test('a file name that says nothing, or is not in kebab-case, is reported', async () => {
  const text = 'export const probe = 1;\n';
  expect(await brokenRules('lib/string-utils.ts', text)).toContain('lakeport/file-name');
  expect(await brokenRules('lib/helpers.ts', text)).toContain('lakeport/file-name');
  expect(await brokenRules('lib/FormatBytes.ts', text)).toContain('lakeport/file-name');
  expect(await brokenRules('lib/format-bytes.ts', text)).toEqual([]);
});

test('only the files that a tool asks it of have a default export', async () => {
  const text = 'export default function probe() {\n  return null;\n}\n';
  expect(await brokenRules('components/upload/probe.tsx', text)).toContain('import/no-default-export');
  expect(await brokenRules('app/(portal)/datasets/page.tsx', text)).toEqual([]);
});
