import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets the portal's pages, and no others, read what a service answers. Answers a preflight itself: then it
 * returns true and nothing else is to be done.
 */
export function allowPortal(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers;
  if (origin !== undefined && origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'x-amzn-errortype,x-amzn-requestid');
    response.setHeader('vary', 'origin');
  }
  if (request.method !== 'OPTIONS') return false;
  response.setHeader('access-control-allow-methods', 'GET,POST,OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  response.setHeader('access-control-max-age', '3600');
  response.writeHead(204).end();
  return true;
}

/** The portal's origin, and the same with the host's other name: a page may be opened under either. */
export function portalOrigins(portalOrigin: string): string[] {
  const url = new URL(portalOrigin);
  const other = new URL(portalOrigin);
  if (url.hostname === 'localhost') other.hostname = '127.0.0.1';
  if (url.hostname === '127.0.0.1') other.hostname = 'localhost';
  return [...new Set([url.origin, other.origin])];
}
