/**
 * Finds the records of a delimited text, byte by byte, and hands each to a sink. Whatever is wrong with a
 * record is told of that record alone; the scan always goes on.
 *
 * The grammar is RFC 4180 with these decisions: LF, CRLF and CR end a record, also mixed; a quote inside an
 * unquoted cell is data; a quoted cell that is not closed within `recordBytesMax`, or that is followed by
 * text, refuses its first physical line, and scanning goes on with the next line. A line that has nothing
 * but spaces and tabs, and no delimiter, is blank.
 */
import { isUtf8 } from 'node:buffer';
import type { Dialect } from '../../dataset/dialect';
import { QuotedRecord } from './quoted-record';
import type { QuotedOutcome, RecordShape } from './quoted-record';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
/** Asks the caller for the same bytes again, with more behind them. */
const INCOMPLETE = -1;

/** What is known of a record whose exact text is `bytes[start..end)`, without the line terminator. */
export interface FoundRecord {
  /** Physical line on which it starts, from 1. */
  line: number;
  /** Offset of its first byte in the text. */
  offset: number;
  cells: number;
  shape: RecordShape;
  invalidUtf8: boolean;
  hasNul: boolean;
}

export type BrokenCode = 'quote-error' | 'record-too-long';

export interface BrokenRecord {
  code: BrokenCode;
  message: string;
  line: number;
  offset: number;
}

/** Takes what the scanner finds. Arguments hold during the call only: buffers and objects are used again. */
export interface RecordSink {
  record(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void;
  broken(bytes: Buffer, start: number, end: number, broken: BrokenRecord): void;
  blank(): void;
}

export class RecordScanner {
  private line = 1;
  /** Offset in the text of the first byte of the window. */
  private windowOffset = 0;
  private skippingRest = false;
  private nextQuote = -1;
  private windowIsUtf8 = true;
  private windowHasNul = false;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly comment: number;
  private readonly quoted: QuotedRecord;
  private readonly plainShape: RecordShape = {
    quoted: false,
    verbatim: true,
    lineBreaks: 0,
    quotedCells: new Uint8Array(0),
  };
  private readonly found: FoundRecord;

  constructor(
    dialect: Dialect,
    private readonly recordBytesMax: number,
    private readonly sink: RecordSink,
  ) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quoteChar.charCodeAt(0);
    this.comment = dialect.commentChar?.charCodeAt(0) ?? -1;
    this.quoted = new QuotedRecord(dialect, recordBytesMax);
    this.found = { line: 0, offset: 0, cells: 0, shape: this.plainShape, invalidUtf8: false, hasNul: false };
  }

  /**
   * Scans a window of the text and returns how many of its bytes are done; the next window begins with those
   * that are not. A window must be longer than `recordBytesMax`, unless it is the last.
   */
  scan(window: Buffer, isLast: boolean): number {
    let start = this.windowOffset === 0 && this.line === 1 && hasByteOrderMark(window) ? 3 : 0;
    this.inspect(window, isLast);
    while (start < window.length) {
      const next = this.skippingRest
        ? this.skipRest(window, start, isLast)
        : this.step(window, start, isLast);
      if (next === INCOMPLETE) break;
      start = next;
    }
    this.windowOffset += start;
    return start;
  }

  /** Looks at the whole window with native code, so that a sound record needs no look of its own. */
  private inspect(window: Buffer, isLast: boolean): void {
    // A character may be cut by the window's end, but not by a line break.
    const end = isLast ? window.length : Math.max(window.lastIndexOf(LF), window.lastIndexOf(CR), 0);
    this.windowIsUtf8 = isUtf8(window.subarray(0, end)) && end > 0;
    this.windowHasNul = window.includes(0);
    this.nextQuote = -1;
  }

  /** Takes one record or comment; returns where the next one starts. */
  private step(window: Buffer, start: number, isLast: boolean): number {
    if (window[start] === this.comment) return this.skipRest(window, start, isLast);
    const { delimiter } = this;
    let cells = 1;
    let end = start;
    for (; end < window.length; end++) {
      const byte = window[end];
      if (byte === delimiter) cells++;
      else if (byte === LF || byte === CR) break;
    }
    if (this.quoteFrom(window, start) < end) return this.stepQuoted(window, start, isLast);
    if (end - start > this.recordBytesMax) return this.refuseTooLong(window, start, 0);
    const next = afterBreak(window, end, isLast);
    if (next === INCOMPLETE) return INCOMPLETE;
    if (cells === 1 && isBlank(window, start, end)) {
      this.sink.blank();
    } else {
      this.deliver(window, start, end, cells, this.plainShape);
    }
    this.line += 1;
    return next;
  }

  private stepQuoted(window: Buffer, start: number, isLast: boolean): number {
    const { quoted } = this;
    const outcome = quoted.read(window, start, isLast);
    if (outcome === 'text-after-quote' || outcome === 'unclosed') {
      return this.refuseLine(window, start, isLast, outcome);
    }
    if (quoted.end - start > this.recordBytesMax) {
      return this.refuseTooLong(window, start, quoted.shape.lineBreaks);
    }
    if (outcome === 'incomplete') return INCOMPLETE;
    const next = afterBreak(window, quoted.end, isLast);
    if (next === INCOMPLETE) return INCOMPLETE;
    this.deliver(window, start, quoted.end, quoted.cells, quoted.shape);
    this.line += 1 + quoted.shape.lineBreaks;
    return next;
  }

  private deliver(window: Buffer, start: number, end: number, cells: number, shape: RecordShape): void {
    const { found } = this;
    found.line = this.line;
    found.offset = this.windowOffset + start;
    found.cells = cells;
    found.shape = shape;
    found.invalidUtf8 = !this.windowIsUtf8 && !isUtf8(window.subarray(start, end));
    found.hasNul = this.windowHasNul && window.subarray(start, end).includes(0);
    this.sink.record(window, start, end, found);
  }

  /** Refuses the physical line at `start` alone: the lines behind it may be records of their own. */
  private refuseLine(window: Buffer, start: number, isLast: boolean, outcome: QuotedOutcome): number {
    const { firstBreak } = this.quoted;
    // A quote found on a later line is more likely the next cell's opening one than this cell's end.
    const message =
      outcome === 'text-after-quote' && firstBreak < 0
        ? 'Text follows the closing quote of a cell.'
        : 'The quote that opens a cell is not closed.';
    const end = firstBreak >= 0 ? firstBreak : findBreak(window, this.quoted.end);
    if (end - start > this.recordBytesMax) return this.refuseTooLong(window, start, 0);
    const next = afterBreak(window, end, isLast);
    if (next === INCOMPLETE) return INCOMPLETE;
    this.break(window, start, end, 'quote-error', message);
    this.line += 1;
    return next;
  }

  private refuseTooLong(window: Buffer, start: number, lineBreaks: number): number {
    const end = start + this.recordBytesMax;
    const message = `The record is longer than ${this.recordBytesMax} bytes; its text is cut there.`;
    this.break(window, start, end, 'record-too-long', message);
    this.line += lineBreaks;
    this.skippingRest = true;
    return end;
  }

  private break(window: Buffer, start: number, end: number, code: BrokenCode, message: string): void {
    this.sink.broken(window, start, end, {
      code,
      message,
      line: this.line,
      offset: this.windowOffset + start,
    });
  }

  /** Skips to behind the next line break, over windows if need be. */
  private skipRest(window: Buffer, start: number, isLast: boolean): number {
    const end = findBreak(window, start);
    this.skippingRest = true;
    if (end === window.length) return end;
    const next = afterBreak(window, end, isLast);
    if (next === INCOMPLETE) return end > start ? end : INCOMPLETE;
    this.skippingRest = false;
    this.line += 1;
    return next;
  }

  private quoteFrom(window: Buffer, start: number): number {
    if (this.nextQuote < start) {
      const at = window.indexOf(this.quote, start);
      this.nextQuote = at < 0 ? Infinity : at;
    }
    return this.nextQuote;
  }
}

/** Where the record behind a line break starts; a CR at the very end may be half of a CRLF. */
function afterBreak(window: Buffer, end: number, isLast: boolean): number {
  if (end >= window.length) return isLast ? end : INCOMPLETE;
  if (window[end] === LF) return end + 1;
  if (end + 1 >= window.length && !isLast) return INCOMPLETE;
  return window[end + 1] === LF ? end + 2 : end + 1;
}

function findBreak(window: Buffer, start: number): number {
  let at = start;
  while (at < window.length && window[at] !== LF && window[at] !== CR) at++;
  return at;
}

function isBlank(window: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && (window[at] === SPACE || window[at] === TAB)) at++;
  return at === end;
}

function hasByteOrderMark(window: Buffer): boolean {
  return window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf;
}
