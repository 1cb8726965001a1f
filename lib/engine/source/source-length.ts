import type { Encoding } from '../../dataset/encoding';

/** How many bytes of the file as received the decoded bytes `utf8[start..end)` stand for. */
export type SourceLength = (utf8: Uint8Array, start: number, end: number) => number;

/** For text that `decodeText` made of `encoding`; null for UTF-8, where it is the same number. */
export function sourceLengthOf(encoding: Encoding): SourceLength | null {
  switch (encoding) {
    case 'utf-8':
      return null;
    case 'iso-8859-1':
    case 'windows-1252':
      return countCharacters;
    case 'utf-16le':
    case 'utf-16be':
      return countUtf16Bytes;
  }
}

/** Each byte but those that continue a character; 0xFF stands for one undefined byte. */
function countCharacters(utf8: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (((utf8[at] ?? 0) & 0xc0) !== 0x80) count += 1;
  }
  return count;
}

/** Two bytes a character, four beyond U+FFFF; 0xFF stands for the half of a code unit that ends a file. */
function countUtf16Bytes(utf8: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const byte = utf8[at] ?? 0;
    if (byte === 0xff) count += 1;
    else if (byte >= 0xf0) count += 4;
    else if ((byte & 0xc0) !== 0x80) count += 2;
  }
  return count;
}
