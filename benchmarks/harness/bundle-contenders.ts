/** Compiles the contenders, so that what is measured is plain JavaScript, as a deployed function runs it. */
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const BENCHMARKS = path.join(import.meta.dirname, '..');
const ENTRIES = [
  'lakeport/check-readings.ts',
  'lakeport/scan-readings.ts',
  'peers/csv-parse-readings.ts',
  'peers/papaparse-readings.ts',
];

/** Returns the folder of the bundles, below `dir`; packages are taken from the repository. */
export async function bundleContenders(dir: string): Promise<string> {
  const outdir = path.join(dir, 'contenders');
  await build({
    entryPoints: ENTRIES.map((entry) => path.join(BENCHMARKS, entry)),
    outdir,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  await symlink(path.join(BENCHMARKS, '..', 'node_modules'), path.join(dir, 'node_modules'), 'dir');
  return outdir;
}
