/**
 * The fast path of a scan: copies records that are as they should be into a segment, each byte read once, and
 * stops at the first one that needs a closer look. It decides nothing: what it does not take, the scanner reads
 * with care, and would have found the same in all it does take.
 */
import type { DialectBytes } from './dialect-bytes';
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
  /** Whether the record may be a header that comes again. */
  mayBeHeader: (bytes: Uint8Array, start: number, end: number) => boolean;
}

export class PlainRecords {
  /** By byte, in a window that is UTF-8. */
  private readonly meanings = new Uint8Array(256);
  /** The same where any byte beyond ASCII is suspect. */
  private readonly meaningsInDoubt = new Uint8Array(256);
  /** The greatest byte that means anything: most bytes of most files lie above it and need no look-up. */
  private readonly meaningMax: number;
  private readonly quotedCells: Uint8Array;
  private readonly recordBytesMax: number;

  constructor(private readonly options: PlainRecordsOptions) {
    const { dialect, width } = options;
    const { meanings } = this;
    meanings[dialect.delimiter[0] ?? 0] = DELIMITER;
    meanings[LF] = BREAK;
    meanings[CR] = BREAK;
    meanings[0] = SUSPECT;
    if (dialect.quote >= 0) meanings[dialect.quote] = QUOTE;
    this.meaningMax = meanings.findLastIndex((meaning) => meaning !== DATA);
    this.meaningsInDoubt.set(meanings);
    this.meaningsInDoubt.fill(SUSPECT, 0x80);
    this.quotedCells = new Uint8Array(width).fill(DIGIT_ZERO);
    this.recordBytesMax = Math.min(RECORD_BYTES_MAX, options.recordBytesMax);
  }

  /** Whether this path is of use at all. A record of one cell may be a blank line: those all need a look. */
  get isUsable(): boolean {
    return this.options.dialect.isStrict && this.options.width > 1;
  }

  /**
   * Copies records from `start` on, moves `place` behind them and returns where the first other one starts.
   * Records that start at `offsetEnd` or later are left alone.
   */
  copy(
    window: Uint8Array,
    start: number,
    place: ScanPlace,
    segment: SegmentFile,
    options: { isText: boolean; offsetEnd: number },
  ): number {
    const { firstLine, firstOffset } = segment;
    const meanings = options.isText ? this.meanings : this.meaningsInDoubt;
    const { comment } = this.options.dialect;
    const shift = place.offset - start;
    const positionEnd = Math.min(window.length - 1, options.offsetEnd - shift);
    let at = start;
    let line = place.line;
    while (at < positionEnd) {
      if (window[at] === comment) break;
      const next = this.copyOne(window, at, meanings, segment, line - firstLine, at + shift - firstOffset);
      if (next < 0) break;
      at = next;
      line += 1;
    }
    segment.rows += line - place.line;
    place.line = line;
    place.offset = at + shift;
    return at;
  }

  /** Copies the record at `start` and returns where the next one starts, or -1 when it is not plain. */
  private copyOne(
    window: Uint8Array,
    start: number,
    meanings: Uint8Array,
    segment: SegmentFile,
    line: number,
    offset: number,
  ): number {
    segment.reserve(this.recordBytesMax + this.quotedCells.length + PLACE_BYTES);
    const { buffer } = segment;
    const { width } = this.options;
    const meaningMax = meanings === this.meanings ? this.meaningMax : 0xff;
    // The last byte of a window is left to the scanner, so that there is always one more to look at.
    const end = Math.min(window.length - 1, start + this.recordBytesMax);
    let to = segment.filled;
    let cells = 1;
    let cellStart = start;
    let isQuoted = false;
    let at = start;
    for (; at < end; at++) {
      const byte = window[at] ?? 0;
      const meaning = byte > meaningMax ? DATA : (meanings[byte] ?? DATA);
      if (meaning !== DATA) {
        if (meaning === DELIMITER) {
          cells += 1;
          cellStart = at + 1;
        } else if (meaning === BREAK) {
          break;
        } else {
          const opens = meaning === QUOTE && at === cellStart && cells <= width;
          const close = opens ? closingQuote(window, at, end, meanings) : -1;
          if (close < 0) return this.giveUp(isQuoted);
          for (; at < close; at++) buffer[to++] = window[at] ?? 0;
          this.quotedCells[cells - 1] = DIGIT_ONE;
          isQuoted = true;
          buffer[to++] = window[close] ?? 0;
          continue;
        }
      }
      buffer[to++] = byte;
    }
    if (at === end || cells !== width) return this.giveUp(isQuoted);
    if (this.options.mayBeHeader(window, start, at)) return this.giveUp(isQuoted);
    this.finishLine(segment, to, { line, offset, isQuoted });
    return window[at] === CR && window[at + 1] === LF ? at + 2 : at + 1;
  }

  /** Writes a record's place behind its cells. */
  private finishLine(
    segment: SegmentFile,
    cellsEnd: number,
    { line, offset, isQuoted }: ScanPlace & { isQuoted: boolean },
  ): void {
    const { buffer, delimiter } = segment;
    let to = cellsEnd;
    buffer[to++] = delimiter;
    to = writeInteger(buffer, to, line);
    buffer[to++] = delimiter;
    to = writeInteger(buffer, to, offset);
    if (isQuoted) to = this.writeQuoting(buffer, to);
    buffer[to++] = LF;
    if (to - segment.filled > segment.lineBytesMax) segment.lineBytesMax = to - segment.filled;
    segment.filled = to;
  }

  private giveUp(isQuoted: boolean): -1 {
    if (isQuoted) this.quotedCells.fill(DIGIT_ZERO);
    return -1;
  }

  private writeQuoting(buffer: Uint8Array, start: number): number {
    buffer[start] = LETTER_Q;
    buffer.set(this.quotedCells, start + 1);
    this.quotedCells.fill(DIGIT_ZERO);
    return start + 1 + this.quotedCells.length;
  }
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
