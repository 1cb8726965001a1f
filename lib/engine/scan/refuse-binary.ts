/** Tells text from what only looks like a file to import: workbooks, archives, UTF-16, pictures. */
import { LakeportError } from '../../errors';

const SIGNATURES: readonly { bytes: string; name: string; resolution: string }[] = [
  { bytes: 'PK\x03\x04', name: 'an Excel workbook or a ZIP archive', resolution: 'Save the sheet as CSV.' },
  { bytes: '\xd0\xcf\x11\xe0', name: 'an old Excel workbook', resolution: 'Save the sheet as CSV.' },
  { bytes: 'PAR1', name: 'a Parquet file', resolution: 'Export it as CSV.' },
  { bytes: '%PDF', name: 'a PDF', resolution: 'Export the table as CSV.' },
  { bytes: 'SQLite format 3', name: 'an SQLite database', resolution: 'Export the table as CSV.' },
  { bytes: '\x28\xb5\x2f\xfd', name: 'compressed with Zstandard', resolution: 'Use gzip, or send it plain.' },
  { bytes: 'BZh', name: 'compressed with bzip2', resolution: 'Use gzip, or send it plain.' },
  { bytes: '\xfd7zXZ', name: 'compressed with xz', resolution: 'Use gzip, or send it plain.' },
];

/** Share of control characters above which a file is not text; a stray NUL byte is a problem of its row. */
const CONTROL_SHARE_MAX = 0.1;
const SAMPLE_BYTES = 64 * 1024;

/** @throws LakeportError `file-encoding` unless `head`, the first bytes of a file, can be UTF-8 text. */
export function refuseBinary(head: Buffer): void {
  if (startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')) throw utf16();
  const signature = SIGNATURES.find(({ bytes }) => startsWith(head, bytes));
  if (signature) throw refused(`The file is ${signature.name}, not text.`, signature.resolution);
  const sample = head.subarray(0, SAMPLE_BYTES);
  if (sample.length >= 4 && looksLikeUtf16(sample)) throw utf16();
  const control = sample.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  if (control > Math.max(1, sample.length * CONTROL_SHARE_MAX)) {
    throw refused('The file is not text.', 'Send a CSV file in UTF-8.');
  }
}

/** Of Latin text in UTF-16, every second byte is zero. */
function looksLikeUtf16(sample: Buffer): boolean {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const half = sample.length / 2;
  return Math.max(even, odd) > half * 0.7 && Math.min(even, odd) < half * 0.1;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b;
}

function startsWith(head: Buffer, signature: string): boolean {
  return head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));
}

function utf16(): LakeportError {
  return refused('The file is in UTF-16.', 'Save it as “CSV UTF-8” and try again.');
}

function refused(message: string, resolution: string): LakeportError {
  return new LakeportError('file-encoding', message, { resolution });
}
