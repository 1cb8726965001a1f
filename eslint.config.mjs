import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { fileNameRule } from './scripts/lint/file-name-rule.mjs';
import { importZones } from './scripts/lint/import-zones.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**'];

/** Files whose default export somebody else's tool asks for. */
const DEFAULT_EXPORTS = [
  'app/**/{page,layout,template,loading,error,global-error,not-found,default,manifest,robots,sitemap}.{ts,tsx}',
  '**/*.config.{ts,mjs,js}',
  'scripts/checks/browser-stack.ts',
];

const UNFINISHED_TESTS = {
  selector:
    'MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name=/^(only|skip|todo|fixme|fails)$/]',
  message: 'Every test runs, and none runs alone.',
};

export default defineConfig(
  globalIgnores(['.lakeport/**', '.amplify/**', 'coverage/**', 'test-results/**', 'playwright-report/**']),
  nextVitals,
  nextTypescript,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@/amplify/*'],
              allowTypeImports: true,
              message: "The schema's type is shared, nothing else.",
            },
          ],
        },
      ],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{js,mjs,ts,tsx}'],
    plugins: { lakeport: { rules: { 'file-name': fileNameRule } } },
    settings: { 'import/resolver': { typescript: { project: ['tsconfig.json', 'amplify/tsconfig.json'] } } },
    rules: {
      eqeqeq: 'error',
      'import/no-default-export': 'error',
      'import/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: importZones }],
      'lakeport/file-name': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', UNFINISHED_TESTS],
    },
  },
  // These talk to whoever sits at the terminal; the laptop's AWS says only what went wrong.
  { files: ['scripts/**', 'cli/**', 'benchmarks/**'], rules: { 'no-console': 'off' } },
  { files: ['local/**'], rules: { 'no-console': ['error', { allow: ['error', 'warn'] }] } },
  // Here is no React: `use` and `module` are words like others.
  {
    files: ['amplify/**', 'cli/**', 'lib/**', 'local/**', 'scripts/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off', '@next/next/no-assign-module-variable': 'off' },
  },
  // Markup takes lines without taking thought.
  {
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  { files: TESTS, rules: { 'max-lines': ['error', 500], 'max-lines-per-function': 'off' } },
  {
    files: DEFAULT_EXPORTS,
    rules: { 'import/no-default-export': 'off', 'import/no-anonymous-default-export': 'off' },
  },
  prettier,
);
