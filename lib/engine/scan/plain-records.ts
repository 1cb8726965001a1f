/**
 * The fast path of a scan: copies records that are as they should be into a segment, each byte read once, and
 * stops at the first one that needs a closer look. It decides nothing: what it does not take, the scanner reads
 * with care, and would have found the same in all it does take.
 */
import type { DialectBytes } from './dialect-bytes';
import type { HeaderRows } from './header-rows';
import type { ScanPlace } from './record-scanner';
import { writeInteger } from './segment-file';
import type { SegmentFile } from './segment-file';

const LF = 0x0a;
const CR = 0x0d;
const LETTER_Q = 0x71;
const DIGIT_ZERO = 0x30;
const DIGIT_ONE = 0x31;

/** What a byte means in a record; all others are data. */
const DATA = 0;
const DELIMITER = 1;
const BREAK = 2;
const QUOTE = 3;
const SUSPECT = 4;

/** Longer records are left to the scanner, so that the buffer always has room for one. */
const RECORD_BYTES_MAX = 16 * 1024;
/** Line, offset, delimiters and line break. */
const PLACE_BYTES = 32;

export interface PlainRecordsOptions {
  dialect: DialectBytes;
  /** Number of cells of a record. */
  width: number;
  recordBytesMax: number;
  /** One that may come again. An object and no function: each new function would have the fast path compiled anew. */
  header: Pick<HeaderRows, 'length' | 'mayBe'>;
}

interface Meanings {
  byByte: Uint8Array;
  /** The greatest byte that means anything: most bytes of most files lie above it and need no look-up. */
  max: number;
}

export class PlainRecords {
  /** In a window that is UTF-8. */
  private readonly meanings: Meanings;
  /** Where any byte beyond ASCII is suspect. */
  private readonly meaningsInDoubt: Meanings;
  private readonly quotedCells: Uint8Array;
  private isQuoted = false;
  private readonly width: number;
  /** 0 where no header can come again. */
  private readonly headerBytes: number;
  private readonly recordBytesMax: number;
  /** The most that a record takes in a segment. */
  private readonly roomBytes: number;

  constructor(private readonly options: PlainRecordsOptions) {
    const { dialect, width } = options;
    const byByte = new Uint8Array(256);
    byByte[dialect.delimiter[0] ?? 0] = DELIMITER;
    byByte[LF] = BREAK;
    byByte[CR] = BREAK;
    byByte[0] = SUSPECT;
    if (dialect.quote >= 0) byByte[dialect.quote] = QUOTE;
    this.meanings = { byByte, max: byByte.findLastIndex((meaning) => meaning !== DATA) };
    this.meaningsInDoubt = { byByte: Uint8Array.from(byByte).fill(SUSPECT, 0x80), max: 0xff };
    this.quotedCells = new Uint8Array(width).fill(DIGIT_ZERO);
    this.width = width;
    this.headerBytes = options.header.length;
    this.recordBytesMax = Math.min(RECORD_BYTES_MAX, options.recordBytesMax);
    this.roomBytes = this.recordBytesMax + width + PLACE_BYTES;
  }

  /** Whether this path is of use at all. A record of one cell may be a blank line: those all need a look. */
  get isUsable(): boolean {
    return this.options.dialect.isStrict && this.options.width > 1;
  }

  /**
   * Copies records from `start` on, moves `place` behind them and returns where the first other one starts.
   * Records that start at `offsetEnd` or later are left alone, and those beyond `recordsMax`.
   */
  copy(
    window: Uint8Array,
    start: number,
    place: ScanPlace,
    segment: SegmentFile,
    options: { isText: boolean; offsetEnd: number; recordsMax: number },
  ): number {
    const { firstLine, firstOffset } = segment;
    const meanings = options.isText ? this.meanings : this.meaningsInDoubt;
    const { comment } = this.options.dialect;
    const shift = place.offset - start;
    const positionEnd = Math.min(window.length - 1, options.offsetEnd - shift);
    let at = start;
    let line = place.line;
    const lineEnd = line + options.recordsMax;
    while (at < positionEnd && line < lineEnd) {
      if (window[at] === comment) break;
      // Not in the function that copies: what happens there for the first time has it compiled anew.
      segment.reserve(this.roomBytes);
      const next = this.copyOne(window, at, meanings, segment, line - firstLine, at + shift - firstOffset);
      if (next < 0) break;
      at = next;
      line += 1;
    }
    segment.rows += line - place.line;
    if (line > place.line) segment.lastLine = line - 1;
    place.line = line;
    place.offset = at + shift;
    return at;
  }

  /** Copies the record at `start` and returns where the next one starts, or -1 when it is not plain. */
  private copyOne(
    window: Uint8Array,
    start: number,
    { byByte, max }: Meanings,
    segment: SegmentFile,
    line: number,
    offset: number,
  ): number {
    const { buffer } = segment;
    const { width } = this;
    // The last byte of a window is left to the scanner, so that there is always one more to look at.
    const end = Math.min(window.length - 1, start + this.recordBytesMax);
    let to = segment.filled;
    let cells = 1;
    let cellStart = start;
    let at = start;
    for (; at < end; at++) {
      const copied = copyMeaningless(window, at, end, buffer, to, max);
      at += copied;
      to += copied;
      const byte = window[at] ?? 0;
      const meaning = byte > max ? DATA : (byByte[byte] ?? DATA);
      if (meaning !== DATA) {
        if (meaning === DELIMITER) {
          cells += 1;
          cellStart = at + 1;
        } else if (meaning === BREAK) {
          break;
        } else {
          const opens = meaning === QUOTE && at === cellStart && cells <= width;
          const close = opens ? closingQuote(window, at, end, byByte) : -1;
          if (close < 0) return this.giveUp();
          for (; at < close; at++) buffer[to++] = window[at] ?? 0;
          this.quotedCells[cells - 1] = DIGIT_ONE;
          this.isQuoted = true;
          buffer[to++] = window[close] ?? 0;
          continue;
        }
      }
      buffer[to++] = byte;
    }
    if (at === end || cells !== width || this.isHeader(window, start, at)) return this.giveUp();
    this.finishLine(segment, to, line, offset);
    return window[at] === CR && window[at + 1] === LF ? at + 2 : at + 1;
  }

  private isHeader(window: Uint8Array, start: number, end: number): boolean {
    const { headerBytes } = this;
    const length = end - start;
    // A byte order mark may stand before it.
    const isAsLong = length === headerBytes || length === headerBytes + 3;
    return isAsLong && this.options.header.mayBe(window, start, end);
  }

  /** Writes a record's place behind its cells. */
  private finishLine(segment: SegmentFile, cellsEnd: number, line: number, offset: number): void {
    const { buffer, delimiter } = segment;
    let to = cellsEnd;
    buffer[to++] = delimiter;
    to = writeInteger(buffer, to, line);
    buffer[to++] = delimiter;
    to = writeInteger(buffer, to, offset);
    if (this.isQuoted) to = this.writeQuoting(buffer, to);
    buffer[to++] = LF;
    if (to - segment.filled > segment.lineBytesMax) segment.lineBytesMax = to - segment.filled;
    segment.filled = to;
  }

  private giveUp(): -1 {
    if (this.isQuoted) this.forgetQuotes();
    return -1;
  }

  private writeQuoting(buffer: Uint8Array, start: number): number {
    buffer[start] = LETTER_Q;
    buffer.set(this.quotedCells, start + 1);
    this.forgetQuotes();
    return start + 1 + this.quotedCells.length;
  }

  private forgetQuotes(): void {
    this.quotedCells.fill(DIGIT_ZERO);
    this.isQuoted = false;
  }
}

/**
 * Copies bytes, four at a time, as long as none of the four means anything, and returns how many; this leaves a
 * third less work for most texts.
 */
function copyMeaningless(
  window: Uint8Array,
  start: number,
  end: number,
  buffer: Uint8Array,
  to: number,
  meaningMax: number,
): number {
  let copied = 0;
  for (; start + copied + 4 < end; copied += 4) {
    const first = window[start + copied] ?? 0;
    const second = window[start + copied + 1] ?? 0;
    const third = window[start + copied + 2] ?? 0;
    const fourth = window[start + copied + 3] ?? 0;
    if (first <= meaningMax || second <= meaningMax || third <= meaningMax || fourth <= meaningMax) break;
    buffer[to + copied] = first;
    buffer[to + copied + 1] = second;
    buffer[to + copied + 2] = third;
    buffer[to + copied + 3] = fourth;
  }
  return copied;
}

/** Where the quote at `open` is closed with a delimiter or line break behind it, on the same line; else -1. */
function closingQuote(window: Uint8Array, open: number, end: number, meanings: Uint8Array): number {
  for (let at = open + 1; at < end; at++) {
    const meaning = meanings[window[at] ?? 0];
    if (meaning === BREAK || meaning === SUSPECT) return -1;
    if (meaning !== QUOTE) continue;
    const after = meanings[window[at + 1] ?? 0];
    if (after === QUOTE) at += 1;
    else return after === DELIMITER || after === BREAK ? at : -1;
  }
  return -1;
}
