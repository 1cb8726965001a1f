import type { FileSource } from './file-source';

/** Bytes that are there already, as a file. */
export function memorySource(bytes: Uint8Array): FileSource {
  return {
    sizeBytes: bytes.length,
    open: (range) => oneChunk(range ? bytes.subarray(range.start, range.end) : bytes),
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
