/** Where a file's bytes come from. */
import { open, stat } from 'node:fs/promises';
import { LakeportError } from '../../errors';

const CHUNK_BYTES = 512 * 1024;

export interface ByteRange {
  start: number;
  /** Behind the last byte. */
  end: number;
}

/**
 * A file as received, plain or gzip. It may be opened several times: rows that turn out to be repeated when the
 * file has been read to its end are looked up in it again, and a sample is taken from its middle.
 */
export interface FileSource {
  sizeBytes: number;
  /** Chunks, each good until the next one is asked for. */
  open(range?: ByteRange): AsyncIterable<Uint8Array>;
}

/**
 * A file on disk. The next chunk is read while one is worked on, and chunks take turns in two buffers.
 * @throws LakeportError `source-error` when there is none.
 */
export async function diskSource(path: string): Promise<FileSource> {
  const { size } = await stat(path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LakeportError('source-error', `The file could not be read: ${reason}.`, { cause });
  });
  return { sizeBytes: size, open: (range) => chunksOf(path, range ?? { start: 0, end: Infinity }) };
}

async function* chunksOf(path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const chunkBytes = Math.max(1, Math.min(CHUNK_BYTES, end - start));
  const buffers: [Buffer, Buffer] = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  const read = (turn: number, position: number) => {
    const length = Math.min(chunkBytes, Math.max(0, end - position));
    return file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, length, position);
  };
  let next = read(0, start);
  try {
    for (let turn = 1, position = start; ; turn++) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) return;
      position += bytesRead;
      next = read(turn, position);
      // Whoever stops reading early has no use for what went wrong with the chunk behind.
      next.catch(() => undefined);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await next.catch(() => undefined);
    await file.close();
  }
}
