import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocked } from './folder-lock';
import type { LocalService } from './service';
import { makeTestDir } from './start-test-stack';

const SERVICE: LocalService = {
  name: 'any',
  matches: () => false,
  handle: async () => undefined,
  stop: async () => undefined,
};

let testDir: Awaited<ReturnType<typeof makeTestDir>>;

beforeEach(async () => {
  testDir = await makeTestDir();
});

afterEach(() => testDir.remove());

describe('a locked folder', () => {
  it('is refused to the second and free after the first', async () => {
    const first = await openLocked(testDir.dir, async () => SERVICE);
    await expect(openLocked(testDir.dir, async () => SERVICE)).rejects.toThrow('LAKEPORT_HOME');
    await first.stop();
    await (await openLocked(testDir.dir, async () => SERVICE)).stop();
    expect(await readdir(testDir.dir)).toEqual([]);
  });

  it('is refused while another process lives, and taken over from a dead one', async () => {
    const file = join(testDir.dir, '.in-use');
    await writeFile(file, String(process.ppid));
    await expect(openLocked(testDir.dir, async () => SERVICE)).rejects.toThrow(`process ${process.ppid}`);
    // Above the largest process id of any system.
    await writeFile(file, '99999999');
    await (await openLocked(testDir.dir, async () => SERVICE)).stop();
  });

  it('is free again when opening fails', async () => {
    const failing = openLocked(testDir.dir, () => Promise.reject(new Error('damaged')));
    await expect(failing).rejects.toThrow('damaged');
    await (await openLocked(testDir.dir, async () => SERVICE)).stop();
  });
});
