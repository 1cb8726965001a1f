import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashBackendSources } from './backend-hash';

/** Amplify reads who it synthesizes for from the CDK context; a laptop is a sandbox of its own. */
const CONTEXT = JSON.stringify({
  'amplify-backend-namespace': 'lakeport',
  'amplify-backend-name': 'local',
  'amplify-backend-type': 'sandbox',
});

/** Each assembly takes some 25 MB. */
const ASSEMBLIES_KEPT = 3;
/** A folder still being written is left alone for this long; what is older was abandoned. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
/** Folder in an assembly that names the processes running from it. */
const USERS = 'used-by';
const OUTPUT_TAIL_CHARACTERS = 6000;

export interface SynthesizeOptions {
  projectDir: string;
  onProgress?: (message: string) => void;
  /** Ends a synthesis under way. */
  signal?: AbortSignal;
}

/**
 * The folder of the cloud assembly of `<projectDir>/amplify/backend.ts`, synthesized now or before from the
 * same sources. It lies below `node_modules` so that the function bundles in it find the packages they leave
 * external by walking up.
 *
 * @throws Error with the compiler's own words when the backend does not synthesize.
 */
export async function synthesizeBackend(options: SynthesizeOptions): Promise<string> {
  const { projectDir, onProgress } = options;
  const cacheDir = path.join(projectDir, 'node_modules', '.cache', 'lakeport');
  await mkdir(cacheDir, { recursive: true });
  const assemblyDir = path.join(cacheDir, `assembly-${await hashBackendSources(projectDir, CONTEXT)}`);
  if (existsSync(path.join(assemblyDir, 'manifest.json'))) {
    await markUsed(assemblyDir);
    return assemblyDir;
  }
  onProgress?.('Synthesizing the backend');
  const workDir = `${assemblyDir}.${randomUUID()}.partial`;
  try {
    await runSynthesis(options, workDir);
    await moveIntoPlace(workDir, assemblyDir);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  await markUsed(assemblyDir);
  await removeOldAssemblies(cacheDir);
  return assemblyDir;
}

function runSynthesis({ projectDir, onProgress, signal }: SynthesizeOptions, outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join('amplify', 'backend.ts')], {
      cwd: projectDir,
      env: { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: CONTEXT, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      const text = chunk.toString();
      output = (output + text).slice(-OUTPUT_TAIL_CHARACTERS);
      for (const [, asset] of text.matchAll(/^Bundling asset (\S+?)(?:\/Code\/Stage)?\.\.\.$/gm)) {
        onProgress?.(`Bundling ${asset?.replace(/^[^/]*\//, '')}`);
      }
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code, endSignal) => {
      if (code === 0 && existsSync(path.join(outDir, 'manifest.json'))) resolve();
      else
        reject(
          new Error(
            `The backend does not synthesize (${endSignal ?? `exit code ${code}`}).\n${output.trim()}`,
          ),
        );
    });
  });
}

/** Whoever comes second finds the same assembly in place and leaves its own. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(path.join(to, 'manifest.json'))) throw error;
  }
}

/** Functions run from an assembly as long as the process that asked for it does. */
async function markUsed(assemblyDir: string): Promise<void> {
  await mkdir(path.join(assemblyDir, USERS), { recursive: true });
  await writeFile(path.join(assemblyDir, USERS, String(process.pid)), '');
  await utimes(assemblyDir, new Date(), new Date());
}

/** This process has moved on to another assembly, so only others count. */
function isUsed(assemblyDir: string): boolean {
  const users = path.join(assemblyDir, USERS);
  const pids = existsSync(users) ? readdirSync(users).map(Number) : [];
  return pids.some((pid) => pid !== process.pid && isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // Signal 0 only asks, and fails when nobody is there.
    return false;
  }
}

async function removeOldAssemblies(cacheDir: string): Promise<void> {
  const names = (await readdir(cacheDir)).filter((name) => name.startsWith('assembly-'));
  const folders = names.map((name) => {
    const dir = path.join(cacheDir, name);
    // A folder that another run removed in the meantime counts as oldest and is removed once more.
    const usedMs = statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return { dir, usedMs, partial: name.endsWith('.partial') };
  });
  const complete = folders.filter(({ partial }) => !partial).sort((a, b) => b.usedMs - a.usedMs);
  const abandoned = folders.filter(
    ({ partial, usedMs }) => partial && usedMs < Date.now() - ABANDONED_AFTER_MS,
  );
  const old = complete.slice(ASSEMBLIES_KEPT).filter(({ dir }) => !isUsed(dir));
  for (const { dir } of [...old, ...abandoned]) {
    await rm(dir, { recursive: true, force: true });
  }
}
