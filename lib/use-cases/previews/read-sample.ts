/** The first bytes of a file, as a caller sends them. */
import { constants, createGunzip, gzipSync } from 'node:zlib';
import type { FileSource } from '../../engine/source/file-source';
import { memorySource } from '../../engine/source/memory-source';
import { LakeportError } from '../../errors';

/** Of what a caller may send. */
const SAMPLE_BYTES_MAX = 512 * 1024;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const GZIP = [0x1f, 0x8b] as const;

export interface Sample {
  /** Unzipped, where it is a file that was zipped. */
  plain: Buffer;
  isGzip: boolean;
  /** Whether the file goes on behind `plain`. */
  isCut: boolean;
  /** As it was sent. */
  received: Buffer;
}

/** @throws LakeportError `invalid-request`, `file-too-large` */
export async function readSample(base64: string, sizeBytes: number): Promise<Sample> {
  const received = decode(base64);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < received.length) {
    throw new LakeportError(
      'invalid-request',
      'The size of the file must be a number of bytes, and not below that of the sample.',
    );
  }
  const isPart = received.length < sizeBytes;
  if (received[0] !== GZIP[0] || received[1] !== GZIP[1]) {
    return {
      plain: isPart ? withoutCutCharacter(received) : received,
      isGzip: false,
      isCut: isPart,
      received,
    };
  }
  const { bytes, hasMore } = await unzipStart(received);
  const isCut = isPart || hasMore;
  return { plain: isCut ? withoutCutCharacter(bytes) : bytes, isGzip: true, isCut, received };
}

/** The first bytes of a sample as a file of their own, zipped again where the sample is. */
export function sampleFile(sample: Sample, plain: Uint8Array = sample.plain): FileSource {
  // A whole file goes on as it is, also a damaged one: the engine has the words for what is wrong with it.
  if (!sample.isCut) return memorySource(sample.received);
  return memorySource(sample.isGzip ? gzipSync(plain, { level: 1 }) : plain);
}

function decode(base64: string): Buffer {
  if (base64.length > 4 * Math.ceil(SAMPLE_BYTES_MAX / 3)) throw tooLong();
  if (!BASE64.test(base64) || base64.length % 4 !== 0) {
    throw new LakeportError('invalid-request', 'The sample is not Base64.');
  }
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > SAMPLE_BYTES_MAX) throw tooLong();
  return bytes;
}

function tooLong(): LakeportError {
  return new LakeportError('file-too-large', `A sample can have ${SAMPLE_BYTES_MAX / 1024} KiB at most.`, {
    resolution: 'Send the first bytes of the file only.',
  });
}

interface UnzippedStart {
  bytes: Buffer;
  /** Whether unzipping was given up because there is enough. */
  hasMore: boolean;
}

/** As much as can be unzipped of a file that may be cut or damaged, up to the size of a sample. */
async function unzipStart(zipped: Buffer): Promise<UnzippedStart> {
  const unzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  unzip.end(zipped);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of unzip as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length > SAMPLE_BYTES_MAX) break;
    }
  } catch {
    // What was unzipped before the damage is a sample; whoever has the whole file is told by the engine.
  }
  return { bytes: Buffer.concat(parts).subarray(0, SAMPLE_BYTES_MAX), hasMore: length > SAMPLE_BYTES_MAX };
}

/** Without the first bytes of a character of UTF-8 or UTF-16 whose others are no longer there. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  const even = bytes.subarray(0, bytes.length & ~1);
  for (let back = 1; back <= Math.min(3, even.length); back++) {
    const byte = even[even.length - back] ?? 0;
    if (byte < 0x80) return even;
    if (byte >= 0xc0) return charBytes(byte) > back ? even.subarray(0, even.length - back) : even;
  }
  return even;
}

function charBytes(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
