/**
 * Verification of AWS Signature Version 4, in the `Authorization` header or in the query (presigned addresses).
 * Without it the laptop would accept what AWS refuses: expired addresses, headers nobody signed, wrong keys.
 *
 * Source: "Signature Version 4 signing process" in the AWS IAM User Guide and "Authenticating Requests" in the
 * Amazon S3 API Reference. Differences between S3 and the other services that are honoured here: S3 encodes the
 * path once, the others twice; S3 names the body's hash in `x-amz-content-sha256`, the others hash the body itself;
 * S3 refuses `x-amz-*` headers that are sent without being signed.
 *
 * Not checked: the region of the scope, and session tokens, which only say which function's process signed.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { canonicalHeaders, canonicalPath, canonicalQuery, readTarget } from './canonical-request';
import { SignatureError } from './signature-error';

export interface VerifyOptions {
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
  /** The whole body; without it the body's hash is taken from `x-amz-content-sha256` and the caller compares it. */
  body?: Buffer;
  /** The service the signature must be meant for, as in the credential's scope: `s3`, `dynamodb`, `appsync`, … */
  service?: string;
  /** The time of the check, epoch milliseconds; now when left out. */
  nowMs?: number;
}

export interface Identity {
  accessKeyId: string;
}

export interface CredentialScope {
  accessKeyId: string;
  /** The day as `YYYYMMDD`. */
  day: string;
  region: string;
  service: string;
}

interface Signature extends CredentialScope {
  signedHeaders: string[];
  signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  timestamp: string;
  /** Seconds a presigned address lives; null for a signature in the header. */
  expiresSeconds: number | null;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const CLOCK_SKEW_MAX_MS = 15 * 60_000;
const EXPIRES_MAX_SECONDS = 7 * 24 * 3600;

/**
 * The identity that signed the request.
 * @throws SignatureError with AWS's code (`InvalidAccessKeyId`, `SignatureDoesNotMatch`, `AccessDenied`, …).
 */
export function verifySignature(request: IncomingMessage, options: VerifyOptions): Identity {
  const { path, query } = readTarget(request);
  const signature = readSignature(request, query);
  const secret = options.credentials.get(signature.accessKeyId);
  if (secret === undefined) {
    throw new SignatureError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  if (options.service !== undefined && signature.service !== options.service) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      `Credential should be scoped to service '${options.service}', not '${signature.service}'.`,
    );
  }
  checkTime(signature, options.nowMs ?? Date.now());
  checkSignedHeaders(request, signature);
  const canonicalRequest = [
    request.method ?? 'GET',
    canonicalPath(path, { encodeTwice: signature.service !== 's3' }),
    canonicalQuery(query),
    canonicalHeaders(request, signature.signedHeaders),
    signature.signedHeaders.join(';'),
    payloadHash(request, signature, query, options.body),
  ].join('\n');
  if (!sameText(sign(secret, signature, canonicalRequest), signature.signature)) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return { accessKeyId: signature.accessKeyId };
}

/** What the request claims to be signed for, without checking it; null when it is not signed. */
export function credentialScope(request: IncomingMessage): CredentialScope | null {
  const { authorization } = request.headers;
  const credential = authorization
    ? /Credential=([^,\s]+)/.exec(authorization)?.[1]
    : readTarget(request).query.get('X-Amz-Credential');
  return credential ? parseScope(credential) : null;
}

function readSignature(request: IncomingMessage, query: URLSearchParams): Signature {
  const { authorization } = request.headers;
  if (authorization !== undefined) return readHeaderSignature(request, authorization);
  if (query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')) return readQuerySignature(query);
  throw new SignatureError('MissingAuthenticationToken', 'The request is not signed.');
}

function readHeaderSignature(request: IncomingMessage, authorization: string): Signature {
  const [, algorithm, rest = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  if (algorithm !== ALGORITHM) {
    throw new SignatureError('IncompleteSignature', `The Authorization header must begin with ${ALGORITHM}.`);
  }
  const fields = new Map(
    rest.split(',').map((part): [string, string] => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
    }),
  );
  const timestamp = request.headers['x-amz-date'];
  return assembleSignature({
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    timestamp: typeof timestamp === 'string' ? timestamp : undefined,
    expiresSeconds: null,
  });
}

function readQuerySignature(query: URLSearchParams): Signature {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new SignatureError(
      'AuthorizationQueryParametersError',
      `X-Amz-Algorithm only supports "${ALGORITHM}".`,
    );
  }
  const expiresSeconds = Number(query.get('X-Amz-Expires') ?? NaN);
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 0 || expiresSeconds > EXPIRES_MAX_SECONDS) {
    throw new SignatureError(
      'AuthorizationQueryParametersError',
      `X-Amz-Expires must be a number of seconds from 0 to ${EXPIRES_MAX_SECONDS}.`,
    );
  }
  return assembleSignature({
    credential: query.get('X-Amz-Credential') ?? undefined,
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? undefined,
    signature: query.get('X-Amz-Signature') ?? undefined,
    timestamp: query.get('X-Amz-Date') ?? undefined,
    expiresSeconds,
  });
}

function assembleSignature(parts: {
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  timestamp: string | undefined;
  expiresSeconds: number | null;
}): Signature {
  const { credential, signedHeaders, signature, timestamp, expiresSeconds } = parts;
  if (!credential || !signedHeaders || !signature || !timestamp) {
    throw new SignatureError(
      'IncompleteSignature',
      'A signature needs its credential, the signed headers, the signature itself and X-Amz-Date.',
    );
  }
  const scope = parseScope(credential);
  if (scope === null) {
    throw new SignatureError(
      'IncompleteSignature',
      'The credential must be <key id>/<YYYYMMDD>/<region>/<service>/aws4_request.',
    );
  }
  if (!/^\d{8}T\d{6}Z$/.test(timestamp) || !timestamp.startsWith(scope.day)) {
    throw new SignatureError(
      'IncompleteSignature',
      `X-Amz-Date must be YYYYMMDDTHHMMSSZ on the day of the credential's scope; it is '${timestamp}'.`,
    );
  }
  return { ...scope, signedHeaders: signedHeaders.split(';'), signature, timestamp, expiresSeconds };
}

function parseScope(credential: string): CredentialScope | null {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  const [, accessKeyId, day, region, service] = match ?? [];
  return accessKeyId && day && region && service ? { accessKeyId, day, region, service } : null;
}

function checkTime(signature: Signature, nowMs: number): void {
  const iso = signature.timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const signedMs = Date.parse(iso);
  if (Number.isNaN(signedMs)) throw new SignatureError('IncompleteSignature', `'${iso}' is not a time.`);
  if (signature.expiresSeconds === null) {
    if (Math.abs(nowMs - signedMs) <= CLOCK_SKEW_MAX_MS) return;
    throw new SignatureError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  if (signedMs - nowMs > CLOCK_SKEW_MAX_MS) {
    throw new SignatureError('AccessDenied', 'Request is not valid yet');
  }
  if (nowMs > signedMs + signature.expiresSeconds * 1000) {
    throw new SignatureError('AccessDenied', 'Request has expired');
  }
}

function checkSignedHeaders(request: IncomingMessage, signature: Signature): void {
  const signed = new Set(signature.signedHeaders);
  const unsigned = Object.keys(request.headers).filter(
    (name) =>
      (name === 'host' || (signature.service === 's3' && name.startsWith('x-amz-'))) && !signed.has(name),
  );
  if (unsigned.length === 0) return;
  throw new SignatureError(
    'AccessDenied',
    `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
  );
}

function payloadHash(
  request: IncomingMessage,
  signature: Signature,
  query: URLSearchParams,
  body: Buffer | undefined,
): string {
  const declared = request.headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256');
  const isS3 = signature.service === 's3';
  if (isS3 && signature.expiresSeconds !== null)
    return typeof declared === 'string' ? declared : UNSIGNED_PAYLOAD;
  if (isS3 && typeof declared !== 'string') {
    throw new SignatureError(
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
    );
  }
  const isLiteral =
    typeof declared === 'string' && (declared === UNSIGNED_PAYLOAD || declared.startsWith('STREAMING-'));
  if (isLiteral && isS3) return declared;
  if (body === undefined) return typeof declared === 'string' ? declared : sha256('');
  return sha256(body);
}

function sign(
  secret: string,
  { day, region, service, timestamp }: Signature,
  canonicalRequest: string,
): string {
  const text = [
    ALGORITHM,
    timestamp,
    `${day}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest),
  ].join('\n');
  let key = hmac(`AWS4${secret}`, day);
  for (const part of [region, service, 'aws4_request']) key = hmac(key, part);
  return hmac(key, text).toString('hex');
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
