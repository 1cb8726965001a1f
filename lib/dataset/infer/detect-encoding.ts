/**
 * Tells a text's encoding from its first bytes: by a byte order mark, by the zero bytes of UTF-16, by whether
 * the bytes above 0x7F form UTF-8. What is left is a one-byte encoding, of which the two Western ones are known.
 */
import type { Encoding } from '../encoding';

export interface DetectedEncoding {
  encoding: Encoding;
  /** 0 to 1; 1 where the file itself says so. */
  confidence: number;
  /** A sentence for people. */
  reason: string;
}

/** Share of the bytes of one parity that are zero in UTF-16 text that is mostly Latin. */
const LATIN_ZERO_SHARE = 0.7;
/** The same for other scripts, whose digits, delimiters and line breaks still have zero bytes. */
const OTHER_ZERO_SHARE = 0.2;
/** Fewer zero bytes than this could also be stray ones. */
const OTHER_ZEROS_MIN = 16;
const UNDEFINED_IN_1252: readonly number[] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/**
 * The encoding of a text that begins with `head`. Unless `isWhole`, a character may be cut at the end of `head`.
 * A few bytes that are not UTF-8 in a text that otherwise is do not make it another encoding: they are problems
 * of their rows.
 */
export function detectEncoding(head: Uint8Array, isWhole = false): DetectedEncoding {
  const marked = encodingOfMark(head);
  if (marked) return { encoding: marked, confidence: 1, reason: `A byte order mark says ${marked}.` };
  const utf16 = detectUtf16(head);
  if (utf16) {
    const reason = 'Every second byte of many characters is zero, as in UTF-16.';
    return { encoding: utf16, confidence: 0.9, reason };
  }
  const { valid, invalid } = countSequences(head, isWhole);
  if (valid === 0 && invalid === 0) {
    return { encoding: 'utf-8', confidence: 0.8, reason: 'All characters are ASCII so far.' };
  }
  if (invalid === 0) {
    return { encoding: 'utf-8', confidence: 0.99, reason: 'All characters beyond ASCII are valid UTF-8.' };
  }
  if (valid > invalid) {
    const reason = `${valid} characters beyond ASCII are valid UTF-8, ${invalid} bytes are not.`;
    return { encoding: 'utf-8', confidence: valid / (valid + invalid), reason };
  }
  return detectOneByte(head);
}

/** The encoding that the byte order mark at the start of `bytes` tells; null without one. */
export function encodingOfMark(bytes: Uint8Array): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

function detectUtf16(head: Uint8Array): Encoding | null {
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < head.length; at++) {
    if (head[at] === 0) zeros[at & 1 ? 1 : 0] += 1;
  }
  const [even, odd] = zeros;
  const most = Math.max(even, odd);
  const share = most / (head.length / 2);
  const isMany = share > LATIN_ZERO_SHARE || (share > OTHER_ZERO_SHARE && most >= OTHER_ZEROS_MIN);
  if (head.length < 4 || !isMany || Math.min(even, odd) > most / 10) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Counts the characters beyond ASCII that are valid UTF-8, and the bytes that belong to none. */
function countSequences(bytes: Uint8Array, isWhole: boolean): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(lead);
    const present = validBytes(bytes, at, length);
    if (present === length && length > 0) valid += 1;
    else if (isWhole || at + present < bytes.length || length === 0) invalid += 1;
    at += Math.max(1, present);
  }
  return { valid, invalid };
}

/** How many bytes a character takes that begins with `lead`; 0 where none can. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** How many of the `length` bytes of the character at `start` are there and right (RFC 3629, section 4). */
function validBytes(bytes: Uint8Array, start: number, length: number): number {
  const lead = bytes[start] ?? 0;
  let present = Math.min(1, length);
  while (present < length) {
    const byte = bytes[start + present] ?? 0;
    let [low, high] = [0x80, 0xbf];
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    if (present === 1) {
      if (lead === 0xe0) low = 0xa0;
      if (lead === 0xed) high = 0x9f;
      if (lead === 0xf0) low = 0x90;
      if (lead === 0xf4) high = 0x8f;
    }
    if (byte < low || byte > high) break;
    present += 1;
  }
  return present;
}

function detectOneByte(head: Uint8Array): DetectedEncoding {
  const controls = head.filter((byte) => byte >= 0x80 && byte <= 0x9f);
  if (controls.some((byte) => UNDEFINED_IN_1252.includes(byte))) {
    const reason = 'Bytes are neither UTF-8 nor characters of windows-1252.';
    return { encoding: 'iso-8859-1', confidence: 0.3, reason };
  }
  const reason = 'Bytes are not UTF-8; all are characters of windows-1252.';
  return { encoding: 'windows-1252', confidence: controls.length > 0 ? 0.7 : 0.6, reason };
}
