import { sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import type { KeyIndex } from '../store/key-index';
import type { StoredVersion } from '../store/stored-object';
import type { XmlElement } from '../xml';
import { commonPrefixOf, nameEncoder, pageSize } from './list-parameters';

interface Page {
  versions: { key: string; version: StoredVersion; isLatest: boolean }[];
  prefixes: string[];
  next: Marker | null;
}

/** The last thing a page holds; without a version all versions of the key, or all keys of the common prefix, are done. */
interface Marker {
  key: string;
  versionId: string | null;
}

/** ListObjectVersions: every version and delete marker, by key, then newest first. */
export async function listVersions(call: S3Call): Promise<void> {
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = pageSize(query, 'max-keys');
  const keyMarker = query.get('key-marker') ?? '';
  const versionIdMarker = query.get('version-id-marker');
  if (versionIdMarker !== null && keyMarker === '') {
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  }
  const page = pageOf(call, {
    prefix,
    delimiter,
    maxKeys,
    start: { key: keyMarker, versionId: versionIdMarker },
  });
  const encode = nameEncoder(query);
  sendXml(call, 'ListVersionsResult', [
    ['Name', bucket.settings.name],
    ['Prefix', encode(prefix)],
    ['Delimiter', delimiter === '' ? undefined : encode(delimiter)],
    ['KeyMarker', encode(keyMarker)],
    ['VersionIdMarker', versionIdMarker ?? ''],
    ['MaxKeys', maxKeys],
    ['EncodingType', query.get('encoding-type') ?? undefined],
    ['IsTruncated', page.next !== null],
    ['NextKeyMarker', page.next ? encode(page.next.key) : undefined],
    ['NextVersionIdMarker', page.next?.versionId ?? undefined],
    ...page.versions.map((entry) => describe(encode(entry.key), entry.version, entry.isLatest)),
    ...page.prefixes.map((name): XmlElement => ['CommonPrefixes', [['Prefix', encode(name)]]]),
  ]);
}

function pageOf(
  { bucket: { index } }: S3Call,
  options: { prefix: string; delimiter: string; maxKeys: number; start: Marker },
): Page {
  const { prefix, delimiter, maxKeys, start } = options;
  const page: Page = { versions: [], prefixes: [], next: null };
  let last: Marker = start;
  let position = Math.max(index.firstFrom(prefix), firstPosition(index, start, { prefix, delimiter }));
  while (maxKeys > 0) {
    const key = index.keyAt(position);
    if (key === undefined || !key.startsWith(prefix)) break;
    const commonPrefix = commonPrefixOf(key, prefix, delimiter);
    const versions = commonPrefix === null ? versionsAfter(index, key, start) : [];
    const left = maxKeys - page.versions.length - page.prefixes.length;
    if (left === 0 && (commonPrefix !== null || versions.length > 0)) return { ...page, next: last };
    if (commonPrefix !== null) {
      page.prefixes.push(commonPrefix);
      last = { key: commonPrefix, versionId: null };
      position = index.firstPast(commonPrefix);
      continue;
    }
    page.versions.push(...versions.slice(0, left));
    const shown = versions[Math.min(left, versions.length) - 1];
    if (shown) last = { key, versionId: shown.version.versionId };
    if (versions.length > left) return { ...page, next: last };
    position++;
  }
  return page;
}

function firstPosition(
  index: KeyIndex,
  start: Marker,
  { prefix, delimiter }: { prefix: string; delimiter: string },
): number {
  if (start.key === '') return 0;
  if (start.versionId !== null) return index.firstFrom(start.key);
  const isCommonPrefix = commonPrefixOf(start.key, prefix, delimiter) === start.key;
  return isCommonPrefix ? index.firstPast(start.key) : index.firstAfter(start.key);
}

/** The versions of a key that the pages before have not shown. */
function versionsAfter(index: KeyIndex, key: string, start: Marker): Page['versions'] {
  const all = index.versionsOf(key).map((version, i) => ({ key, version, isLatest: i === 0 }));
  if (key !== start.key || start.versionId === null) return all;
  return all.slice(all.findIndex(({ version }) => version.versionId === start.versionId) + 1);
}

function describe(key: string, version: StoredVersion, isLatest: boolean): XmlElement {
  const common: XmlElement[] = [
    ['Key', key],
    ['VersionId', version.versionId],
    ['IsLatest', isLatest],
    ['LastModified', new Date(version.modifiedMs).toISOString()],
  ];
  if (version.deleteMarker) return ['DeleteMarker', common];
  return [
    'Version',
    [...common, ['ETag', `"${version.etag}"`], ['Size', version.sizeBytes], ['StorageClass', 'STANDARD']],
  ];
}
