import { BodyDigester, type BodyDigest } from './body-digester';
import { decodeAwsChunked } from './chunked-encoding';
import type { S3Call } from './s3-call';
import { S3Error } from './s3-error';

const PUT_BYTES_MAX = 5 * 1024 ** 3;
const XML_BYTES_MAX = 4 * 1024 ** 2;
const UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/**
 * Passes the body to `sink` piece by piece, takes off the aws-chunked framing, and compares what came with everything
 * the request says about it: length, SHA-256 of the signature, Content-MD5, additional checksum in header or trailer.
 * Memory does not grow with the body.
 * @throws S3Error BadDigest, XAmzContentSHA256Mismatch, IncompleteBody, EntityTooLarge, MissingContentLength
 */
export async function receiveBody(
  call: S3Call,
  sink: (chunk: Buffer) => void | Promise<void>,
  sizeBytesMax = PUT_BYTES_MAX,
): Promise<BodyDigest> {
  const { headers } = call;
  const payload = headers['x-amz-content-sha256'] ?? '';
  const isChunked = payload === UNSIGNED_TRAILER;
  if (payload.startsWith('STREAMING-') && !isChunked) {
    throw new S3Error(
      'NotImplemented',
      `The laptop's S3 does not read ${payload}; send ${UNSIGNED_TRAILER}.`,
    );
  }
  const length = declaredLength(headers, isChunked);
  if (length > sizeBytesMax) throw tooLarge();
  const digester = new BodyDigester(headers);
  // Leaving the loop early must not destroy the connection: the client is to read why.
  const body: AsyncIterable<Buffer> = call.request.iterator({ destroyOnReturn: false });
  const chunks = isChunked
    ? decodeAwsChunked(body, (name, value) => digester.takeTrailer(name, value))
    : body;
  for await (const chunk of chunks) {
    digester.update(chunk);
    if (digester.sizeBytes > sizeBytesMax) throw tooLarge();
    await sink(chunk);
  }
  if (digester.sizeBytes !== length) {
    throw new S3Error(
      'IncompleteBody',
      `The request says ${length} bytes and brought ${digester.sizeBytes}.`,
    );
  }
  return digester.finish();
}

/** A small XML body as text, compared as above. */
export async function receiveText(call: S3Call): Promise<string> {
  const chunks: Buffer[] = [];
  await receiveBody(call, (chunk) => void chunks.push(chunk), XML_BYTES_MAX);
  return Buffer.concat(chunks).toString('utf8');
}

function declaredLength(headers: S3Call['headers'], isChunked: boolean): number {
  const text = headers[isChunked ? 'x-amz-decoded-content-length' : 'content-length'];
  if (text === undefined || !/^\d+$/.test(text)) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  return Number(text);
}

function tooLarge(): S3Error {
  return new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
}
