import { Readable } from 'node:stream';
import { LakeportError } from '../../errors';
import type { ByteRange, FileSource } from './file-source';

export interface SourceReader {
  /** Throws LakeportError `source-error` when the source breaks off. */
  bytes: AsyncGenerator<Uint8Array>;
  /** Lets go of a source that was not read to its end. */
  close(): void;
}

/** Opens a source and says in our own words what goes wrong with it. */
export function readSource(source: FileSource, range?: ByteRange): SourceReader {
  const chunks = source.open(range);
  // A stream that breaks before it is read keeps its error for the reader; unheard, it would end the process.
  if (chunks instanceof Readable) chunks.on('error', () => undefined);
  return {
    bytes: received(chunks),
    close: () => {
      if (chunks instanceof Readable) chunks.destroy();
    },
  };
}

async function* received(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    if (cause instanceof LakeportError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LakeportError('source-error', `The file could not be read: ${reason}.`, { cause });
  }
}
