import { sendEmpty, sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import type { Bucket } from '../store/bucket';
import type { StoredObject } from '../store/stored-object';
import type { XmlElement } from '../xml';
import { commonPrefixOf, nameEncoder, pageSize } from './list-parameters';

interface Page {
  objects: { key: string; object: StoredObject }[];
  prefixes: string[];
  /** Where the next page begins; null when this is the last one. */
  next: Position | null;
}

/** The last thing a page holds; the next begins after it. */
interface Position {
  kind: 'key' | 'prefix';
  text: string;
}

/** HeadBucket. */
export async function headBucket(call: S3Call): Promise<void> {
  sendEmpty(call, 200, { 'x-amz-bucket-region': call.region });
}

/** ListObjectsV2. */
export async function listObjects(call: S3Call): Promise<void> {
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = pageSize(query, 'max-keys');
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const start: Position | null =
    token !== null ? readToken(token) : startAfter !== null ? { kind: 'key', text: startAfter } : null;
  const page = pageOf(bucket, { prefix, delimiter, maxKeys, start });
  const encode = nameEncoder(query);
  sendXml(call, 'ListBucketResult', [
    ['Name', bucket.settings.name],
    ['Prefix', encode(prefix)],
    ['Delimiter', delimiter === '' ? undefined : encode(delimiter)],
    ['MaxKeys', maxKeys],
    ['EncodingType', query.get('encoding-type') ?? undefined],
    ['KeyCount', page.objects.length + page.prefixes.length],
    ['IsTruncated', page.next !== null],
    ['ContinuationToken', token ?? undefined],
    ['NextContinuationToken', page.next ? writeToken(page.next) : undefined],
    ['StartAfter', startAfter === null ? undefined : encode(startAfter)],
    ...page.objects.map(({ key, object }): XmlElement => ['Contents', describe(encode(key), object)]),
    ...page.prefixes.map((name): XmlElement => ['CommonPrefixes', [['Prefix', encode(name)]]]),
  ]);
}

/** Walks only the keys of the page: the beginning and the end of every common prefix are found by bisection. */
function pageOf(
  bucket: Bucket,
  options: { prefix: string; delimiter: string; maxKeys: number; start: Position | null },
): Page {
  const { prefix, delimiter, maxKeys, start } = options;
  const { index } = bucket;
  const page: Page = { objects: [], prefixes: [], next: null };
  let last: Position | null = null;
  let position = Math.max(index.firstFrom(prefix), start ? positionAfter(bucket, start) : 0);
  while (maxKeys > 0) {
    const key = index.keyAt(position);
    if (key === undefined || !key.startsWith(prefix)) break;
    const object = bucket.current(key);
    if (!object || object.deleteMarker) {
      position++;
      continue;
    }
    if (page.objects.length + page.prefixes.length === maxKeys) return { ...page, next: last };
    const commonPrefix = commonPrefixOf(key, prefix, delimiter);
    if (commonPrefix === null) {
      page.objects.push({ key, object });
      last = { kind: 'key', text: key };
      position++;
    } else {
      page.prefixes.push(commonPrefix);
      last = { kind: 'prefix', text: commonPrefix };
      position = index.firstPast(commonPrefix);
    }
  }
  return page;
}

function positionAfter({ index }: Bucket, { kind, text }: Position): number {
  return kind === 'key' ? index.firstAfter(text) : index.firstPast(text);
}

function describe(key: string, object: StoredObject): XmlElement[] {
  return [
    ['Key', key],
    ['LastModified', new Date(object.modifiedMs).toISOString()],
    ['ETag', `"${object.etag}"`],
    ['ChecksumAlgorithm', object.checksum?.algorithm],
    ['ChecksumType', object.checksum?.type],
    ['Size', object.sizeBytes],
    ['StorageClass', 'STANDARD'],
  ];
}

function writeToken({ kind, text }: Position): string {
  return Buffer.from(`${kind}:${text}`).toString('base64url');
}

/** @throws S3Error InvalidArgument */
function readToken(token: string): Position {
  const [, kind, text] = /^(key|prefix):(.*)$/s.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if ((kind === 'key' || kind === 'prefix') && text !== undefined) return { kind, text };
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
}
