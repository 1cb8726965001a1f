/**
 * Which operation a request asks for. S3 tells operations apart by method, by whether there is a key, and by a marker in
 * the query; a parameter the operation does not know is refused, because ignoring it would do something else than asked.
 */
import { completeUpload } from './operations/complete-upload';
import { copyObject } from './operations/copy-object';
import { deleteObject, deleteObjects } from './operations/delete-object';
import { getObject } from './operations/get-object';
import { headBucket, listObjects } from './operations/list-objects';
import { listParts, listUploads } from './operations/list-uploads';
import { listVersions } from './operations/list-versions';
import { abortUpload, createUpload, uploadPart } from './operations/multipart-upload';
import { putObject } from './operations/put-object';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/tagging';
import type { Operation, S3Call } from './s3-call';
import { S3Error } from './s3-error';

interface Route {
  method: string;
  on: 'bucket' | 'object';
  operation: Operation;
  /** A parameter, perhaps with its value, that makes a request one of this route. */
  marker?: string;
  params?: readonly string[];
}

const VERSION = ['versionId'];
const LISTING = ['prefix', 'delimiter', 'encoding-type'];

// Routes with a marker come first: without it the same method means something else.
const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    on: 'bucket',
    marker: 'list-type=2',
    operation: listObjects,
    params: [...LISTING, 'max-keys', 'start-after', 'continuation-token', 'fetch-owner'],
  },
  {
    method: 'GET',
    on: 'bucket',
    marker: 'versions',
    operation: listVersions,
    params: [...LISTING, 'max-keys', 'key-marker', 'version-id-marker'],
  },
  {
    method: 'GET',
    on: 'bucket',
    marker: 'uploads',
    operation: listUploads,
    params: ['prefix', 'encoding-type', 'max-uploads', 'key-marker', 'upload-id-marker'],
  },
  { method: 'POST', on: 'bucket', marker: 'delete', operation: deleteObjects },
  { method: 'HEAD', on: 'bucket', operation: headBucket },
  {
    method: 'GET',
    on: 'object',
    marker: 'uploadId',
    operation: listParts,
    params: ['max-parts', 'part-number-marker'],
  },
  { method: 'GET', on: 'object', marker: 'tagging', operation: getObjectTagging, params: VERSION },
  { method: 'PUT', on: 'object', marker: 'tagging', operation: putObjectTagging, params: VERSION },
  { method: 'DELETE', on: 'object', marker: 'tagging', operation: deleteObjectTagging, params: VERSION },
  { method: 'POST', on: 'object', marker: 'uploads', operation: createUpload },
  { method: 'PUT', on: 'object', marker: 'uploadId', operation: uploadPart, params: ['partNumber'] },
  { method: 'POST', on: 'object', marker: 'uploadId', operation: completeUpload },
  { method: 'DELETE', on: 'object', marker: 'uploadId', operation: abortUpload },
  { method: 'GET', on: 'object', operation: getObject, params: VERSION },
  { method: 'HEAD', on: 'object', operation: getObject, params: VERSION },
  { method: 'PUT', on: 'object', operation: putObject },
  { method: 'DELETE', on: 'object', operation: deleteObject, params: VERSION },
];

/** @throws S3Error NotImplemented naming what the laptop's S3 lacks */
export function selectOperation({ request, key, query, headers }: S3Call): Operation {
  const on = key === '' ? 'bucket' : 'object';
  const route = ROUTES.find(
    (candidate) =>
      candidate.method === request.method && candidate.on === on && hasMarker(query, candidate.marker),
  );
  if (!route) throw notImplemented(`${request.method} on a ${on}`);
  const known = new Set([route.marker?.split('=')[0], ...(route.params ?? []), 'x-id']);
  const unknown = [...query.keys()].find((name) => !known.has(name) && !/^(?:x-amz-|response-)/i.test(name));
  if (unknown !== undefined) throw notImplemented(`${request.method} with the parameter '${unknown}'`);
  if (headers['x-amz-copy-source'] === undefined) return route.operation;
  if (route.operation === putObject) return copyObject;
  throw notImplemented('A copy into a part');
}

function hasMarker(query: URLSearchParams, marker: string | undefined): boolean {
  if (marker === undefined) return true;
  const [name = '', value] = marker.split('=');
  return value === undefined ? query.has(name) : query.get(name) === value;
}

function notImplemented(what: string): S3Error {
  return new S3Error('NotImplemented', `${what} is not implemented by the laptop's S3.`);
}
