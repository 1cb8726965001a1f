/**
 * Finds the records of a delimited text and hands each to a sink. Whatever is wrong with a record is told of
 * that record alone; the scan always goes on.
 *
 * The grammar is RFC 4180, with the dialect's own characters and these decisions: LF, CRLF and CR end a record,
 * also mixed; a quote inside an unquoted cell, text behind a closing quote and a quote that is not closed within
 * `recordBytesMax` are errors; a line that has nothing but spaces and tabs, and no delimiter, is blank. A broken
 * record takes later lines with it only if none of them is a record by itself, see `refuseQuote`.
 */
import { isUtf8 } from 'node:buffer';
import type { SourceLength } from '../source/source-length';
import { RecordReader } from './record-reader';
import type { ReadOutcome, RecordShape } from './record-reader';
import type { DialectBytes } from './dialect-bytes';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
/** Asks the caller for the same bytes again, with more behind them. */
const INCOMPLETE = -1;
/** Lines of a broken record that are looked at one by one: more hardly ever belong together. */
const BROKEN_LINES_MAX = 50;

/** What is known of a record whose exact text is `bytes[start..end)`, without the line terminator. */
export interface FoundRecord {
  /** Physical line on which it starts, from 1. */
  line: number;
  /** Offset of its first byte in the file, in bytes of the file's own encoding. */
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

/** Where a scan is: on which line, at which offset in the file. */
export interface ScanPlace {
  line: number;
  offset: number;
}

/** Takes what the scanner finds. Arguments hold during the call only: buffers and objects are used again. */
export interface RecordSink {
  /** Number of cells that a record must have; 0 as long as that is not known. */
  readonly width: number;
  /** Whether a physical line is no part of the table, whatever it holds. */
  skipsLine(line: number): boolean;
  /**
   * Takes as many records from `start` on as need no closer look, moves `place` behind them, and returns where
   * the first other one starts. `isText` says that the window is UTF-8 up to its last line break.
   */
  takePlain?(window: Buffer, start: number, place: ScanPlace, isText: boolean): number;
  record(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void;
  broken(bytes: Buffer, start: number, end: number, broken: BrokenRecord): void;
  blank(): void;
}

export interface RecordScannerOptions {
  dialect: DialectBytes;
  recordBytesMax: number;
  /** Null where the file is UTF-8 itself. */
  sourceLength?: SourceLength | null;
}

export class RecordScanner {
  private readonly place: ScanPlace = { line: 1, offset: 0 };
  /** Position in the window that `place.offset` belongs to. */
  private placedAt = 0;
  private isAtStart = true;
  private skippingRest = false;
  private windowIsText = true;
  private windowHasNul = false;
  private readonly dialect: DialectBytes;
  private readonly recordBytesMax: number;
  private readonly sourceLength: SourceLength | null;
  private readonly reader: RecordReader;
  private readonly lineReader: RecordReader;
  private readonly found: FoundRecord;

  constructor(
    options: RecordScannerOptions,
    private readonly sink: RecordSink,
  ) {
    this.dialect = options.dialect;
    this.recordBytesMax = options.recordBytesMax;
    this.sourceLength = options.sourceLength ?? null;
    this.reader = new RecordReader(this.dialect, this.recordBytesMax);
    this.lineReader = new RecordReader(this.dialect, this.recordBytesMax);
    const { shape } = this.reader;
    this.found = { line: 0, offset: 0, cells: 0, shape, invalidUtf8: false, hasNul: false };
  }

  /**
   * Scans a window of the text and returns how many of its bytes are done; the next window begins with those
   * that are not, and is longer when none was done. There must be a last one, be it empty.
   */
  scan(window: Buffer, isLast: boolean): number {
    let start = this.isAtStart && hasByteOrderMark(window) ? 3 : 0;
    this.isAtStart = false;
    this.placedAt = 0;
    this.inspect(window, isLast);
    while (start < window.length) {
      this.placeAt(window, start);
      const next = this.take(window, start, isLast);
      if (next === INCOMPLETE) break;
      start = next;
    }
    this.placeAt(window, start);
    return start;
  }

  /** Looks at the whole window with native code, so that a sound record needs no look of its own. */
  private inspect(window: Buffer, isLast: boolean): void {
    // A character may be cut by the window's end, but not by a line break.
    const end = isLast ? window.length : Math.max(window.lastIndexOf(LF), window.lastIndexOf(CR), 0);
    this.windowIsText = isUtf8(window.subarray(0, end)) && end > 0;
    this.windowHasNul = window.includes(0);
  }

  private placeAt(window: Buffer, position: number): void {
    const { placedAt } = this;
    this.place.offset += this.sourceLength
      ? this.sourceLength(window, placedAt, position)
      : position - placedAt;
    this.placedAt = position;
  }

  /** Takes one record, comment or rest of a line, or many plain records; returns where the next one starts. */
  private take(window: Buffer, start: number, isLast: boolean): number {
    if (this.skippingRest) return this.skipRest(window, start, isLast);
    if (this.sourceLength === null && this.sink.takePlain) {
      const next = this.sink.takePlain(window, start, this.place, this.windowIsText);
      this.placedAt = next;
      if (next > start) return next;
    }
    if (window[start] === this.dialect.comment || this.sink.skipsLine(this.place.line)) {
      return this.skipRest(window, start, isLast);
    }
    return this.takeRecord(window, start, isLast);
  }

  private takeRecord(window: Buffer, start: number, isLast: boolean): number {
    const { reader, place } = this;
    const outcome = reader.read(window, start, isLast);
    const { lineBreaks } = reader.shape;
    if (outcome === 'incomplete') return INCOMPLETE;
    if (outcome !== 'complete') return this.refuseQuote(window, start, isLast, outcome);
    if (lineBreaks > 0 && reader.cells !== this.sink.width) {
      // The quote that closes may be the next record's opening one: then that record is not to be lost.
      const isUnclosed =
        this.sink.width > 0 && this.holdsRecord(window, reader.firstBreak, reader.end - 1, isLast);
      if (isUnclosed === null) return INCOMPLETE;
      if (isUnclosed) return this.refuseQuote(window, start, isLast, 'unclosed');
    }
    if (reader.end - start > this.recordBytesMax) return this.refuseTooLong(window, start, lineBreaks);
    const next = afterBreak(window, reader.end, isLast);
    if (next === INCOMPLETE) return INCOMPLETE;
    if (reader.cells === 1 && isBlank(window, start, reader.end)) this.sink.blank();
    else this.deliver(window, start, reader.end);
    place.line += 1 + lineBreaks;
    return next;
  }

  private deliver(window: Buffer, start: number, end: number): void {
    const { found, place } = this;
    found.line = place.line;
    found.offset = place.offset;
    found.cells = this.reader.cells;
    found.invalidUtf8 = !this.windowIsText && !isUtf8(window.subarray(start, end));
    found.hasNul = this.windowHasNul && window.subarray(start, end).includes(0);
    this.sink.record(window, start, end, found);
  }

  /**
   * Refuses a record with a broken quote. Where it began to go wrong cannot be known, so no line behind it may be
   * lost: if one of its later lines is a record by itself, only the first line is refused, and the scan goes on
   * with the second. If none is, the lines up to the error are one broken record.
   */
  private refuseQuote(window: Buffer, start: number, isLast: boolean, outcome: ReadOutcome): number {
    const { firstBreak, end: errorAt } = this.reader;
    let end = firstBreak;
    let lineBreaks = 0;
    if (firstBreak < 0) {
      end = findBreak(window, errorAt);
    } else if (outcome !== 'unclosed') {
      const isAlone = this.holdsRecord(window, firstBreak, errorAt, isLast);
      if (isAlone === null) return INCOMPLETE;
      if (!isAlone) {
        end = findBreak(window, errorAt);
        lineBreaks = this.reader.shape.lineBreaks;
      }
    }
    if (end - start > this.recordBytesMax) return this.refuseTooLong(window, start, 0);
    const next = afterBreak(window, end, isLast);
    if (next === INCOMPLETE) return INCOMPLETE;
    this.break(window, start, end, 'quote-error', messageOf(outcome, lineBreaks > 0 || firstBreak < 0));
    this.place.line += 1 + lineBreaks;
    return next;
  }

  /** Whether one of the lines from `firstBreak` to `lastByte` is a record by itself; null asks for more bytes. */
  private holdsRecord(window: Buffer, firstBreak: number, lastByte: number, isLast: boolean): boolean | null {
    const { width } = this.sink;
    if (width === 0) return true;
    let at = afterBreak(window, firstBreak, true);
    for (let lines = 0; at <= lastByte && at < window.length; lines++) {
      if (lines === BROKEN_LINES_MAX) return true;
      const outcome = this.lineReader.read(window, at, isLast);
      if (outcome === 'incomplete') return null;
      const { cells, end } = this.lineReader;
      if (outcome === 'complete' && cells === width && !(cells === 1 && isBlank(window, at, end)))
        return true;
      at = afterBreak(window, findBreak(window, at), true);
    }
    return false;
  }

  private refuseTooLong(window: Buffer, start: number, lineBreaks: number): number {
    const end = start + this.recordBytesMax;
    const message = `The record is longer than ${this.recordBytesMax} bytes; its text is cut there.`;
    this.break(window, start, end, 'record-too-long', message);
    this.place.line += lineBreaks;
    this.skippingRest = true;
    return end;
  }

  private break(window: Buffer, start: number, end: number, code: BrokenCode, message: string): void {
    this.sink.broken(window, start, end, { code, message, ...this.place });
  }

  /** Skips to behind the next line break, over windows if need be. */
  private skipRest(window: Buffer, start: number, isLast: boolean): number {
    const end = findBreak(window, start);
    this.skippingRest = true;
    if (end === window.length) return end;
    const next = afterBreak(window, end, isLast);
    if (next === INCOMPLETE) return end > start ? end : INCOMPLETE;
    this.skippingRest = false;
    this.place.line += 1;
    return next;
  }
}

function messageOf(outcome: ReadOutcome, isOneRecord: boolean): string {
  if (outcome === 'stray-quote' && isOneRecord) return 'A quote stands inside an unquoted cell.';
  // A quote found on a later line is more likely the next cell's opening one than this cell's end.
  return outcome === 'text-after-quote' && isOneRecord
    ? 'Text follows the closing quote of a cell.'
    : 'The quote that opens a cell is not closed.';
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
