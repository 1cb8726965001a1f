import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './ensure-installed.mjs';

let projectDir: string;
beforeEach(async () => {
  projectDir = await mkdtemp(path.join(tmpdir(), 'lakeport-install-'));
  await mkdir(path.join(projectDir, 'node_modules'));
});
afterEach(() => rm(projectDir, { recursive: true }));

/** Writes the project's lock and, when given, npm's note of what it installed. */
async function given(wanted: object, present?: object): Promise<void> {
  const write = (name: string, packages: object) =>
    writeFile(path.join(projectDir, name), JSON.stringify({ packages: { '': {}, ...packages } }));
  await write('package-lock.json', wanted);
  if (present) await write('node_modules/.package-lock.json', present);
}

test('a fresh clone, or an installation that was cut short, is not installed', async () => {
  await given({ 'node_modules/a': { version: '1.0.0' } });
  expect(await isInstalled(projectDir)).toBe(false);
});

test('what npm noted as the lock has it is installed', async () => {
  await given({ 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.0' } });
  expect(await isInstalled(projectDir)).toBe(true);
});

test('another version or a missing package asks for an installation', async () => {
  await given({ 'node_modules/a': { version: '1.0.1' } }, { 'node_modules/a': { version: '1.0.0' } });
  expect(await isInstalled(projectDir)).toBe(false);
  await given({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
  expect(await isInstalled(projectDir)).toBe(false);
});

test('native packages of other systems may be absent, those of this system may not', async () => {
  const foreign = process.platform === 'win32' ? 'darwin' : 'win32';
  const native = { version: '1.0.0', optional: true, cpu: [process.arch] };
  await given({ 'node_modules/x': { ...native, os: [foreign] } }, {});
  expect(await isInstalled(projectDir)).toBe(true);
  await given({ 'node_modules/x': { ...native, os: [process.platform] } }, {});
  expect(await isInstalled(projectDir)).toBe(false);
});

test('a project without a lock file is refused', async () => {
  await expect(isInstalled(projectDir)).rejects.toThrow('package-lock.json');
});
