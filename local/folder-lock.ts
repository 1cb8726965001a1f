/**
 * One process at a time for a folder of state: two would write over each other's journals, and LevelDB would end the
 * second one without a word of why.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalService } from './service';

const held = new Set<string>();

/**
 * Opens a service whose state is in `dir`; its `stop` gives the folder free again.
 * @throws Error naming LAKEPORT_HOME when another process has the folder
 */
export async function openLocked<T extends LocalService>(dir: string, open: () => Promise<T>): Promise<T> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, '.in-use');
  await take(file, dir);
  const release = async () => {
    held.delete(file);
    await rm(file, { force: true });
  };
  try {
    const service = await open();
    return {
      ...service,
      stop: async () => {
        await service.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function take(file: string, dir: string): Promise<void> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await readFile(file, 'utf8'));
    if (held.has(file) || (owner !== process.pid && isAlive(owner))) {
      throw new Error(
        `The folder ${dir} is in use by process ${owner}. Stop that process or set LAKEPORT_HOME to another folder; ` +
          `if it is no Lakeport, delete ${file}.`,
        { cause: error },
      );
    }
    // Left behind by a process that was killed.
    await writeFile(file, String(process.pid));
  }
  held.add(file);
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
