import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const endpointsSchema = z.object({ portal: z.url() });

/**
 * Playwright's global setup: starts a laptop of its own on free ports and in a scratch home, exactly as `npm start`
 * does, and hands its address to the tests as LAKEPORT_URL. When LAKEPORT_URL is set already, that portal is tested.
 * @returns what ends it
 */
export default async function startBrowserStack(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.LAKEPORT_URL) return undefined;
  const homeDir = await mkdtemp(path.join(tmpdir(), 'lakeport-e2e-'));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'start.mjs')], {
    env: { ...process.env, PORT: '0', LAKEPORT_AWS_PORT: '0', LAKEPORT_HOME: homeDir },
    // Over the IPC channel the laptop learns that the test runner is gone, however that ended.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(homeDir, { recursive: true, force: true });
  };
  const output = child.stdout;
  if (!output) throw new Error('The laptop has no standard output.');
  const isReady = await new Promise<boolean>((resolve) => {
    createInterface(output)
      .on('line', (line) => {
        console.log(`[laptop] ${line}`);
        if (line.startsWith('Lakeport ready')) resolve(true);
      })
      .on('close', () => resolve(false));
  });
  if (!isReady) {
    await stop();
    throw new Error('The laptop for the browser tests did not start; its output is above.');
  }
  const endpoints = endpointsSchema.parse(
    JSON.parse(await readFile(path.join(homeDir, 'endpoints.json'), 'utf8')),
  );
  process.env.LAKEPORT_URL = endpoints.portal;
  process.env.LAKEPORT_HOME = homeDir;
  return stop;
}
