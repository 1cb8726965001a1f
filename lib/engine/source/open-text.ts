import { createHash } from 'node:crypto';
import { decodeText } from './decode-text';
import type { FileSource } from './file-source';
import { gunzipMembers } from './gunzip-members';
import type { FileShape } from './identify-file';
import { readSource } from './read-source';

export interface OpenText {
  /**
   * The text in UTF-8, a byte order mark included. What its encoding does not have is not UTF-8 here either.
   * Throws LakeportError `source-error` when the source breaks off or its gzip stream is damaged.
   */
  bytes: AsyncIterable<Uint8Array>;
  /** Bytes received so far. */
  bytesRead(): number;
  /** Hex digest of the bytes received so far; after the last byte, of the file as received. */
  sha256(): string;
  /** Lets go of a source that was not read to its end. */
  close(): void;
}

/** A file as received, turned into UTF-8 text: counted, hashed, unzipped and decoded on the way. */
export function openText(source: FileSource, shape: Pick<FileShape, 'compression' | 'encoding'>): OpenText {
  const hash = createHash('sha256');
  let bytesRead = 0;
  const reader = readSource(source);
  async function* counted() {
    for await (const chunk of reader.bytes) {
      hash.update(chunk);
      bytesRead += chunk.length;
      yield chunk;
    }
  }
  const plain = shape.compression === 'gzip' ? gunzipMembers(counted()) : counted();
  return {
    bytes: decodeText(plain, shape.encoding),
    bytesRead: () => bytesRead,
    sha256: () => hash.copy().digest('hex'),
    close: () => reader.close(),
  };
}
