import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeProject } from '../testing/fixture-project';
import { synthesizeBackend } from './synthesize-backend';

let projectDir: string;

beforeEach(async () => {
  projectDir = await mkdtemp(path.join(tmpdir(), 'lakeport-synth-'));
  await writeProject(projectDir, { files: { 'root.template.json': { Resources: {} } }, assets: {} });
});

afterEach(() => rm(projectDir, { recursive: true, force: true }));

const backendFile = () => path.join(projectDir, 'amplify', 'backend.ts');

describe('the synthesized backend', () => {
  it('is made once for the same sources', async () => {
    const progress: string[] = [];
    const onProgress = (message: string) => void progress.push(message);
    const first = await synthesizeBackend({ projectDir, onProgress });
    expect(await readdir(first)).toContain('manifest.json');
    expect(await synthesizeBackend({ projectDir, onProgress })).toBe(first);
    expect(progress).toEqual(['Synthesizing the backend']);
  });

  it('is made anew when a source changes, and old ones go', async () => {
    const seen = new Set([await synthesizeBackend({ projectDir })]);
    for (const name of ['a', 'b', 'c']) {
      await writeFile(backendFile(), `${await readFile(backendFile(), 'utf8')}\n// ${name}`);
      seen.add(await synthesizeBackend({ projectDir }));
    }
    expect(seen.size).toBe(4);
    expect(await readdir(path.join(projectDir, 'node_modules', '.cache', 'lakeport'))).toHaveLength(3);
  });

  it('is the same for two runs at once, and nothing is left over', async () => {
    const [one, two] = await Promise.all([
      synthesizeBackend({ projectDir }),
      synthesizeBackend({ projectDir }),
    ]);
    expect(one).toBe(two);
    expect(await readdir(path.dirname(one ?? ''))).toEqual([path.basename(one ?? '')]);
  });

  it('that does not compile is reported in the compiler’s words', async () => {
    await writeFile(backendFile(), 'const broken: = 1;');
    await expect(synthesizeBackend({ projectDir })).rejects.toThrow(
      /does not synthesize[\s\S]*backend\.ts:1/,
    );
    expect(await readdir(path.join(projectDir, 'node_modules', '.cache', 'lakeport'))).toEqual([]);
  });
});
