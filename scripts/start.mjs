/** `npm start` and `npm run dev`: from a fresh clone to a running portal. Needs nothing but Node. */
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { requireNode } from './require-node.mjs';
import { untilToldToStop } from './until-told-to-stop.mjs';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const told = untilToldToStop();

try {
  requireNode();
  await ensureInstalled({ projectDir, signal: told });
  // TypeScript can be loaded from here on: the packages are in place.
  const { register } = await import('tsx/esm/api');
  register();
  const { runStack } = await import('./stack/run-stack');
  await runStack({ projectDir, dev: process.argv.includes('--dev'), environment: process.env, told });
  process.exit(0);
} catch (error) {
  if (told.aborted) process.exit(0);
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
