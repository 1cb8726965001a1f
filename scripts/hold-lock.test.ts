import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from './hold-lock.mjs';

const MODULE = new URL('./hold-lock.mjs', import.meta.url).href;

let dir: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-lock-'));
  file = path.join(dir, 'x.lock');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dir, { recursive: true });
});

/** Another process that tries to take the lock, says who holds it, and stays alive until it is killed. */
async function tryInChild(): Promise<{ child: ChildProcess; answer: string }> {
  const script = `
    const { tryLock } = await import(${JSON.stringify(MODULE)});
    process.stdout.write('holder ' + (await tryLock(${JSON.stringify(file)})));
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, answer: chunk.toString() };
}

test('a held lock names its holder and is not taken', async () => {
  const { child, answer } = await tryInChild();
  expect(answer).toBe('holder undefined');
  expect(await tryLock(file)).toBe(child.pid);
});

test('the lock of a process that was killed is taken over', async () => {
  const { child } = await tryInChild();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await tryLock(file)).toBeUndefined();
  expect(await readFile(file, 'utf8')).toBe(String(process.pid));
});

test('of many that find a stale lock at the same time, exactly one takes it', async () => {
  const { child } = await tryInChild();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await writeFile(file, String(child.pid));
  const answers = await Promise.all(Array.from({ length: 6 }, () => tryInChild()));
  expect(answers.filter(({ answer }) => answer === 'holder undefined')).toHaveLength(1);
});
