/** A file as received, turned into the plain bytes of its text: counted, hashed, and unzipped if it is gzip. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LakeportError } from '../../errors';

/** Enough for every signature that is looked for. */
const SIGNATURE_BYTES = 8;

export interface OpenSource {
  /** Throws LakeportError `source-error` when the source breaks off or its gzip stream is damaged. */
  bytes: AsyncIterable<Uint8Array>;
  /** Bytes received so far. */
  bytesRead(): number;
  /** Hex digest of the bytes as received; ask once, after the last byte. */
  sha256(): string;
  /** Lets go of a source that was not read to its end. */
  close(): void;
}

export function openSource(source: AsyncIterable<Uint8Array>): OpenSource {
  const hash = createHash('sha256');
  let bytesRead = 0;
  // A stream that breaks before it is read keeps its error for the reader; unheard, it would end the process.
  if (source instanceof Readable) source.on('error', () => undefined);
  async function* received() {
    try {
      for await (const chunk of source) {
        hash.update(chunk);
        bytesRead += chunk.length;
        yield chunk;
      }
    } catch (cause) {
      if (cause instanceof LakeportError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new LakeportError('source-error', `The file could not be read: ${reason}.`, { cause });
    }
  }
  return {
    bytes: unzipped(received()),
    bytesRead: () => bytesRead,
    sha256: () => hash.digest('hex'),
    close: () => {
      if (source instanceof Readable) source.destroy();
    },
  };
}

async function* unzipped(received: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head = await takeAtLeast(received, SIGNATURE_BYTES);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(prepended(head, received));
  else yield* prepended(head, received);
}

async function* gunzip(zipped: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  const fed = pipeline(Readable.from(zipped, { objectMode: false }), unzip);
  // The same failure comes out of the loop below; this keeps it from being reported as unhandled.
  fed.catch(() => undefined);
  try {
    yield* unzip;
    await fed;
  } catch (cause) {
    if (cause instanceof LakeportError) throw cause;
    throw new LakeportError('source-error', 'The gzip file is damaged or cut short.', {
      resolution: 'Compress it again, or send it uncompressed.',
      cause,
    });
  }
}

async function takeAtLeast(chunks: AsyncGenerator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return taken.length === 1 && taken[0] ? taken[0] : Buffer.concat(taken);
}

async function* prepended(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    // Stopping early must reach the source, which may be an open file or connection.
    await rest.return(undefined);
  }
}
