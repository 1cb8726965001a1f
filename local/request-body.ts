import type { IncomingMessage } from 'node:http';

/** A request that is larger than its service accepts. */
export class BodyTooLargeError extends Error {
  constructor(sizeBytesMax: number) {
    super(`The request is larger than ${sizeBytesMax} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}

/** The whole body in memory. @throws BodyTooLargeError above `sizeBytesMax`. */
export async function readBody(request: IncomingMessage, sizeBytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Leaving the loop early must not destroy the connection: the client is to read why.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > sizeBytesMax) throw new BodyTooLargeError(sizeBytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}
