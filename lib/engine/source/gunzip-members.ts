import { createGunzip } from 'node:zlib';
import type { Gunzip } from 'node:zlib';
import { LakeportError } from '../../errors';

const OUTPUT_CHUNK_BYTES = 256 * 1024;

/**
 * Unzips a gzip file of one or more members (RFC 1952, section 2.2). Zero bytes behind the last member are
 * padding; anything else there is an error, as is a member that is damaged or cut short.
 * @throws LakeportError `source-error`.
 */
export async function* gunzipMembers(zipped: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES });
  unzip.on('error', () => undefined);
  const fed = feed(zipped, unzip);
  // The reader below sees the same failure.
  fed.catch((cause: Error) => unzip.destroy(cause));
  try {
    yield* unzip;
    await fed;
  } catch (cause) {
    if (cause instanceof LakeportError) throw cause;
    throw damaged('The gzip file is damaged or cut short.', cause);
  } finally {
    unzip.destroy();
  }
}

/**
 * Node's Gunzip ends at the first zero byte behind a member and silently leaves the rest, a further member
 * included. So each chunk is waited for, and what was left of it is looked at.
 */
async function feed(zipped: AsyncIterable<Uint8Array>, unzip: Gunzip): Promise<void> {
  let handed = 0;
  let hasEnded = false;
  for await (const chunk of zipped) {
    let left = chunk;
    if (!hasEnded) {
      await write(unzip, chunk);
      if (unzip.destroyed && !unzip.readableEnded) return;
      handed += chunk.length;
      left = chunk.subarray(chunk.length - (handed - unzip.bytesWritten));
      hasEnded = left.length > 0;
    }
    if (left.some((byte) => byte !== 0)) throw damaged('Other bytes follow the end of the gzip file.');
  }
  if (!hasEnded) unzip.end();
}

/** Resolves when the chunk is unzipped, or when that is no longer wanted. */
function write(unzip: Gunzip, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unzip.off('close', done);
      resolve();
    };
    unzip.once('close', done);
    unzip.write(chunk, done);
  });
}

function damaged(message: string, cause?: unknown): LakeportError {
  return new LakeportError('source-error', message, {
    resolution: 'Compress it again, or send it uncompressed.',
    cause,
  });
}
