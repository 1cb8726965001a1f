/**
 * Makes package-lock.json one that `npm ci` accepts on every system; run it after each change of dependencies.
 *
 * Two faults of npm are mended. `npm install` drops entries nested in bundled packages, which a second, lock-only run
 * puts back (npm/cli#9821). And npm writes only those platform packages that its registry shows it at that moment:
 * where a mirror hides packages of foreign systems, `npm ci` refuses the lock with "Missing: … from lock file". The
 * missing entries follow from what is in the lock: the parent names each with its exact version, and the name says
 * system, processor and C library.
 *
 *     node scripts/complete-lock.mjs           writes the entries
 *     node scripts/complete-lock.mjs --check   writes nothing, exits 1 when `npm ci` would refuse the lock
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from './run-npm.mjs';

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/**
 * The entries that the lock lacks, by their place in the tree.
 * @param {Lock} lock
 * @returns {Record<string, LockEntry>}
 * @throws {Error} when an entry cannot be derived, because its version is a range or its name tells no platform
 */
export function missingEntries(lock) {
  /** @type {Record<string, LockEntry>} */
  const missing = {};
  for (const [parentPath, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const packages = { ...lock.packages, ...missing };
      if (findVersion(packages, parentPath, name, version)) continue;
      if (!EXACT_VERSION.test(version)) {
        throw new Error(
          `${parentPath} wants ${name}@${version}: a range cannot be completed without the registry.`,
        );
      }
      const place = packages[`node_modules/${name}`]
        ? `${parentPath}/node_modules/${name}`
        : `node_modules/${name}`;
      const { cpu, libc, os } = platformOf(name);
      missing[place] = {
        version,
        cpu,
        ...(parent.dev ? { dev: true } : {}),
        ...(libc ? { libc } : {}),
        optional: true,
        ...(os ? { os } : {}),
      };
    }
  }
  return missing;
}

/**
 * Whether the parent finds the package as Node would: in its own node_modules or in one above.
 * @param {Record<string, LockEntry>} packages
 * @param {string} parentPath
 * @param {string} name
 * @param {string} version
 */
function findVersion(packages, parentPath, name, version) {
  for (
    let folder = parentPath;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    const entry = packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`];
    if (entry) return entry.version === version || !EXACT_VERSION.test(version);
    if (!folder) return false;
  }
}

/**
 * @param {string} name such as `@next/swc-linux-x64-musl`
 * @returns {{ os?: string[], cpu: string[], libc?: string[] }}
 */
function platformOf(name) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const system = SYSTEMS.find((word) => words.includes(word));
  const processor = PROCESSORS.find((word) => words.includes(word));
  if (!processor || (!system && processor !== 'wasm32')) {
    throw new Error(`The name ${name} does not tell its system and processor: add its entry by hand.`);
  }
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return {
    cpu: [processor],
    ...(system === 'linux' ? { libc: [libc] } : {}),
    ...(system ? { os: [system] } : {}),
  };
}

/**
 * The lock with the missing entries in npm's own order.
 * @param {Lock} lock
 * @param {Record<string, LockEntry>} missing
 */
export function withEntries(lock, missing) {
  const entries = Object.entries({ ...lock.packages, ...missing });
  entries.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(entries) };
}

/** @param {string} projectDir */
async function check(projectDir) {
  const places = Object.keys(missingEntries(await readLock(projectDir)));
  if (places.length > 0) {
    throw new Error(
      `package-lock.json lacks packages of other systems: ${places.join(', ')}. Run \`npm run lock\`.`,
    );
  }
  await runNpm(['ci', '--dry-run', '--loglevel=error'], { cwd: projectDir });
  console.log('package-lock.json is complete.');
}

/** @param {string} projectDir */
async function complete(projectDir) {
  await runNpm(['install', '--package-lock-only', '--loglevel=error'], { cwd: projectDir });
  const lock = await readLock(projectDir);
  const missing = missingEntries(lock);
  await writeFile(lockFile(projectDir), `${JSON.stringify(withEntries(lock, missing), null, 2)}\n`);
  console.log(`Added ${Object.keys(missing).length} packages of other systems to package-lock.json.`);
}

/**
 * @param {string} projectDir
 * @returns {Promise<Lock>}
 */
async function readLock(projectDir) {
  return JSON.parse(await readFile(lockFile(projectDir), 'utf8'));
}

/** @param {string} projectDir */
function lockFile(projectDir) {
  return path.join(projectDir, 'package-lock.json');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const projectDir = fileURLToPath(new URL('..', import.meta.url));
  await (process.argv.includes('--check') ? check(projectDir) : complete(projectDir));
}
