/**
 * Turns text of another encoding into UTF-8, in chunks of any size. Bytes that the encoding does not have come
 * out as bytes that are not UTF-8, so that they are found in their record and refuse it alone: half a surrogate
 * pair as its three bytes of generalized UTF-8 (WTF-8, https://simonsapin.github.io/wtf-8/), every other such
 * byte as 0xFF. A byte order mark stays, as U+FEFF.
 */
import { isAscii } from 'node:buffer';
import type { Encoding } from '../../dataset/encoding';

/** In place of a byte that stands for nothing. */
const NO_CHARACTER = 0xff;
const REPLACEMENT_UTF8 = Buffer.from('\ufffd');

export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') return yield* bytes;
  const decoder = decoderOf(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text.length > 0) yield text;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}

/** A streaming decoder; `end` gives what an incomplete last character stands for. */
interface Decoder {
  decode(chunk: Buffer): Buffer;
  end(): Buffer;
}

function decoderOf(encoding: Exclude<Encoding, 'utf-8'>): Decoder {
  const nothing = () => Buffer.alloc(0);
  switch (encoding) {
    case 'iso-8859-1':
      return { decode: decodeLatin1, end: nothing };
    case 'windows-1252':
      return { decode: decodeWindows1252, end: nothing };
    case 'utf-16le':
      return new Utf16Decoder(false);
    case 'utf-16be':
      return new Utf16Decoder(true);
  }
}

function decodeLatin1(chunk: Buffer): Buffer {
  return isAscii(chunk) ? chunk : Buffer.from(chunk.toString('latin1'), 'utf8');
}

/** What windows-1252 has in place of the control characters 0x80 to 0x9F; a space where it has nothing. */
export const CHARACTERS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
/** UTF-8 of the bytes from 0x80. */
const UTF8_OF_1252: readonly Uint8Array[] = Array.from({ length: 128 }, (_, index) => {
  const character = CHARACTERS_1252[index] ?? String.fromCharCode(0x80 + index);
  return character === ' ' ? Buffer.of(NO_CHARACTER) : Buffer.from(character);
});

function decodeWindows1252(chunk: Buffer): Buffer {
  if (isAscii(chunk)) return chunk;
  const text = Buffer.allocUnsafe(3 * chunk.length);
  let filled = 0;
  for (let at = 0; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (byte < 0x80) text[filled++] = byte;
    else for (const part of UTF8_OF_1252[byte - 0x80] ?? []) text[filled++] = part;
  }
  return text.subarray(0, filled);
}

class Utf16Decoder implements Decoder {
  /** The bytes of a character that the next chunk completes: fewer than four. */
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly isBigEndian: boolean) {}

  decode(chunk: Buffer): Buffer {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const units = bytes.subarray(0, this.completeLength(bytes));
    // The rest is copied: the source may fill its chunk anew.
    this.rest = Buffer.from(bytes.subarray(units.length));
    return this.encode(units);
  }

  end(): Buffer {
    const units = this.rest.subarray(0, this.rest.length & ~1);
    const half = this.rest.length > units.length ? [Buffer.of(NO_CHARACTER)] : [];
    return Buffer.concat([this.encode(units), ...half]);
  }

  /** Up to where there is neither half a code unit nor the first half of a surrogate pair. */
  private completeLength(bytes: Buffer): number {
    const length = bytes.length & ~1;
    const highByte = bytes[this.isBigEndian ? length - 2 : length - 1] ?? 0;
    return length > 0 && highByte >= 0xd8 && highByte <= 0xdb ? length - 2 : length;
  }

  private encode(units: Buffer): Buffer {
    const littleEndian = this.isBigEndian ? Buffer.from(units).swap16() : units;
    const text = littleEndian.toString('utf16le');
    const utf8 = Buffer.from(text, 'utf8');
    // Node writes half a pair as U+FFFD; text that has none of those is sound.
    return utf8.includes(REPLACEMENT_UTF8) ? encodeGeneralized(text) : utf8;
  }
}

/** UTF-8 in which half a surrogate pair keeps its own three bytes. */
function encodeGeneralized(text: string): Buffer {
  const parts = text.split(/(\p{Surrogate})/u).map((part, index) => {
    if (index % 2 === 0) return Buffer.from(part, 'utf8');
    const unit = part.charCodeAt(0);
    return Buffer.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  });
  return Buffer.concat(parts);
}
