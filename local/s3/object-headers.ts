/** The headers that are kept with an object and come back with it. */
import { algorithmOfHeader, checksumHeader } from './checksums';
import { S3Error } from './s3-error';
import { NULL_VERSION } from './store/bucket';
import type { Checksum, StoredObject } from './store/stored-object';

type Headers = Readonly<Record<string, string>>;

const KEPT = /^(?:content-(?:type|disposition|language)|cache-control|expires|x-amz-meta-.+)$/;
const TAGS_MAX = 10;
const METADATA_BYTES_MAX = 2048;

/** S3 encrypts every object; the laptop only says so. */
export const ENCRYPTION_HEADERS = { 'x-amz-server-side-encryption': 'AES256' } as const;

/** What of a request's headers is kept. `aws-chunked` is the encoding of the request, not of the object. */
export function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  let metadataBytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!KEPT.test(name)) continue;
    kept[name] = value;
    if (name.startsWith('x-amz-meta-')) metadataBytes += name.length - 'x-amz-meta-'.length + value.length;
  }
  if (metadataBytes > METADATA_BYTES_MAX) {
    throw new S3Error(
      'InvalidRequest',
      'Your metadata headers exceed the maximum allowed metadata size (2 KB).',
    );
  }
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const encoding = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(', ');
  if (encoding !== '') kept['content-encoding'] = encoding;
  kept['content-type'] ??= 'binary/octet-stream';
  return kept;
}

/** The tags of `x-amz-tagging`, which is written like a query. @throws S3Error InvalidTag */
export function parseTaggingHeader(header: string | undefined): Record<string, string> {
  return checkTags([...new URLSearchParams(header ?? '')]);
}

/** @throws S3Error InvalidTag when there are too many, or two with one key, or one is too long. */
export function checkTags(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  if (pairs.length > TAGS_MAX)
    throw new S3Error('InvalidTag', `Object tags cannot be greater than ${TAGS_MAX}`);
  const tags = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128)
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
    if (tags.has(key)) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
    tags.set(key, value);
  }
  return Object.fromEntries(tags);
}

/** The headers of an answer about an object that was just written. */
export function writtenHeaders(object: StoredObject): Record<string, string> {
  return {
    etag: `"${object.etag}"`,
    ...ENCRYPTION_HEADERS,
    ...versionHeader(object.versionId),
    ...checksumHeaders(object.checksum),
  };
}

export function versionHeader(versionId: string): Record<string, string> {
  return versionId === NULL_VERSION ? {} : { 'x-amz-version-id': versionId };
}

export function checksumHeaders(checksum: Checksum | null): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The checksum a request declares in a header, or promises for its trailer with `value` null; null when none. */
export function declaredChecksum(
  headers: Headers,
): (Pick<Checksum, 'algorithm'> & { value: string | null }) | null {
  for (const [name, value] of Object.entries(headers)) {
    const algorithm = algorithmOfHeader(name);
    if (algorithm) return { algorithm, value };
  }
  const promised = (headers['x-amz-trailer'] ?? '').split(',').map(algorithmOfHeader).find(Boolean);
  return promised ? { algorithm: promised, value: null } : null;
}
