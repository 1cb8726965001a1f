const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Why an element has no end: the window ends first; its brackets or quotes cannot be right (a line break in a
 * string, a bracket closed by the other kind); it goes on beyond the limit.
 */
export type NoElementEnd = 'unfinished' | 'malformed' | 'too-long';

/**
 * Where the element of a JSON array ends that starts at `start`: behind its closing bracket, or, for what is
 * neither object nor array, before the next comma or bracket. What is between the brackets is not judged.
 */
export function findElementEnd(bytes: Uint8Array, start: number, bytesMax: number): number | NoElementEnd {
  const limit = Math.min(bytes.length, start + bytesMax + 1);
  const isNested = bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_ARRAY;
  const end = isNested ? findClose(bytes, start, limit) : findSeparator(bytes, start, limit);
  if (end === 'malformed' || (typeof end === 'number' && end - start <= bytesMax)) return end;
  return limit - start > bytesMax ? 'too-long' : 'unfinished';
}

function findClose(bytes: Uint8Array, start: number, limit: number): number | NoElementEnd {
  const expected: number[] = [];
  for (let at = start; at < limit; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = findQuote(bytes, at, limit);
      if (typeof end !== 'number') return end;
      at = end;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      expected.push(byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (expected.pop() !== byte) return 'malformed';
      if (expected.length === 0) return at + 1;
    }
  }
  return 'unfinished';
}

function findSeparator(bytes: Uint8Array, start: number, limit: number): number | NoElementEnd {
  for (let at = start; at < limit; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = findQuote(bytes, at, limit);
      if (typeof end !== 'number') return end;
      at = end;
    } else if (byte === COMMA || byte === CLOSE_ARRAY || byte === OPEN_OBJECT) {
      return at;
    }
  }
  return 'unfinished';
}

/** The quote that closes the string which opens at `open`. */
function findQuote(bytes: Uint8Array, open: number, limit: number): number | NoElementEnd {
  for (let at = open + 1; at < limit; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
    else if (byte === LF || byte === CR) return 'malformed';
  }
  return 'unfinished';
}
