import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { holdLock, isAlive } from '../hold-lock.mjs';
import { withProgress } from '../progress.mjs';
import { runCommand } from '../run-command.mjs';

/** Folders and files of the project that the portal is built from; the others do not change its build. */
const INPUT_FOLDERS = ['app', 'components', 'lib', 'public', 'datasets'];
const INPUT_FILE = /^(?:next\.config|postcss\.config|proxy|instrumentation|package-lock|tsconfig)\./;

/** Each takes some 50 MB. */
const BUILDS_KEPT = 3;
/** Folder in a build with one file for each process that serves it, named by the process id. */
const USERS = 'used-by';

export interface BuildOptions {
  projectDir: string;
  signal?: AbortSignal;
}

/**
 * The folder of a portal built from the present sources, built now or before. It is Next's standalone output with the
 * static files beside it, moved out of `.next` so that a later build does not pull it from under a running server.
 */
export async function buildPortal({ projectDir, signal }: BuildOptions): Promise<string> {
  const cacheDir = path.join(projectDir, 'node_modules', '.cache', 'lakeport');
  const buildDir = path.join(cacheDir, 'portal', await hashInputs(projectDir));
  if (!existsSync(buildDir)) {
    await withProgress('Building the portal', () => buildInto(buildDir, { projectDir, signal }));
  }
  await mkdir(path.join(buildDir, USERS), { recursive: true });
  await writeFile(path.join(buildDir, USERS, String(process.pid)), '');
  await utimes(buildDir, new Date(), new Date());
  return buildDir;
}

/** One build at a time; whoever waited for the same one finds it done. */
async function buildInto(buildDir: string, { projectDir, signal }: BuildOptions): Promise<void> {
  const release = await holdLock({ name: 'portal-build', projectDir, signal });
  try {
    if (existsSync(buildDir)) return;
    await runBuild({ projectDir, signal });
    await mkdir(path.dirname(buildDir), { recursive: true });
    await collectOutput(projectDir, buildDir);
    await removeOldBuilds(path.dirname(buildDir));
  } finally {
    await release();
  }
}

async function runBuild({ projectDir, signal }: BuildOptions): Promise<void> {
  const next = path.join(projectDir, 'node_modules', 'next', 'dist', 'bin', 'next');
  await runCommand(process.execPath, [next, 'build'], {
    cwd: projectDir,
    signal,
    // Amplify Hosting asks for the standalone output by this variable too.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXT_PRIVATE_STANDALONE: 'true',
    },
  });
}

/** The folder appears under its name only when it is whole. */
async function collectOutput(projectDir: string, buildDir: string): Promise<void> {
  const standalone = path.join(projectDir, '.next', 'standalone');
  if (!existsSync(standalone)) {
    throw new Error('The build left no .next/standalone.');
  }
  const partial = `${buildDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(standalone, partial, { recursive: true, verbatimSymlinks: true });
  await cp(path.join(projectDir, '.next', 'static'), path.join(partial, '.next', 'static'), {
    recursive: true,
  });
  const publicDir = path.join(projectDir, 'public');
  if (existsSync(publicDir)) await cp(publicDir, path.join(partial, 'public'), { recursive: true });
  await rename(partial, buildDir);
}

/** A build that a living process serves stays, however old it is. */
async function removeOldBuilds(buildsDir: string): Promise<void> {
  const builds = await Promise.all(
    (await readdir(buildsDir)).map(async (name) => {
      const dir = path.join(buildsDir, name);
      return { dir, usedMs: (await stat(dir)).mtimeMs, isInUse: await isServed(dir) };
    }),
  );
  builds.sort((a, b) => b.usedMs - a.usedMs);
  for (const { dir, isInUse } of builds.slice(BUILDS_KEPT)) {
    if (!isInUse) await rm(dir, { recursive: true, force: true });
  }
}

async function isServed(buildDir: string): Promise<boolean> {
  const usersDir = path.join(buildDir, USERS);
  const users = existsSync(usersDir) ? await readdir(usersDir) : [];
  return users.some((pid) => isAlive(Number(pid)));
}

/** A short name for the sources of the portal. */
async function hashInputs(projectDir: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const topLevel = (await readdir(projectDir)).filter((name) => INPUT_FILE.test(name));
  const nested = await Promise.all(INPUT_FOLDERS.map((folder) => filesBelow(projectDir, folder)));
  for (const file of [...topLevel, ...nested.flat()].sort()) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(projectDir, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(projectDir: string, folder: string): Promise<string[]> {
  if (!existsSync(path.join(projectDir, folder))) return [];
  const entries = await readdir(path.join(projectDir, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(projectDir, path.join(entry.parentPath, entry.name)));
}
