import type { SourceLength } from '../source/source-length';

const LF = 0x0a;
const CR = 0x0d;

/** Counts physical lines (LF, CRLF and CR end one) and bytes up to a place in a text. */
export class TextPosition {
  /** From 1. */
  line = 1;
  /** In bytes of the file's own encoding. */
  offset = 0;
  /** Bytes of the current line that lie before this place. */
  column = 0;
  /** The last byte was a CR, so that a line feed here ends no further line. */
  isAfterCr = false;

  constructor(private readonly sourceLength: SourceLength | null) {}

  /** Moves behind `bytes[start..end)`, which lie at this place. */
  advance(bytes: Uint8Array, start: number, end: number): void {
    this.offset += this.sourceLength ? this.sourceLength(bytes, start, end) : end - start;
    let { line, column, isAfterCr } = this;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      column += 1;
      if (byte === LF || byte === CR) {
        if (byte === CR || !isAfterCr) line += 1;
        column = 0;
      }
      isAfterCr = byte === CR;
    }
    this.line = line;
    this.column = column;
    this.isAfterCr = isAfterCr;
  }
}
