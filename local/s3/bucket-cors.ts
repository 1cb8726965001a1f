import type { IncomingMessage } from 'node:http';
import type { CorsRule } from './bucket-settings';

/**
 * The headers with which a bucket allows a page of another origin its request; null when no rule does. The first rule
 * that fits counts, as in S3 ("Using cross-origin resource sharing" in the Amazon S3 User Guide).
 */
export function corsHeaders(
  rules: readonly CorsRule[],
  request: IncomingMessage,
): Record<string, string> | null {
  const { origin } = request.headers;
  if (origin === undefined) return null;
  const isPreflight = request.method === 'OPTIONS';
  const method = isPreflight ? request.headers['access-control-request-method'] : request.method;
  const asked = isPreflight ? splitList(request.headers['access-control-request-headers']) : [];
  const rule = rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders = [] }) =>
      allowedOrigins.some((pattern) => matchesPattern(pattern, origin)) &&
      allowedMethods.some((allowed) => allowed === method) &&
      asked.every((name) => allowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), name))),
  );
  if (!rule) return null;
  const headers: Record<string, string> = {
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
  if (rule.allowedOrigins.includes('*')) {
    headers['access-control-allow-origin'] = '*';
  } else {
    headers['access-control-allow-origin'] = origin;
    headers['access-control-allow-credentials'] = 'true';
  }
  if (asked.length > 0) headers['access-control-allow-headers'] = asked.join(', ');
  if (rule.exposedHeaders?.length) headers['access-control-expose-headers'] = rule.exposedHeaders.join(', ');
  if (isPreflight && rule.maxAgeSeconds !== undefined)
    headers['access-control-max-age'] = String(rule.maxAgeSeconds);
  return headers;
}

function splitList(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function matchesPattern(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
