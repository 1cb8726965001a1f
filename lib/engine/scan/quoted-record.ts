/** Reads one record that holds quotes: the careful path beside the scanner's fast one. */
import type { Dialect } from '../../dataset/dialect';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/** How a record is written, as far as its exact text must be told from its cells again. */
export interface RecordShape {
  /** Whether it holds a quote at all. */
  quoted: boolean;
  /** Whether a strict RFC 4180 reader takes its bytes as they are. */
  verbatim: boolean;
  /** Line breaks inside quotes. */
  lineBreaks: number;
  /** Whether a cell, by its index, is quoted. Longer than the record has cells. */
  quotedCells: Uint8Array;
}

export type QuotedOutcome = 'complete' | 'incomplete' | 'unclosed' | 'text-after-quote';

export class QuotedRecord {
  /** End of what was read: of the record when it is complete, else where reading stopped. */
  end = 0;
  cells = 0;
  /** Position of the first line break inside the record, or -1. */
  firstBreak = -1;
  readonly shape: RecordShape = {
    quoted: true,
    verbatim: true,
    lineBreaks: 0,
    quotedCells: new Uint8Array(64),
  };
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly skipsSpace: boolean;
  private readonly bytesMax: number;

  constructor(dialect: Dialect, bytesMax: number) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quoteChar.charCodeAt(0);
    this.skipsSpace = dialect.skipInitialSpace;
    this.bytesMax = bytesMax;
  }

  /** Reads the record that begins at `start`; `incomplete` asks for the same again with more bytes. */
  read(bytes: Uint8Array, start: number, isLast: boolean): QuotedOutcome {
    this.firstBreak = -1;
    this.cells = 0;
    this.shape.verbatim = true;
    this.shape.lineBreaks = 0;
    this.end = start;
    for (;;) {
      const outcome = this.readCell(bytes, start, isLast);
      if (outcome !== 'complete') return outcome;
      if (bytes[this.end] !== this.delimiter) return 'complete';
      this.end += 1;
    }
  }

  private readCell(bytes: Uint8Array, start: number, isLast: boolean): QuotedOutcome {
    const cell = this.cells;
    this.cells += 1;
    if (this.skipsSpace) this.skipSpaces(bytes);
    if (this.end >= bytes.length && !isLast) return 'incomplete';
    const quoted = bytes[this.end] === this.quote;
    this.markQuoted(cell, quoted);
    if (!quoted) return this.readPlain(bytes, isLast);
    const outcome = this.readQuoted(bytes, start, isLast);
    if (outcome !== 'complete' || this.end >= bytes.length) return outcome;
    const after = bytes[this.end];
    return after === this.delimiter || after === LF || after === CR ? 'complete' : 'text-after-quote';
  }

  private readPlain(bytes: Uint8Array, isLast: boolean): QuotedOutcome {
    for (; this.end < bytes.length; this.end++) {
      const byte = bytes[this.end];
      if (byte === this.delimiter || byte === LF || byte === CR) return 'complete';
      if (byte === this.quote) this.shape.verbatim = false;
    }
    return isLast ? 'complete' : 'incomplete';
  }

  /** From the opening quote to just behind the closing one. */
  private readQuoted(bytes: Uint8Array, start: number, isLast: boolean): QuotedOutcome {
    const limit = Math.min(bytes.length, start + this.bytesMax);
    let at = this.end + 1;
    for (; at < limit; at++) {
      const byte = bytes[at];
      if (byte === this.quote) {
        if (at + 1 >= bytes.length && !isLast) return 'incomplete';
        if (bytes[at + 1] !== this.quote) {
          this.end = at + 1;
          return 'complete';
        }
        at += 1;
      } else if (byte === LF || byte === CR) {
        if (at + 1 >= bytes.length && !isLast) return 'incomplete';
        if (this.firstBreak < 0) this.firstBreak = at;
        if (byte === LF || bytes[at + 1] !== LF) this.shape.lineBreaks += 1;
      }
    }
    return at >= start + this.bytesMax || isLast ? 'unclosed' : 'incomplete';
  }

  private skipSpaces(bytes: Uint8Array): void {
    while (bytes[this.end] === SPACE) {
      this.end += 1;
      this.shape.verbatim = false;
    }
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
