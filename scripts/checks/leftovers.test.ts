import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { leftoversOf, RUN_VARIABLE } from './leftovers';

test.runIf(process.platform === 'linux')(
  'a process left behind is found, and is gone once it ended',
  async () => {
    const runId = randomUUID();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      env: { ...process.env, [RUN_VARIABLE]: runId },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    expect(await leftoversOf(runId)).toEqual([
      { pid: child.pid, command: expect.stringContaining('setInterval') },
    ]);
    child.kill();
    await once(child, 'exit');
    expect(await leftoversOf(runId)).toEqual([]);
  },
);
