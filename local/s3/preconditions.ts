import { S3Error } from './s3-error';
import type { StoredObject, StoredVersion } from './store/stored-object';

type Headers = Readonly<Record<string, string>>;

/**
 * Refuses a write whose `If-None-Match: *` or `If-Match` does not hold for the newest version.
 * @throws S3Error PreconditionFailed or NoSuchKey
 */
export function checkWrite(headers: Headers, current: StoredVersion | undefined): void {
  const object = current?.deleteMarker ? undefined : current;
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw new S3Error('NotImplemented', 'If-None-Match of a write takes only *.');
    if (object) throw failed('If-None-Match');
  }
  const match = headers['if-match'];
  if (match === undefined) return;
  if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!matchesEtag(match, object.etag)) throw failed('If-Match');
}

/**
 * Whether the reader's copy is still good, by RFC 9110, section 13.2.2.
 * @throws S3Error PreconditionFailed
 */
export function checkRead(headers: Headers, object: StoredObject): 'send' | 'not-modified' {
  const match = headers['if-match'];
  const unmodifiedSince = parseDate(headers['if-unmodified-since']);
  // HTTP dates know whole seconds only.
  const modifiedMs = Math.floor(object.modifiedMs / 1000) * 1000;
  if (match !== undefined) {
    if (!matchesEtag(match, object.etag)) throw failed('If-Match');
  } else if (unmodifiedSince !== null && modifiedMs > unmodifiedSince) {
    throw failed('If-Unmodified-Since');
  }
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) return matchesEtag(noneMatch, object.etag) ? 'not-modified' : 'send';
  const modifiedSince = parseDate(headers['if-modified-since']);
  return modifiedSince !== null && modifiedMs <= modifiedSince ? 'not-modified' : 'send';
}

/** Whether one of a list of quoted or bare entity tags is this one. */
export function matchesEtag(list: string, etag: string): boolean {
  return list.split(',').some((entry) => {
    const tag = unquoteEtag(entry);
    return tag === '*' || tag === etag;
  });
}

export function unquoteEtag(text: string): string {
  return text.trim().replace(/^(?:W\/)?"(.*)"$/, '$1');
}

function parseDate(text: string | undefined): number | null {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function failed(condition: string): S3Error {
  return new S3Error(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
  );
}
