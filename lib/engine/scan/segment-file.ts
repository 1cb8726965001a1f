/**
 * One segment of a file on disk: its sound records, each with its place behind it, as text that DuckDB's CSV
 * reader takes without guessing; and beside it the records that are broken. A line of a segment is
 *
 *     <cells>,<line>,<place>
 *
 * with the segment's own delimiter. The line counts from the segment's first one. The place says where the record
 * was and how to put its exact text together again: its offset from the segment's first byte, then nothing when
 * no cell is quoted, `q` and a digit for each cell (1 for a quoted one), or `r` and the text itself where the
 * record had to be written anew, or `R` and the text where it was repaired.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Dialect } from '../../dataset/dialect';
import type { RowProblem } from '../../problems';
import { bytesOfDialect } from './dialect-bytes';
import type { FoundRecord } from './record-scanner';
import { splitCells } from './split-cells';

/** How a segment's lines are written. */
export interface SegmentDialect {
  delimiter: string;
  quote: string;
}

export interface Segment {
  index: number;
  path: string;
  dialect: SegmentDialect;
  /** Whether an empty cell without quotes is a missing value and one with quotes an empty text. */
  marksMissing: boolean;
  /** Number of records in `path`. */
  rows: number;
  /** Add these to a row's line and offset for its place in the file. */
  firstLine: number;
  firstOffset: number;
  /** The line of the last record, sound or broken. */
  lastLine: number;
  /** Length of the longest line in `path`, in bytes. */
  lineBytesMax: number;
  /** Newline-delimited JSON of `BrokenRow`, one line a problem; null when there is none. */
  brokenPath: string | null;
  /** Length of the longest line in `brokenPath`, in characters. */
  brokenLineMax: number;
  brokenRows: number;
  repairedRows: number;
}

/** A problem of a record that is refused for its structure, as the lines of `Segment.brokenPath`. */
export type BrokenRow = Omit<RowProblem, 'file'>;

/** Small enough to stay in a processor's cache. */
const BUFFER_BYTES = 256 * 1024;
/** Longest text of line, offset and their delimiters: two integers below 2^31. */
const PLACE_BYTES = 26;
/** Up to this many bytes a loop copies faster than a call into native code. */
const LOOP_COPY_BYTES = 96;
const NEWLINE = 0x0a;
const DIGIT_ZERO = 0x30;
const LETTER_Q = 0x71;
/** For records that are written anew. */
export const STANDARD_DIALECT: SegmentDialect = { delimiter: ',', quote: '"' };

/** The dialect of a text's segments: the file's own where DuckDB can read it, so that records need not be written anew. */
export function segmentDialectOf(dialect: Dialect): SegmentDialect {
  if (!bytesOfDialect(dialect).isStrict) return STANDARD_DIALECT;
  return { delimiter: dialect.delimiter, quote: dialect.quoteChar };
}

export class SegmentFile {
  rows = 0;
  lineBytesMax = 0;
  brokenLineMax = 0;
  brokenRows = 0;
  lastLine: number;
  repairedRows = 0;
  /** What is not written yet: `buffer[0..filled)`. */
  readonly buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  filled = 0;
  readonly delimiter: number;
  private readonly file: number;
  private brokenFile: number | null = null;
  /** Problems that are not written yet. */
  private broken = '';

  constructor(
    readonly index: number,
    private readonly path: string,
    readonly dialect: SegmentDialect,
    private readonly marksMissing: boolean,
    readonly firstLine: number,
    readonly firstOffset: number,
  ) {
    this.lastLine = firstLine;
    this.file = openSync(path, 'w');
    this.delimiter = dialect.delimiter.charCodeAt(0);
  }

  /** Appends the record `bytes[start..end)`, which is in the segment's dialect. */
  append(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void {
    const { shape, cells, line, offset } = found;
    const length = end - start;
    this.lastLine = line;
    this.reserve(PLACE_BYTES + cells + length + 2);
    this.copy(bytes, start, end);
    this.writePlace(line - this.firstLine, offset - this.firstOffset);
    if (shape.quoted) this.writeQuoting(shape.quotedCells, cells);
    this.buffer[this.filled++] = NEWLINE;
    this.endLine(PLACE_BYTES + cells + length + 2);
  }

  /** Appends cells, null for one that is missing, and the record's text as it was. */
  appendCells(
    cells: readonly (string | null)[],
    {
      line,
      offset,
      raw,
      isRepaired = false,
    }: { line: number; offset: number; raw: string; isRepaired?: boolean },
  ): void {
    this.lastLine = line;
    const { delimiter, quote } = this.dialect;
    const quoted = (text: string) => quote + text.replaceAll(quote, quote + quote) + quote;
    const place = `${offset - this.firstOffset}${isRepaired ? 'R' : 'r'}${raw}`;
    const texts = [
      ...cells.map((cell) => (cell === null ? '' : quoted(cell))),
      String(line - this.firstLine),
    ];
    const written = Buffer.from(`${texts.join(delimiter)}${delimiter}${quoted(place)}\n`);
    this.reserve(written.length);
    this.copy(written, 0, written.length);
    this.endLine(written.length);
    if (isRepaired) this.repairedRows += 1;
  }

  /** Appends a broken record's problems. */
  appendBroken(problems: readonly BrokenRow[]): void {
    for (const problem of problems) {
      this.lastLine = problem.line;
      const text = `${JSON.stringify(problem)}\n`;
      if (text.length > this.brokenLineMax) this.brokenLineMax = text.length;
      this.broken += text;
    }
    this.brokenRows += 1;
    if (this.broken.length > BUFFER_BYTES) this.flushBroken();
  }

  /** Makes room in the buffer; a record longer than the buffer is written past it. */
  reserve(bytes: number): void {
    if (bytes > this.buffer.length - this.filled) this.flush();
  }

  close(): Segment {
    this.flush();
    closeSync(this.file);
    if (this.broken !== '') this.flushBroken();
    if (this.brokenFile !== null) closeSync(this.brokenFile);
    const { index, path, dialect, marksMissing, firstLine, firstOffset, lineBytesMax } = this;
    const { rows, brokenRows, brokenLineMax, repairedRows, lastLine } = this;
    return {
      index,
      path,
      dialect,
      marksMissing,
      rows,
      firstLine,
      firstOffset,
      lastLine,
      lineBytesMax,
      brokenPath: this.brokenFile === null ? null : this.brokenPath,
      brokenLineMax,
      brokenRows,
      repairedRows,
    };
  }

  private get brokenPath(): string {
    return `${this.path}.broken.ndjson`;
  }

  private endLine(bytes: number): void {
    if (bytes > this.lineBytesMax) this.lineBytesMax = bytes;
    this.rows += 1;
  }

  private writePlace(line: number, offset: number): void {
    this.reserve(PLACE_BYTES);
    this.buffer[this.filled++] = this.delimiter;
    this.filled = writeInteger(this.buffer, this.filled, line);
    this.buffer[this.filled++] = this.delimiter;
    this.filled = writeInteger(this.buffer, this.filled, offset);
  }

  private writeQuoting(quotedCells: Uint8Array, cells: number): void {
    this.reserve(cells + 2);
    this.buffer[this.filled++] = LETTER_Q;
    for (let cell = 0; cell < cells; cell++) {
      this.buffer[this.filled++] = DIGIT_ZERO + (quotedCells[cell] ?? 0);
    }
  }

  private copy(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length > this.buffer.length - this.filled) {
      this.flush();
      writeSync(this.file, bytes, start, length);
    } else if (length > LOOP_COPY_BYTES) {
      bytes.copy(this.buffer, this.filled, start, end);
      this.filled += length;
    } else {
      const { buffer, filled } = this;
      for (let at = 0; at < length; at++) buffer[filled + at] = bytes[start + at] ?? 0;
      this.filled = filled + length;
    }
  }

  private flushBroken(): void {
    this.brokenFile ??= openSync(this.brokenPath, 'w');
    writeSync(this.brokenFile, this.broken);
    this.broken = '';
  }

  private flush(): void {
    if (this.filled > 0) writeSync(this.file, this.buffer, 0, this.filled);
    this.filled = 0;
  }
}

/** Writes a whole number in decimal digits and returns the position behind it. */
export function writeInteger(buffer: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  let rest = value;
  for (let digit = at + digits - 1; digit >= at; digit--) {
    const next = (rest / 10) | 0;
    buffer[digit] = DIGIT_ZERO + rest - next * 10;
    rest = next;
  }
  return at + digits;
}

/** The cells of a record's text. */
export function cellsOf(bytes: Buffer, start: number, end: number, dialect: Dialect): string[] {
  return splitCells(bytes.toString('utf8', start, end), dialect);
}
