import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { holdLock } from './hold-lock.mjs';
import { withProgress } from './progress.mjs';
import { runNpm } from './run-npm.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, inBundle?: boolean, os?: string[], cpu?: string[],
 *   libc?: string[] }} LockEntry
 */

/**
 * Makes node_modules hold what package-lock.json asks for; does nothing when it does already, however it came there.
 * @param {{ projectDir: string, signal?: AbortSignal }} options
 * @throws {Error} with npm's words when the installation fails
 */
export async function ensureInstalled({ projectDir, signal }) {
  if (await isInstalled(projectDir)) return;
  const release = await holdLock({ name: 'install', projectDir, signal });
  try {
    if (await isInstalled(projectDir)) return;
    await withProgress('Installing packages (npm ci)', () =>
      runNpm(['ci', '--loglevel=error', '--prefer-offline'], { cwd: projectDir, signal }),
    );
  } finally {
    await release();
  }
}

/**
 * npm notes in a hidden lock file what it put into node_modules; that note against the project's lock tells what is
 * missing or changed. An installation that was cut short leaves no note.
 * @param {string} projectDir
 */
export async function isInstalled(projectDir) {
  const wanted = await readPackages(path.join(projectDir, 'package-lock.json'));
  const present = await readPackages(path.join(projectDir, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new Error(`There is no readable package-lock.json in ${projectDir}.`);
  if (!present) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    // Bundled packages come with their parent, and npm notes them otherwise than it locks them (npm/cli#9821).
    if (place === '' || entry.inBundle) return true;
    const found = present[place];
    return found ? found.version === entry.version : entry.optional && !isForThisPlatform(entry);
  });
}

/**
 * Whether an optional native package is one that this machine needs; a folder shared with a container may lack it.
 * @param {LockEntry} entry
 */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os?.includes(process.platform) || !cpu?.includes(process.arch)) return false;
  return !libc || libc.includes(libcOfThisMachine());
}

function libcOfThisMachine() {
  const report = process.report.getReport();
  const header = 'header' in report ? report.header : undefined;
  const isGlibc = typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
  return isGlibc ? 'glibc' : 'musl';
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockEntry> | undefined>} undefined when there is no such file
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
