/** What all listings of S3 have in common. */
import { encodeRfc3986 } from '../../canonical-request';
import { S3Error } from '../s3-error';

const PAGE_MAX = 1000;

/** The number of entries asked for, at most 1,000, which is also the number when none is asked for. */
export function pageSize(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null || text === '') return PAGE_MAX;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`);
  return Math.min(Number(text), PAGE_MAX);
}

/** The part of the key up to the first delimiter behind the prefix; null when the key is an entry of its own. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '') return null;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? null : key.slice(0, end + delimiter.length);
}

/** How keys are written: as they are, or percent-encoded when the caller asks, for keys that XML cannot hold. */
export function nameEncoder(query: URLSearchParams): (name: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null) return (name) => name;
  if (encoding !== 'url')
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (name) => encodeRfc3986(name).replaceAll('%2F', '/');
}
