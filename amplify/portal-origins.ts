/**
 * Where the portal's pages come from, for CORS. Set PORTAL_ORIGINS (comma separated) in the branch's
 * environment when the address is known; a laptop is always allowed, as a sandbox's pages run there.
 */
export function portalOrigins(): string[] {
  const configured = process.env.PORTAL_ORIGINS?.split(',').map((origin) => origin.trim()) ?? [];
  return [...configured.filter(Boolean), 'http://localhost:3000'];
}
