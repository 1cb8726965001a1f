/** Tells text from what only looks like a file to import: workbooks, archives, databases, pictures. */
import { LakeportError } from '../../errors';

const SIGNATURES: readonly { bytes: string; name: string; resolution: string }[] = [
  { bytes: 'PK\x03\x04', name: 'an Excel workbook or a ZIP archive', resolution: 'Save the sheet as CSV.' },
  { bytes: 'PK\x05\x06', name: 'an empty ZIP archive', resolution: 'Send the file itself.' },
  { bytes: '\xd0\xcf\x11\xe0', name: 'an old Excel workbook', resolution: 'Save the sheet as CSV.' },
  { bytes: '%PDF-', name: 'a PDF', resolution: 'Export the table as CSV.' },
  { bytes: '\x89PNG\r\n', name: 'a picture', resolution: 'Send the table itself.' },
  { bytes: '\xff\xd8\xff', name: 'a picture', resolution: 'Send the table itself.' },
  { bytes: 'SQLite format 3\0', name: 'an SQLite database', resolution: 'Export the table as CSV.' },
  { bytes: 'Obj\x01', name: 'an Avro file', resolution: 'Export it as Parquet or CSV.' },
  { bytes: 'ARROW1\0', name: 'an Arrow file', resolution: 'Export it as Parquet or CSV.' },
  { bytes: '\x1f\x8b', name: 'compressed with gzip twice', resolution: 'Compress it once.' },
  { bytes: '\x28\xb5\x2f\xfd', name: 'compressed with Zstandard', resolution: 'Use gzip, or send it plain.' },
  { bytes: 'BZh91AY&SY', name: 'compressed with bzip2', resolution: 'Use gzip, or send it plain.' },
  { bytes: '\xfd7zXZ', name: 'compressed with xz', resolution: 'Use gzip, or send it plain.' },
  { bytes: "7z\xbc\xaf'\x1c", name: 'a 7-Zip archive', resolution: 'Use gzip, or send it plain.' },
  { bytes: '\xff\xfe\0\0', name: 'in UTF-32', resolution: 'Save it as “CSV UTF-8”.' },
  { bytes: '\0\0\xfe\xff', name: 'in UTF-32', resolution: 'Save it as “CSV UTF-8”.' },
];

/** Share of control characters above which a file is not text: random bytes have 8 %. */
const CONTROL_SHARE_MAX = 0.05;
/** A few are problems of their rows, however short the file is. */
const CONTROL_COUNT_MIN = 8;
/** Tab, the line breaks and form feed, and what old formats put between fields and records. */
const TEXT_CONTROLS: readonly number[] = [0x01, 0x09, 0x0a, 0x0c, 0x0d, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f];

/** @throws LakeportError `file-encoding` when `head`, the first bytes of a file, are those of another format. */
export function refuseBinary(head: Buffer): void {
  const signature = SIGNATURES.find(({ bytes }) => startsWith(head, bytes));
  if (signature) throw refused(`The file is ${signature.name}, not text.`, signature.resolution);
}

/** @throws LakeportError `file-encoding` when too many of the bytes are control characters. */
export function refuseControls(sample: Uint8Array, delimiter: string): void {
  const isText = Array.from({ length: 0x20 }, (_, byte) => {
    return TEXT_CONTROLS.includes(byte) || delimiter.includes(String.fromCharCode(byte));
  });
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && !isText[byte]) controls += 1;
  }
  if (controls > CONTROL_COUNT_MIN && controls > sample.length * CONTROL_SHARE_MAX) {
    throw refused('The file is not text.', 'Send CSV, JSON or Parquet.');
  }
}

function startsWith(head: Buffer, signature: string): boolean {
  return head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));
}

function refused(message: string, resolution: string): LakeportError {
  return new LakeportError('file-encoding', message, { resolution });
}
