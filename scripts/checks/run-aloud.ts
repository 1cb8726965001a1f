import { spawn } from 'node:child_process';

export interface AloudOptions {
  cwd: string;
  signal: AbortSignal;
  /** Added to this process's environment. */
  env?: Record<string, string>;
}

/**
 * Runs a command that shows its own progress.
 * @returns whether it ended with exit code 0
 */
export function runAloud(command: string, args: string[], options: AloudOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'inherit', 'inherit'],
      signal: options.signal,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}
