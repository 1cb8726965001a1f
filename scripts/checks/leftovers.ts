import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Set for every process of a run and inherited by all their children. */
export const RUN_VARIABLE = 'LAKEPORT_TEST_RUN';

const GRACE_MS = 3_000;
const POLL_MS = 200;

export interface Leftover {
  pid: number;
  command: string;
}

/**
 * The processes of a run that still live, apart from this one. A process that is just ending gets three seconds.
 * Only Linux shows the environment of other processes; elsewhere nothing is found.
 */
export async function leftoversOf(runId: string): Promise<Leftover[]> {
  if (process.platform !== 'linux') return [];
  const deadline = Date.now() + GRACE_MS;
  for (;;) {
    const leftovers = await findProcesses(`${RUN_VARIABLE}=${runId}`);
    if (leftovers.length === 0 || Date.now() > deadline) return leftovers;
    await sleep(POLL_MS);
  }
}

async function findProcesses(setting: string): Promise<Leftover[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const found = await Promise.all(pids.map((pid) => describeIfSet(pid, setting)));
  return found.filter((leftover) => leftover !== undefined);
}

/** A process that ended meanwhile or belongs to somebody else is not ours. */
async function describeIfSet(pid: number, setting: string): Promise<Leftover | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    if (!environment.split('\0').includes(setting)) return undefined;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return { pid, command: command.replaceAll('\0', ' ').trim() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
}
