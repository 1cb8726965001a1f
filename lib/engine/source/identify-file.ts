/** Tells from the first bytes of a file what it is: zipped or not, in which format, in which encoding. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { DatasetDefinition } from '../../dataset/definition';
import { encodingNamed } from '../../dataset/encoding';
import type { Encoding } from '../../dataset/encoding';
import { decodeText } from './decode-text';
import { detectRestEncoding } from './detect-rest-encoding';
import type { FileSource } from './file-source';
import { gunzipMembers } from './gunzip-members';
import { readSource } from './read-source';
import { refuseBinary, refuseControls } from './refuse-binary';
import { resolveEncoding } from './resolve-encoding';

export type FileFormat = 'csv' | 'ndjson' | 'json' | 'parquet';

export interface FileShape {
  compression: 'gzip' | null;
  format: FileFormat;
  /** Of the unzipped text; of no meaning for Parquet. */
  encoding: Encoding;
  /**
   * UTF-8 text of the start without a byte order mark: the whole text, or a sample that ends with a line where
   * it has one. Empty for Parquet.
   */
  head: Buffer;
}

const SAMPLE_BYTES = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Reads the first 256 KiB of a file, and of an ASCII text whose encoding is to be detected some more. An empty file
 * is an empty CSV.
 * @throws LakeportError `file-encoding` for a file that is no text, or not in the definition's encoding;
 * `source-error` where it cannot be read.
 */
export async function identifyFile(source: FileSource, definition: DatasetDefinition): Promise<FileShape> {
  const { compression, sample, isWhole } = await readSample(source);
  if (isParquet(sample)) {
    return { compression, format: 'parquet', encoding: 'utf-8', head: Buffer.alloc(0) };
  }
  refuseBinary(sample);
  const encoding = await encodingOf(source, { compression, sample, isWhole }, definition);
  const text = await decodeSample(sample, isWhole, encoding);
  // Two or three bytes of UTF-8 for each byte that is no ASCII would hide the control characters among them.
  const { dialect } = definition;
  refuseControls(encoding.startsWith('utf-16') ? text : sample, dialect === 'auto' ? '' : dialect.delimiter);
  const head = isWhole ? text : cutAtLine(text);
  return { compression, format: formatOf(head), encoding, head };
}

async function encodingOf(
  source: FileSource,
  { compression, sample, isWhole }: Sample,
  definition: DatasetDefinition,
): Promise<Encoding> {
  // RFC 8259 wants JSON in UTF-8, whatever the dataset's other files are in.
  if (formatOf(sample) !== 'csv' && isUtf8(cutAtLine(sample))) return 'utf-8';
  const told = resolveEncoding(sample, isWhole, definition.encoding);
  const isOpen = encodingNamed(definition.encoding) === 'auto' && !isWhole && isAscii(sample);
  return isOpen && compression === null ? detectRestEncoding(source) : told;
}

interface Sample {
  compression: 'gzip' | null;
  sample: Buffer;
  /** The sample is all there is. */
  isWhole: boolean;
}

async function readSample(source: FileSource): Promise<Sample> {
  const reader = readSource(source);
  try {
    const signature = await takeBytes(reader.bytes, 2);
    const isGzip = signature[0] === 0x1f && signature[1] === 0x8b;
    const chunks = prepended(signature, reader.bytes);
    const plain = isGzip ? gunzipMembers(chunks) : chunks;
    const taken = await takeBytes(plain, SAMPLE_BYTES + 1);
    await plain.return(undefined);
    const sample = taken.subarray(0, SAMPLE_BYTES);
    return { compression: isGzip ? 'gzip' : null, sample, isWhole: sample.length === taken.length };
  } finally {
    reader.close();
  }
}

/** At least so many bytes, unless there are fewer; the chunks can be read on. */
async function takeBytes(chunks: AsyncGenerator<Uint8Array>, bytes: number): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    // A source may fill its chunk anew.
    taken.push(Uint8Array.from(next.value));
    length += next.value.length;
  }
  return Buffer.concat(taken);
}

async function* prepended(head: Buffer, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    // Stopping at the head must reach the source as well.
    await rest.return(undefined);
  }
}

async function decodeSample(sample: Buffer, isWhole: boolean, encoding: Encoding): Promise<Buffer> {
  // A code unit that the sample cuts in half is no error of the file.
  const bytes = isWhole || !encoding.startsWith('utf-16') ? sample : sample.subarray(0, sample.length & ~1);
  const parts: Uint8Array[] = [];
  for await (const part of decodeText(oneChunk(bytes), encoding)) parts.push(part);
  const text = Buffer.concat(parts);
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function cutAtLine(text: Buffer): Buffer {
  const lastBreak = Math.max(text.lastIndexOf(LF), text.lastIndexOf(CR));
  return lastBreak < 0 ? text : text.subarray(0, lastBreak + 1);
}

/** A header may begin with “PAR1” too; in Parquet a binary field number follows. */
function isParquet(sample: Buffer): boolean {
  return sample.subarray(0, 5).equals(Buffer.from('PAR1\x15', 'latin1'));
}

/** A header may begin with a brace or a bracket too (`[id],[name]`): only what goes on as JSON is taken for it. */
function formatOf(head: Buffer): FileFormat {
  const text = head.toString('latin1');
  const [, opening] = /^\s*([{[])/.exec(text) ?? [];
  if (opening === undefined) return 'csv';
  const hasObjectLine = /^[ \t]*(\[\s*)?\{\s*["}]/m.test(text);
  if (opening === '{') return hasObjectLine ? 'ndjson' : 'csv';
  return hasObjectLine || /^\s*\[\s*(\]\s*)?$/.test(text) ? 'json' : 'csv';
}
