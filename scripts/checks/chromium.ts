import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { withProgress } from '../progress.mjs';
import { runCommand } from '../run-command.mjs';

const INSTALLED_AT = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export interface ChromiumOptions {
  projectDir: string;
  signal: AbortSignal;
}

/**
 * A browser for the tests, installed when there is none.
 * @returns the browser's file, or undefined for the one that Playwright keeps itself
 * @throws Error that says how to get one when it cannot be installed
 */
export async function ensureChromium({ projectDir, signal }: ChromiumOptions): Promise<string | undefined> {
  if (isBrowserThere()) return findChromium();
  const playwright = path.join(projectDir, 'node_modules', 'playwright', 'cli.js');
  const installs = [[process.execPath, playwright, 'install', 'chromium']];
  if (isDebianRoot()) installs.push(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']);
  const complaints: string[] = [];
  for (const [command = '', ...args] of installs) {
    try {
      await withProgress('Installing Chromium', () => runCommand(command, args, { cwd: projectDir, signal }));
      if (isBrowserThere()) return findChromium();
    } catch (error) {
      complaints.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`No Chromium: install one and set CHROMIUM_PATH to it.\n${complaints.join('\n')}`);
}

/** The browser of the machine: the one that CHROMIUM_PATH names, or one in a usual place. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  return named ?? INSTALLED_AT.find((file) => existsSync(file));
}

function isBrowserThere(): boolean {
  return findChromium() !== undefined || existsSync(chromium.executablePath());
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}
