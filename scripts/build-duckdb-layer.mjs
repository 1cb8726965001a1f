/**
 * Makes the layer that gives the functions DuckDB in AWS Lambda: its package with the binding for linux-arm64,
 * under `.amplify/duckdb-layer/nodejs/node_modules`. Run it before each deployment; a laptop needs no layer.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const projectDir = path.resolve(import.meta.dirname, '..');
const layerDir = path.join(projectDir, '.amplify', 'duckdb-layer', 'nodejs');
const binding = path.join(layerDir, 'node_modules', '@duckdb', 'node-bindings-linux-arm64', 'duckdb.node');

const { dependencies } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8'));
const version = dependencies['@duckdb/node-api'];

rmSync(layerDir, { recursive: true, force: true });
mkdirSync(layerDir, { recursive: true });
writeFileSync(path.join(layerDir, 'package.json'), '{ "private": true }\n');
console.log(`Installing @duckdb/node-api ${version} for linux-arm64 …`);
execFileSync(
  'npm',
  [
    'install',
    `@duckdb/node-api@${version}`,
    '--os=linux',
    '--cpu=arm64',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ],
  { cwd: layerDir, stdio: 'inherit', shell: process.platform === 'win32' },
);
// npm leaves a platform's package out without an error when it cannot have it.
if (!existsSync(binding)) {
  console.error(
    `The registry has no linux-arm64 binding of @duckdb/node-api ${version}; deploying would break the functions.`,
  );
  process.exit(1);
}
console.log(`The layer is in ${path.relative(projectDir, path.dirname(layerDir))}.`);
