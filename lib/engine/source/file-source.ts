/** Where a file's bytes come from. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { LakeportError } from '../../errors';

/** Larger chunks than a stream's default: fewer turns of the event loop for the same bytes. */
const READ_CHUNK_BYTES = 1024 * 1024;

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
  open(range?: ByteRange): AsyncIterable<Uint8Array>;
}

/**
 * A file on disk.
 * @throws LakeportError `source-error` when there is none.
 */
export async function diskSource(path: string): Promise<FileSource> {
  const { size } = await stat(path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LakeportError('source-error', `The file could not be read: ${reason}.`, { cause });
  });
  return {
    sizeBytes: size,
    open: (range) =>
      createReadStream(path, {
        highWaterMark: READ_CHUNK_BYTES,
        ...(range && { start: range.start, end: range.end - 1 }),
      }),
  };
}
