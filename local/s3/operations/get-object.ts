import { pipeline } from 'node:stream/promises';
import { checksumHeaders, ENCRYPTION_HEADERS, versionHeader } from '../object-headers';
import { checkRead, matchesEtag } from '../preconditions';
import { sendEmpty, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import { isMissingFile } from '../store/blobs';
import type { StoredObject } from '../store/stored-object';
import { findObject } from './find-object';

interface ByteRange {
  start: number;
  /** Included; before `start` for an empty object. */
  end: number;
}

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** GetObject and HeadObject: ranges, conditions, versions, `response-*` overrides. */
export async function getObject(call: S3Call): Promise<void> {
  const { bucket, key, query, response } = call;
  const versionId = query.get('versionId');
  try {
    await sendObject(call, findObject(bucket, key, versionId));
  } catch (error) {
    if (response.headersSent || !isMissingFile(error)) throw error;
    // It was replaced between the look-up and the opening of its files: the newer one is as good an answer.
    await sendObject(call, findObject(bucket, key, versionId));
  }
}

async function sendObject(call: S3Call, object: StoredObject): Promise<void> {
  const { request, response, headers, bucket } = call;
  const base = objectHeaders(call, object);
  if (checkRead(headers, object) === 'not-modified') return sendEmpty(call, 304, base);
  const range = requestedRange(headers, object);
  const { start, end } = range ?? { start: 0, end: object.sizeBytes - 1 };
  const head = {
    ...base,
    // A checksum is that of the whole object; a client would compare it with the range.
    ...(range
      ? { 'content-range': `bytes ${start}-${end}/${object.sizeBytes}` }
      : wantedChecksum(headers, object)),
    'content-length': end - start + 1,
  };
  if (request.method === 'HEAD') return void response.writeHead(range ? 206 : 200, head).end();
  const blobs = await bucket.blobs.open(object.blobs, start, end);
  try {
    response.writeHead(range ? 206 : 200, head);
    await pipeline(blobs.bytes(), response);
  } finally {
    await blobs.close();
  }
}

function objectHeaders({ query }: S3Call, object: StoredObject): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value !== null) overrides[name] = value;
  }
  const tagCount = Object.keys(object.tags).length;
  return {
    ...object.headers,
    ...overrides,
    ...ENCRYPTION_HEADERS,
    ...versionHeader(object.versionId),
    ...(tagCount > 0 ? { 'x-amz-tagging-count': String(tagCount) } : {}),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

function wantedChecksum(headers: S3Call['headers'], object: StoredObject): Record<string, string> {
  return headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' ? checksumHeaders(object.checksum) : {};
}

/**
 * The one range asked for; null for the whole object, also when the header is of another shape, as S3 does.
 * @throws S3Error InvalidRange when the object has no such bytes
 */
function requestedRange(headers: S3Call['headers'], object: StoredObject): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (first === '' && last === '') return null;
  const condition = headers['if-range'];
  if (condition !== undefined && !matchesEtag(condition, object.etag)) return null;
  const size = object.sizeBytes;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return null;
  if (start < size) return { start, end };
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', {
    'content-range': `bytes */${size}`,
  });
}
