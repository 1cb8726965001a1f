import type { IncomingMessage } from 'node:http';
import { decodePart, readTarget } from '../canonical-request';

/** One request to the laptop's AWS, as far as a rule may want to know it. */
export interface RequestStep {
  /** The service's name at the gateway: `s3`, `dynamodb`, `events`, … */
  service: string;
  /** The JSON services' operation; of S3 the method, and what makes it another operation: `PUT`, `GET list-type`. */
  operation: string;
  /** S3's key, or a listing's prefix; null for other services. */
  key: string | null;
  /** The function whose process made the request; null for anybody else. */
  functionName: string | null;
  processId: string | null;
  /** The event that the process works on, as JSON text. */
  event: string | null;
}

/** Tells functions apart: each process signs its requests with a session token of its own, as in Lambda. */
export type ProcessLookup = (
  sessionToken: string,
) => Pick<RequestStep, 'functionName' | 'processId' | 'event'> | null;

const STRANGER = { functionName: null, processId: null, event: null };

/** Parameters by which S3 tells operations of one method apart. */
const S3_MARKERS = ['list-type', 'uploads', 'uploadId', 'delete', 'tagging', 'versions'];

export function readStep(service: string, request: IncomingMessage, find: ProcessLookup): RequestStep {
  const { 'x-amz-target': target, 'x-amz-security-token': token } = request.headers;
  const method = request.method ?? '';
  const maker = (typeof token === 'string' ? find(token) : null) ?? STRANGER;
  if (service !== 's3') {
    const operation = typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : method;
    return { service, operation, key: null, ...maker };
  }
  const { path, query } = readTarget(request);
  const marker = S3_MARKERS.find((name) => query.has(name));
  const key = decodePart(path.split('/').slice(2).join('/')) || (query.get('prefix') ?? '');
  return { service, operation: marker ? `${method} ${marker}` : method, key, ...maker };
}
