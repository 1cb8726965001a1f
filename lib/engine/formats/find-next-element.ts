import { skipSpace } from './json-space';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const OPENING_BYTES_MAX = 256;

/** What tells the start of an element from that of an object inside one. */
export interface ElementSigns {
  /** Column of the element that is broken; objects inside it are indented further. */
  column: number;
  /** How elements begin, for arrays that have several on a line; null where that is not to be relied on. */
  opening: Buffer | null;
}

/**
 * The first brace in `bytes[from..to)` that seems to open an element, after one that cannot be read to its end:
 * it begins a line and is indented no further than the broken element, or it follows a comma and begins as
 * elements do. Null when there is none.
 */
export function findNextElement(bytes: Buffer, from: number, to: number, signs: ElementSigns): number | null {
  let at = bytes.indexOf(OPEN_OBJECT, from);
  while (at >= 0 && at < to) {
    let before = at - 1;
    while (bytes[before] === SPACE || bytes[before] === TAB) before -= 1;
    const byte = bytes[before];
    if ((byte === LF || byte === CR) && at - before - 1 <= signs.column) return at;
    const { opening } = signs;
    const openingEnd = at + (opening?.length ?? 0);
    if (byte === COMMA && openingEnd <= to && opening?.equals(bytes.subarray(at, openingEnd))) return at;
    at = bytes.indexOf(OPEN_OBJECT, at + 1);
  }
  return null;
}

/** How the object that starts here begins, up to the colon behind its first name; null unless that is on one line. */
export function openingOf(bytes: Buffer, start: number): Buffer | null {
  if (bytes[start] !== OPEN_OBJECT || bytes[skipSpace(bytes, start + 1)] !== QUOTE) return null;
  const colon = bytes.subarray(start, start + OPENING_BYTES_MAX).indexOf(COLON);
  const opening = Buffer.from(bytes.subarray(start, start + Math.max(colon, 0)));
  return colon < 0 || lastSeparator(opening, 0, colon) < colon ? null : opening;
}

/** The last place in `bytes[from..to)` that `findNextElement` needs to see before an element; `to` without one. */
export function lastSeparator(bytes: Buffer, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    const byte = bytes[at];
    if (byte === COMMA || byte === LF || byte === CR) return at;
  }
  return to;
}
