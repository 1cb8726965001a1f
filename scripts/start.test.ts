import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from './hold-lock.mjs';

let homeDir: string;
let occupant: Server;

beforeEach(async () => {
  homeDir = await mkdtemp(path.join(tmpdir(), 'lakeport-start-'));
  occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  occupant.close();
  await rm(homeDir, { recursive: true });
});

function start(environment: Record<string, string>): Promise<{ exitCode: number; errors: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, PORT: '0', LAKEPORT_AWS_PORT: '0', LAKEPORT_HOME: homeDir, ...environment };
    const child = execFile(process.execPath, ['scripts/start.mjs'], { env }, (_error, _output, errors) => {
      resolve({ exitCode: child.exitCode ?? -1, errors });
    });
  });
}

test.each(['PORT', 'LAKEPORT_AWS_PORT'])(
  'a taken port ends the start with the name of %s',
  async (variable) => {
    const { port } = occupant.address() as AddressInfo;
    const { exitCode, errors } = await start({ [variable]: String(port) });
    expect(errors).toContain(`Port ${port} is taken. Set ${variable} to another one`);
    expect(exitCode).toBe(1);
  },
);

test('a home that another process holds ends the start with the name of the variable', async () => {
  await tryLock(path.join(homeDir, 'running.lock'));
  const { exitCode, errors } = await start({});
  expect(errors).toContain(`(process ${process.pid})`);
  expect(errors).toContain('LAKEPORT_HOME');
  expect(exitCode).toBe(1);
});
