/**
 * The additional checksums of S3 objects. A value is the big-endian digest in base64.
 * Source: "Checking object integrity" in the Amazon S3 User Guide.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export interface RunningChecksum {
  update(chunk: Buffer): void;
  /** The digest; called once. */
  digest(): Buffer;
}

/** The name of the header that carries it, such as `x-amz-checksum-crc32`. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm whose header this is; null when it is none. */
export function algorithmOfHeader(header: string): ChecksumAlgorithm | null {
  return (
    CHECKSUM_ALGORITHMS.find((algorithm) => checksumHeader(algorithm) === header.trim().toLowerCase()) ?? null
  );
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return startCrc32();
    case 'CRC32C':
      return startTableCrc(CRC32C);
    case 'CRC64NVME':
      return startTableCrc(CRC64NVME);
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
    }
  }
}

/** The checksum of a multipart object of type COMPOSITE: that of the parts' digests, and how many there are. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const checksum = startChecksum(algorithm);
  for (const part of parts) checksum.update(Buffer.from(part, 'base64'));
  return `${checksum.digest().toString('base64')}-${parts.length}`;
}

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => uint32(value),
  };
}

/** A reflected polynomial as two halves; the high half of a 32-bit one is unused. */
interface Polynomial {
  high: number;
  low: number;
  bytes: 4 | 8;
}

const CRC32C: Polynomial = { high: 0, low: 0x82f63b78, bytes: 4 };
const CRC64NVME: Polynomial = { high: 0x9a6c9329, low: 0xac4bc9b5, bytes: 8 };

const TABLES = new Map<Polynomial, { high: Int32Array; low: Int32Array }>();

function startTableCrc(polynomial: Polynomial): RunningChecksum {
  const table = tableOf(polynomial);
  let high = polynomial.bytes === 8 ? -1 : 0;
  let low = -1;
  return {
    update: (chunk) => {
      for (const byte of chunk) {
        const entry = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (table.low[entry] ?? 0);
        high = (high >>> 8) ^ (table.high[entry] ?? 0);
      }
    },
    digest: () => (polynomial.bytes === 8 ? Buffer.concat([uint32(~high), uint32(~low)]) : uint32(~low)),
  };
}

function tableOf(polynomial: Polynomial): { high: Int32Array; low: Int32Array } {
  const known = TABLES.get(polynomial);
  if (known) return known;
  const table = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const carry = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (carry) {
        high ^= polynomial.high;
        low ^= polynomial.low;
      }
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  TABLES.set(polynomial, table);
  return table;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
