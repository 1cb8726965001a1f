/** Reads one record byte by byte, whatever is in it: the careful path beside the scanner's fast one. */
import type { DialectBytes } from './dialect-bytes';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/** How a record is written, as far as its exact text must be told from its cells again. */
export interface RecordShape {
  /** Whether a cell is quoted. */
  quoted: boolean;
  /** Whether a strict reader takes its bytes as they are. */
  verbatim: boolean;
  /** Line breaks inside cells. */
  lineBreaks: number;
  /** Whether a cell, by its index, is quoted. Longer than the record has cells. */
  quotedCells: Uint8Array;
}

export type ReadOutcome = 'complete' | 'incomplete' | 'unclosed' | 'text-after-quote' | 'stray-quote';

export class RecordReader {
  /** End of what was read: of the record when it is complete, else where reading stopped. */
  end = 0;
  cells = 0;
  /** Position of the first line break inside the record, or -1. */
  firstBreak = -1;
  readonly shape: RecordShape = {
    quoted: false,
    verbatim: true,
    lineBreaks: 0,
    quotedCells: new Uint8Array(64),
  };

  constructor(
    private readonly dialect: DialectBytes,
    private readonly bytesMax: number,
  ) {}

  /** Reads the record that begins at `start`; `incomplete` asks for the same again with more bytes. */
  read(bytes: Uint8Array, start: number, isLast: boolean): ReadOutcome {
    const { shape, dialect } = this;
    this.firstBreak = -1;
    this.cells = 0;
    this.end = start;
    shape.quoted = false;
    shape.verbatim = dialect.isStrict;
    shape.lineBreaks = 0;
    for (;;) {
      const outcome = this.readCell(bytes, start, isLast);
      if (outcome !== 'complete' || !this.isDelimiter(bytes)) return outcome;
      this.end += dialect.delimiter.length;
    }
  }

  private readCell(bytes: Uint8Array, start: number, isLast: boolean): ReadOutcome {
    const cell = this.cells;
    this.cells += 1;
    if (this.dialect.skipsSpace) this.skipSpaces(bytes);
    if (this.end >= bytes.length && !isLast) return 'incomplete';
    const quoted = bytes[this.end] === this.dialect.quote;
    this.markQuoted(cell, quoted);
    if (!quoted) return this.readPlain(bytes, start, isLast);
    this.shape.quoted = true;
    const outcome = this.readQuoted(bytes, start, isLast);
    if (outcome !== 'complete' || this.end >= bytes.length) return outcome;
    const after = bytes[this.end];
    if (after === LF || after === CR || this.isDelimiter(bytes)) return 'complete';
    const isCut = this.end + this.dialect.delimiter.length > bytes.length && !isLast;
    return isCut ? 'incomplete' : 'text-after-quote';
  }

  private readPlain(bytes: Uint8Array, start: number, isLast: boolean): ReadOutcome {
    const { quote, escape } = this.dialect;
    const limit = Math.min(bytes.length, start + this.bytesMax + 1);
    while (this.end < limit) {
      const byte = bytes[this.end];
      if (byte === LF || byte === CR || this.isDelimiter(bytes)) return 'complete';
      if (byte === quote) return 'stray-quote';
      if (byte !== escape) this.end += 1;
      else if (!this.skipEscaped(bytes, isLast)) return 'incomplete';
    }
    // Beyond the longest record there is nothing to wait for: the caller refuses it by its length.
    return isLast || this.end > start + this.bytesMax ? 'complete' : 'incomplete';
  }

  /** From the opening quote to just behind the closing one. */
  private readQuoted(bytes: Uint8Array, start: number, isLast: boolean): ReadOutcome {
    const { quote, escape, doubleQuote } = this.dialect;
    const limit = Math.min(bytes.length, start + this.bytesMax);
    this.end += 1;
    while (this.end < limit) {
      const byte = bytes[this.end];
      if (byte === quote) {
        if (this.end + 1 >= bytes.length && !isLast) return 'incomplete';
        this.end += 1;
        if (!doubleQuote || bytes[this.end] !== quote) return 'complete';
        this.end += 1;
      } else if (byte === escape) {
        if (!this.skipEscaped(bytes, isLast)) return 'incomplete';
      } else if (byte === LF || byte === CR) {
        if (!this.skipBreak(bytes, isLast)) return 'incomplete';
      } else {
        this.end += 1;
      }
    }
    return this.end >= start + this.bytesMax || isLast ? 'unclosed' : 'incomplete';
  }

  /** Skips an escape character and what it escapes; false asks for more bytes. */
  private skipEscaped(bytes: Uint8Array, isLast: boolean): boolean {
    if (this.end + 1 >= bytes.length && !isLast) return false;
    this.end += 1;
    const byte = bytes[this.end];
    if (byte === LF || byte === CR) return this.skipBreak(bytes, isLast);
    this.end = Math.min(this.end + 1, bytes.length);
    return true;
  }

  /** Skips a line break inside a cell; a CR at the very end may be half of a CRLF. */
  private skipBreak(bytes: Uint8Array, isLast: boolean): boolean {
    if (this.end + 1 >= bytes.length && !isLast) return false;
    if (this.firstBreak < 0) this.firstBreak = this.end;
    this.shape.lineBreaks += 1;
    this.end += bytes[this.end] === CR && bytes[this.end + 1] === LF ? 2 : 1;
    return true;
  }

  private isDelimiter(bytes: Uint8Array): boolean {
    const { delimiter } = this.dialect;
    for (let at = 0; at < delimiter.length; at++) {
      if (bytes[this.end + at] !== delimiter[at]) return false;
    }
    return true;
  }

  private skipSpaces(bytes: Uint8Array): void {
    const start = this.end;
    while (bytes[this.end] === SPACE) this.end += 1;
    // SQL takes the spaces of unquoted cells away; only a quote behind them makes the record not strict.
    if (this.end > start && bytes[this.end] === this.dialect.quote) this.shape.verbatim = false;
  }

  private markQuoted(cell: number, quoted: boolean): void {
    if (cell >= this.shape.quotedCells.length) {
      const longer = new Uint8Array(this.shape.quotedCells.length * 2);
      longer.set(this.shape.quotedCells);
      this.shape.quotedCells = longer;
    }
    this.shape.quotedCells[cell] = quoted ? 1 : 0;
  }
}
