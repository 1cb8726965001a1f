import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../dataset/encoding';
import type { Encoding } from '../../dataset/encoding';
import { decodeText } from './decode-text';
import { sourceLengthOf } from './source-length';

/** Cuts bytes into chunks of these sizes, over and over; every chunk is spoilt when the next one is asked for. */
async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    const chunk = Uint8Array.from(bytes.subarray(at, at + size));
    yield chunk;
    chunk.fill(0x21);
    at += size;
  }
}

async function decode(bytes: Uint8Array, encoding: Encoding, sizes = [1 << 20]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of decodeText(chunksOf(bytes, sizes), encoding)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** Code points of the bytes 0x80 to 0x9F in Microsoft's table; 0 where it has none. */
const HIGH_CONTROLS_1252: readonly number[] = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
];

/** The WTF-8 of UTF-16 code units, by the book. */
function generalizedUtf8(text: string): Buffer {
  const bytes = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    return isHalf ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)] : [...Buffer.from(character)];
  });
  return Buffer.from(bytes.flat());
}

function utf16(text: string, encoding: Encoding): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

const anyUnits = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', ',', '\n', 'é', '漢', '😀', '\ufffd', '\ufeff', '\ud83d', '\ude00'),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  ),
});
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('decoding', () => {
  it.each(['utf-16le', 'utf-16be'] as const)(
    '%s keeps every code unit, also half a pair',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(anyUnits, fc.boolean(), sizes, async (text, isCut, chunkSizes) => {
          const whole = utf16(text, encoding);
          const bytes = isCut ? Buffer.concat([whole, Buffer.of(0x41)]) : whole;
          const expected = Buffer.concat([generalizedUtf8(text), Buffer.alloc(isCut ? 1 : 0, 0xff)]);
          expect(await decode(bytes, encoding, chunkSizes)).toEqual(expected);
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each(['iso-8859-1', 'windows-1252'] as const)(
    '%s has the characters of the standard',
    async (encoding) => {
      for (let byte = 0; byte < 256; byte++) {
        const in1252 = encoding === 'windows-1252' ? HIGH_CONTROLS_1252[byte - 0x80] : undefined;
        const expected = in1252 === 0 ? Buffer.of(0xff) : Buffer.from(String.fromCodePoint(in1252 ?? byte));
        expect(await decode(Uint8Array.of(byte), encoding)).toEqual(expected);
      }
    },
  );

  it.each(ENCODINGS)(
    '%s gives the same for chunks of any size, and each byte has its place',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), sizes, async (bytes, chunkSizes) => {
          const whole = await decode(bytes, encoding);
          expect(await decode(bytes, encoding, chunkSizes)).toEqual(whole);
          const lengthOf =
            sourceLengthOf(encoding) ?? ((_: Uint8Array, start: number, end: number) => end - start);
          expect(lengthOf(whole, 0, whole.length)).toBe(bytes.length);
          const half = whole.length >> 1;
          expect(lengthOf(whole, 0, half) + lengthOf(whole, half, whole.length)).toBe(bytes.length);
        }),
      );
    },
  );

  it('leaves UTF-8 as it is, valid or not', async () => {
    const bytes = Buffer.from('\ufeffé\xff', 'latin1');
    expect(await decode(bytes, 'utf-8', [1])).toEqual(bytes);
  });
});
