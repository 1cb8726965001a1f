const REQUIRED = [20, 19];

/**
 * @param {string} version such as `20.19.0`
 * @throws {Error} when this Node is too old for the packages
 */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [requiredMajor = 0, requiredMinor = 0] = REQUIRED;
  if (major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)) return;
  throw new Error(`Lakeport needs Node ${REQUIRED.join('.')} or newer; this is Node ${version}.`);
}
