import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ObjectEvent } from './object-event';
import type { Bucket } from './store/bucket';
import { renderDocument, type XmlElement } from './xml';

/** One checked request, as the operations see it. */
export interface S3Call {
  request: IncomingMessage;
  response: ServerResponse;
  region: string;
  bucket: Bucket;
  /** All buckets, for copies. */
  buckets: ReadonlyMap<string, Bucket>;
  /** Decoded; empty when the call is about the bucket. */
  key: string;
  query: URLSearchParams;
  /** Lower-case names; `x-amz-*` parameters of a presigned address count as headers, as they do in S3. */
  headers: Readonly<Record<string, string>>;
  /** Announces a change that is durable; never delays the response. */
  emit(event: Pick<ObjectEvent, 'reason' | 'deletionType'> & { key: string; version: EventVersion }): void;
}

export interface EventVersion {
  versionId: string;
  sizeBytes?: number;
  etag?: string;
}

export type Operation = (call: S3Call) => Promise<void>;

export function sendXml(
  { response }: S3Call,
  root: string,
  children: readonly XmlElement[],
  headers: Record<string, string> = {},
): void {
  const text = renderDocument(root, children);
  response.writeHead(200, {
    ...headers,
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

export function sendEmpty({ response }: S3Call, status: number, headers: Record<string, string> = {}): void {
  // A response without a body has no length to tell: 204 and 304 must not have the header at all.
  const length: Record<string, string> = status === 200 ? { 'content-length': '0' } : {};
  response.writeHead(status, { ...headers, ...length });
  response.end();
}

/** Merges headers with what a presigned address carries in its query. */
export function mergeHeaders(request: IncomingMessage, query: URLSearchParams): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of query) {
    if (/^x-amz-/i.test(name)) merged[name.toLowerCase()] = value;
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) merged[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return merged;
}
