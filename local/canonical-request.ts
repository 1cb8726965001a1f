/** The parts of a request in the one spelling that signer and verifier agree on (AWS Signature Version 4). */
import type { IncomingMessage } from 'node:http';

/** The request's path as sent (`..` and escapes stay as they are) and its query, decoded. */
export function readTarget(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/** Percent-encodes all but the unreserved characters of RFC 3986. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The path with every segment decoded and encoded again, so that `/a b`, `/a%20b` and `/%61%20b` are one path.
 * Dot segments stay: an S3 key may be `a/../b`. Every service but S3 encodes the result once more.
 */
export function canonicalPath(path: string, { encodeTwice }: { encodeTwice: boolean }): string {
  const segments = path.split('/').map((segment) => encodeRfc3986(decodePart(segment)));
  return (encodeTwice ? segments.map(encodeRfc3986) : segments).join('/');
}

/** The parameters sorted by their encoded name, then value, without the signature itself. */
export function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encodeRfc3986(name), encodeRfc3986(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB))
    .map((pair) => pair.join('='))
    .join('&');
}

/** One line for each signed header, with runs of blanks made one; ends with a line end. */
export function canonicalHeaders(request: IncomingMessage, signedHeaders: readonly string[]): string {
  return signedHeaders.map((name) => `${name}:${headerValue(request, name)}\n`).join('');
}

/** Decodes percent escapes; a text with a broken escape is left as it is. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function headerValue(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/\s+/g, ' ');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
