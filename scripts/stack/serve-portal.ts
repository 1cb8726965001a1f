import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 120_000;
const HEALTH_TIMEOUT_MS = 30_000;
const POLL_MS = 100;
const KILL_AFTER_MS = 3_000;
const OUTPUT_TAIL_CHARACTERS = 4_000;

export interface ServePortalOptions {
  projectDir: string;
  /** The folder of a built portal, or undefined to serve the sources with hot reload. */
  buildDir: string | undefined;
  port: number;
  /** amplify_outputs.json of the backend that the portal talks to. */
  outputsFile: string;
  signal: AbortSignal;
  /** Called when the portal ends without having been told to. */
  onUnexpectedEnd(message: string): void;
}

export interface ServedPortal {
  stop(): Promise<void>;
}

/**
 * Serves the portal on 127.0.0.1 in a process of its own, and returns when it answers `ok` to a health check.
 * @throws Error with the server's last words when it ends before that.
 */
export async function servePortal(options: ServePortalOptions): Promise<ServedPortal> {
  const child = spawn(process.execPath, serverArguments(options), {
    cwd: options.buildDir ?? options.projectDir,
    env: {
      ...process.env,
      NODE_ENV: options.buildDir ? 'production' : 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: '127.0.0.1',
      PORT: String(options.port),
      LAKEPORT_OUTPUTS: options.outputsFile,
    },
    stdio: options.buildDir ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'inherit', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_TAIL_CHARACTERS));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', (chunk: Buffer) => {
    keep(chunk);
    process.stderr.write(chunk);
  });
  let isStopping = false;
  const ended = once(child, 'exit').then(([code, signal]) => {
    const message = `The portal ended (${String(signal ?? `exit code ${String(code)}`)}).\n${output.trim()}`;
    if (!isStopping) options.onUnexpectedEnd(message);
    return message;
  });
  const stop = async () => {
    isStopping = true;
    await endProcess(child);
  };
  try {
    await waitUntilHealthy(options, ended);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments({ projectDir, buildDir, port }: ServePortalOptions): string[] {
  if (!buildDir) {
    const next = path.join(projectDir, 'node_modules', 'next', 'dist', 'bin', 'next');
    return [next, 'dev', '--hostname', '127.0.0.1', '--port', String(port)];
  }
  // The server ends with this process even when this one is killed.
  const exitWithParent = new URL('exit-with-parent.mjs', import.meta.url).href;
  return ['--import', exitWithParent, path.join(buildDir, 'server.js')];
}

async function waitUntilHealthy({ port, signal }: ServePortalOptions, ended: Promise<string>): Promise<void> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(READY_WITHIN_MS)]);
  let endMessage: string | undefined;
  void ended.then((message) => (endMessage = message));
  let lastAnswer = 'no answer';
  while (!deadline.aborted && endMessage === undefined) {
    lastAnswer = await askHealth(port);
    if (lastAnswer === 'ok') return;
    await sleep(POLL_MS);
  }
  signal.throwIfAborted();
  throw new Error(
    endMessage ?? `The portal is not healthy after ${READY_WITHIN_MS / 1_000} s: ${lastAnswer}`,
  );
}

/** `ok`, or what is wrong. */
async function askHealth(port: number): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    const body = await response.text();
    return response.ok ? 'ok' : `status ${response.status}, ${body.slice(0, 500)}`;
  } catch (error) {
    return `no answer (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await exited;
  clearTimeout(killer);
}
