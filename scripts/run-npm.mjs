import { runCommand } from './run-command.mjs';

/**
 * Runs the npm that runs this script, or else the one on the path.
 * @param {string[]} args
 * @param {{ cwd: string, signal?: AbortSignal }} options
 * @returns {Promise<string>} what npm said
 * @throws {Error} with npm's words when it fails
 */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return runCommand(process.execPath, [cli, ...args], options);
  return runCommand('npm', args, { ...options, shell: process.platform === 'win32' });
}
