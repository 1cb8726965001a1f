import { createHash } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 200;

/**
 * Waits until no other process on this machine holds the lock, then holds it. Lock files lie outside the project,
 * because an installation empties node_modules and a build empties .next.
 * @param {{ name: string, projectDir: string, signal?: AbortSignal }} options the signal ends the wait
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
export async function holdLock({ name, projectDir, signal }) {
  const project = createHash('sha256').update(path.resolve(projectDir)).digest('hex').slice(0, 16);
  const file = path.join(tmpdir(), `lakeport-${project}-${name}.lock`);
  for (;;) {
    const holder = await tryLock(file);
    if (holder === undefined) return () => rm(file, { force: true });
    await sleep(RETRY_MS, undefined, { signal });
  }
}

/**
 * Takes the lock when it is free; the lock of a process that died is free.
 * @param {string} file deleting it gives the lock back
 * @returns {Promise<number | undefined>} the process that holds the lock, undefined when it is this one now
 */
export async function tryLock(file) {
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    for (;;) {
      // A hard link comes into being with its content, so nobody ever reads a lock without a holder.
      if (await succeeds(link(own, file), 'EEXIST')) return undefined;
      const holder = await readHolder(file);
      if (holder !== undefined && isAlive(holder)) return holder;
      await removeStale(file, holder);
    }
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * Two processes may find the same stale lock: what was moved aside is looked at again, and a fresh one is put back.
 * @param {string} file
 * @param {number | undefined} staleHolder
 */
async function removeStale(file, staleHolder) {
  const aside = `${file}.${process.pid}.stale`;
  if (!(await succeeds(rename(file, aside), 'ENOENT'))) return;
  if ((await readHolder(aside)) !== staleHolder) await succeeds(link(aside, file), 'EEXIST');
  await rm(aside, { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<number | undefined>}
 */
async function readHolder(file) {
  try {
    return Number(await readFile(file, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process has this id
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * @param {Promise<void>} action
 * @param {string} expectedCode the one failure that is an answer
 */
async function succeeds(action, expectedCode) {
  try {
    await action;
    return true;
  } catch (error) {
    if (hasCode(error, expectedCode)) return false;
    throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
