/** `npm test`: from a fresh clone to a verdict. Needs nothing but Node; the exit code tells. */
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
  const { runChecks } = await import('./checks/run-checks');
  process.exit((await runChecks({ projectDir, told })) ? 0 : 1);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
