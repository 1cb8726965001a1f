/** What the services that speak AWS JSON (1.0 and 1.1) have in common: a signed POST whose header names the operation. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { BodyTooLargeError, readBody } from './request-body';
import { SignatureError } from './signature-error';
import { verifySignature } from './sigv4';

const BODY_BYTES_MAX = 16 * 1024 ** 2;

/** A refusal; `code` is the name by which the SDK's client throws it. */
export class AwsJsonError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsJsonError';
    this.code = code;
    this.status = status;
  }
}

/** The operation of `X-Amz-Target: <prefix>.<Operation>`; null for a request to another service. */
export function targetOperation(request: IncomingMessage, prefix: string): string | null {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith(`${prefix}.`)
    ? target.slice(prefix.length + 1)
    : null;
}

/**
 * The body of a request whose signature is right, unzipped.
 * @throws AwsJsonError for a wrong signature or a body above 16 MB
 */
export async function readSignedBody(
  request: IncomingMessage,
  options: { credentials: ReadonlyMap<string, string>; service: string },
): Promise<Buffer> {
  try {
    const body = await readBody(request, BODY_BYTES_MAX);
    verifySignature(request, { ...options, body });
    const isZipped = request.headers['content-encoding'] === 'gzip';
    return isZipped ? gunzipSync(body, { maxOutputLength: BODY_BYTES_MAX }) : body;
  } catch (error) {
    if (error instanceof SignatureError) throw new AwsJsonError(error.jsonCode, error.message);
    if (error instanceof BodyTooLargeError)
      throw new AwsJsonError('RequestEntityTooLargeException', error.message, 413);
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new AwsJsonError('SerializationException', 'The body is not what its Content-Encoding says.');
    }
    throw error;
  }
}

/** Answers as the client asked: AWS JSON 1.0 and 1.1 differ in nothing but the content type. */
export function answerAwsJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** @throws what is not a refusal */
export function answerAwsJsonError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!(error instanceof AwsJsonError)) throw error;
  request.resume();
  answerAwsJson(request, response, error.status, { __type: error.code, message: error.message });
}
