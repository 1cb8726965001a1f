import { decodeText } from './decode-text';
import type { FileSource } from './file-source';
import type { FileShape } from './identify-file';
import { readSource } from './read-source';

/** Of each sample behind the first. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Texts from the start, the middle and the end of a file, each behind a line break. Of a compressed or a short
 * file there is the start alone: its middle cannot be reached without all that is before it.
 * @throws LakeportError `source-error` where the file cannot be read.
 */
export async function readSamples(
  source: FileSource,
  { compression, encoding, head }: FileShape,
): Promise<string[]> {
  const samples = [head.toString('utf8')];
  const { sizeBytes } = source;
  if (compression !== null || sizeBytes < head.length + 3 * SAMPLE_BYTES) return samples;
  const middle = Math.floor(sizeBytes / 4) * 2;
  const end = Math.floor((sizeBytes - SAMPLE_BYTES) / 2) * 2;
  for (const start of [middle, end]) {
    const range = { start, end: Math.min(start + SAMPLE_BYTES, sizeBytes) };
    const parts: Uint8Array[] = [];
    for await (const part of decodeText(readSource(source, range).bytes, encoding))
      parts.push(Uint8Array.from(part));
    const text = Buffer.concat(parts).toString('utf8');
    samples.push(text.slice(text.search(/[\r\n]/) + 1));
  }
  return samples;
}
