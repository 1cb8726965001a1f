/**
 * The laptop's S3: path-style addresses, every request signed, bytes and index on the file system under
 * `<dir>/<bucket>/`. It does what the portal and the SDK's upload and copy functions need, and refuses the rest with
 * NotImplemented. Left out: ACLs, policies, encryption (only announced), Object Lock, website, ListObjects
 * (version 1), copies into parts, signed chunks, creating and deleting buckets.
 * Source of formats and errors: Amazon S3 API Reference.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodePart, readTarget } from '../canonical-request';
import { openLocked } from '../folder-lock';
import type { LocalService } from '../service';
import { SignatureError } from '../signature-error';
import { credentialScope, verifySignature } from '../sigv4';
import { corsHeaders } from './bucket-cors';
import type { BucketSettings } from './bucket-settings';
import { expireObjects } from './lifecycle';
import { nextSequencer, type ObjectEvent } from './object-event';
import { selectOperation } from './route';
import { mergeHeaders, type S3Call } from './s3-call';
import { S3Error } from './s3-error';
import { Bucket, NULL_VERSION } from './store/bucket';
import { renderError } from './xml';

export interface S3Options {
  /** Where the buckets live; one folder each. */
  dir: string;
  region: string;
  buckets: readonly BucketSettings[];
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
  /** Called after the change is durable, apart from the response; it must not throw. */
  onObjectEvent: (event: ObjectEvent) => void;
}

const KEY_BYTES_MAX = 1024;
const SWEEP_EVERY_MS = 60 * 60 * 1000;

export interface S3Service extends LocalService {
  /** Removes what the buckets' lifecycle rules end by then; it does so by itself at the start and every hour. */
  expire(now: Date): Promise<void>;
}

/** @throws Error when another process has the folder or a journal in it is damaged */
export function createS3(options: S3Options): Promise<S3Service> {
  return openLocked(options.dir, async () => {
    const buckets = new Map<string, Bucket>();
    for (const settings of options.buckets)
      buckets.set(settings.name, await Bucket.open(options.dir, settings));
    const expire = async (now: Date): Promise<void> => {
      for (const bucket of buckets.values()) await expireObjects(bucket, now);
    };
    await expire(new Date());
    const stopSweeping = repeat(() => expire(new Date()), SWEEP_EVERY_MS);
    return {
      name: 's3',
      matches: (request) =>
        credentialScope(request)?.service === 's3' || buckets.has(readAddress(request).bucketName),
      handle: (request, response) => handle(options, buckets, request, response),
      expire,
      stop: async () => {
        await stopSweeping();
        buckets.forEach((bucket) => bucket.close());
      },
    };
  });
}

/** Runs `work` after every pause; the function that comes back ends that, once what is running is done. */
function repeat(work: () => Promise<void>, pauseMs: number): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(work);
  }, pauseMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function handle(
  options: S3Options,
  buckets: ReadonlyMap<string, Bucket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  response.setHeader('x-amz-request-id', requestId);
  try {
    const { bucketName, key, query } = readAddress(request);
    const bucket = buckets.get(bucketName);
    const cors = corsHeaders(bucket?.settings.corsRules ?? [], request);
    response.setHeaders(new Headers(cors ?? {}));
    if (request.method === 'OPTIONS') return answerPreflight(response, cors !== null);
    verifySignature(request, { credentials: options.credentials, service: 's3' });
    if (!bucket) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    if (Buffer.byteLength(key) > KEY_BYTES_MAX) throw new S3Error('KeyTooLongError', 'Your key is too long');
    const call: S3Call = {
      request,
      response,
      region: options.region,
      bucket,
      buckets,
      key,
      query,
      headers: mergeHeaders(request, query),
      emit: (change) => setImmediate(options.onObjectEvent, describeEvent(bucketName, change)),
    };
    await selectOperation(call)(call);
  } catch (error) {
    answerError(request, response, error, requestId);
  }
}

function readAddress(request: IncomingMessage): { bucketName: string; key: string; query: URLSearchParams } {
  const { path, query } = readTarget(request);
  const [, bucketName = '', ...rest] = path.split('/');
  return { bucketName: decodePart(bucketName), key: decodePart(rest.join('/')), query };
}

function answerPreflight(response: ServerResponse, isAllowed: boolean): void {
  if (!isAllowed) throw new S3Error('AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
  response.writeHead(200, { 'content-length': 0 }).end();
}

function describeEvent(
  bucket: string,
  { key, version, ...change }: Parameters<S3Call['emit']>[0],
): ObjectEvent {
  return {
    ...change,
    bucket,
    key,
    sizeBytes: version.sizeBytes ?? 0,
    etag: version.etag ?? '',
    versionId: version.versionId === NULL_VERSION ? null : version.versionId,
    sequencer: nextSequencer(),
    eventName: change.reason === 'DeleteObject' ? 'Object Deleted' : 'Object Created',
    time: new Date().toISOString(),
  };
}

/** @throws what is neither a refusal nor the client's going away: a failure of ours */
function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  requestId: string,
): void {
  if (response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    throw error;
  }
  if (!(error instanceof S3Error || error instanceof SignatureError)) throw error;
  // What the client is still sending is read and thrown away; cut off, it would never see the answer.
  request.resume();
  const code = error.code === 'MissingAuthenticationToken' ? 'AccessDenied' : error.code;
  const isBodyless = request.method === 'HEAD';
  const text = isBodyless ? '' : renderError(code, error.message, requestId);
  response.writeHead(error.status, {
    ...(error instanceof S3Error ? error.headers : {}),
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
