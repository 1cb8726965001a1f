import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Everything the synthesized backend is made of: its definition, the code its bundles hold, and their versions. */
const SOURCES = ['amplify', 'lib', 'datasets', 'package-lock.json', 'tsconfig.json'];

/**
 * A short name for the sources a backend is synthesized from, plus `context`. Tests do not count, so that
 * editing one does not cost a synthesis.
 */
export async function hashBackendSources(projectDir: string, context: string): Promise<string> {
  const hash = createHash('sha256').update(context).update(process.version);
  for (const source of SOURCES) {
    for (const file of await filesBelow(path.join(projectDir, source))) {
      hash.update(`\0${path.relative(projectDir, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(location: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(location, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') return [location];
    if (code === 'ENOENT') return [];
    throw error;
  }
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || /\.test\.tsx?$/.test(entry.name)) continue;
    files.push(...(await filesBelow(path.join(location, entry.name))));
  }
  return files;
}
