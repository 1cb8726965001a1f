import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tryLock } from '../hold-lock.mjs';

/** What a program needs to reach the running laptop; written when everything is ready. */
export interface Endpoints {
  portal: string;
  api: string;
  graphql: string;
  aws: string;
  userPoolId: string;
  userPoolClientId: string;
  region: string;
}

/** The folder that holds all state of a laptop, held by one process at a time. */
export interface Home {
  dir: string;
  /** Absolute name of a file in it. */
  file(name: string): string;
  writeJson(name: string, value: unknown): Promise<void>;
  /** Says where everything is; the file exists only while the laptop runs. */
  announce(endpoints: Endpoints): Promise<void>;
  release(): Promise<void>;
}

/** @throws Error when another process runs with the same folder. */
export async function openHome(dir: string): Promise<Home> {
  await mkdir(dir, { recursive: true });
  const lockFile = path.join(dir, 'running.lock');
  const holder = await tryLock(lockFile);
  if (holder !== undefined) {
    throw new Error(
      `Another Lakeport (process ${holder}) runs with ${dir}. Stop it, or set LAKEPORT_HOME to another folder. ` +
        `If no Lakeport runs, delete ${lockFile}.`,
    );
  }
  const file = (name: string) => path.join(dir, name);
  const writeJson = (name: string, value: unknown) =>
    writeFile(file(name), `${JSON.stringify(value, null, 2)}\n`);
  await rm(file('endpoints.json'), { force: true });
  return {
    dir,
    file,
    writeJson,
    announce: (endpoints) => writeJson('endpoints.json', endpoints),
    async release() {
      await rm(file('endpoints.json'), { force: true });
      await rm(lockFile, { force: true });
    },
  };
}
