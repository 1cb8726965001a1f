import type { Encoding } from '../../dataset/encoding';
import { CHARACTERS_1252 } from '../source/decode-text';

/** With a mark, so that a spreadsheet knows the encoding. */
const MARK = '\ufeff';
/** Characters that messages have and ISO 8859-1 lacks. */
const PLAIN: Readonly<Record<string, string>> = { '“': '"', '”': '"', '’': "'", '‘': "'", '…': '...' };

/** The start of a file in the encoding: its mark, where it can have one. */
export function encodingMark(encoding: Encoding): Uint8Array {
  return encoding.startsWith('utf-') ? encodeText(MARK, encoding) : new Uint8Array();
}

/** Text in an encoding of ours; a character that it lacks becomes a question mark. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'iso-8859-1':
      return Buffer.from(latinText(text), 'latin1');
    case 'windows-1252':
      return Uint8Array.from(text, byteOf1252);
  }
}

function latinText(text: string): string {
  return text.replaceAll(/[^\0-\xff]/gu, (character) => PLAIN[character] ?? '?');
}

function byteOf1252(character: string): number {
  const place = character === ' ' ? -1 : CHARACTERS_1252.indexOf(character);
  if (place >= 0) return 0x80 + place;
  const code = character.charCodeAt(0);
  return code <= 0xff ? code : '?'.charCodeAt(0);
}
