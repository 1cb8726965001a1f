import { isAscii } from 'node:buffer';
import type { Encoding } from '../../dataset/encoding';
import { detectEncoding } from '../../dataset/infer/detect-encoding';
import type { FileSource } from './file-source';
import { readSource } from './read-source';

const SAMPLE_BYTES = 64 * 1024;
/** Where the samples are, as shares of the file. */
const PLACES = [1 / 4, 1 / 2, 3 / 4, 1];

/**
 * The encoding of an uncompressed text whose start is ASCII, by samples of the rest: names that are sorted have
 * their first accent late.
 * @throws LakeportError `source-error` where the file cannot be read.
 */
export async function detectRestEncoding(source: FileSource): Promise<Encoding> {
  for (const place of PLACES) {
    const end = Math.floor(source.sizeBytes * place);
    const parts: Uint8Array[] = [];
    for await (const part of readSource(source, { start: Math.max(0, end - SAMPLE_BYTES), end }).bytes) {
      parts.push(Uint8Array.from(part));
    }
    const sample = behindCutCharacter(Buffer.concat(parts));
    if (isAscii(sample)) continue;
    const { encoding } = detectEncoding(sample);
    // What begins with ASCII does not become UTF-16.
    if (!encoding.startsWith('utf-16')) return encoding;
  }
  return 'utf-8';
}

/** Without the up to three bytes that may belong to a character of UTF-8 before the sample. */
function behindCutCharacter(sample: Buffer): Buffer {
  let start = 0;
  while (start < 3 && ((sample[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return sample.subarray(start);
}
