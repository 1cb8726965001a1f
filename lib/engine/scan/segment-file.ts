/**
 * One segment of a file on disk: its sound records, each behind its place, as text that DuckDB's CSV reader
 * takes without guessing; and beside it the records that are broken. A line of a segment is
 *
 *     <line>,<offset>,<quoting>,<the record's bytes>
 *
 * with the file's own delimiter. Line and offset count from the segment's first record. `quoting` says how to
 * put the exact text together again from the cells: empty when no cell is quoted, a digit for each cell (1 for
 * a quoted one), or `=` and the text itself, where the record had to be written anew to be read strictly.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Dialect } from '../../dataset/dialect';
import type { RowProblem } from '../../problems';
import type { FoundRecord } from './record-scanner';
import { splitCells } from './split-cells';

export interface Segment {
  index: number;
  path: string;
  /** Number of sound records in `path`. */
  rows: number;
  /** Add these to a row's line and offset for its place in the file. */
  firstLine: number;
  firstOffset: number;
  /** A reader must not split a segment whose cells hold line breaks among threads. */
  hasLineBreaks: boolean;
  /** Newline-delimited JSON of `BrokenRow`, one line a problem; null when there is none. */
  brokenPath: string | null;
  brokenRows: number;
}

/** A problem of a record that is refused for its structure, as the lines of `Segment.brokenPath`. */
export type BrokenRow = Omit<RowProblem, 'file' | 'suggestion'>;

const BUFFER_BYTES = 1024 * 1024;
/** Longest text of line, offset and their delimiters: two integers below 2^31. */
const PLACE_BYTES = 24;
/** Up to this many bytes a loop copies faster than a call into native code. */
const LOOP_COPY_BYTES = 96;
const NEWLINE = 0x0a;
const DIGIT_ZERO = 0x30;

export class SegmentFile {
  rows = 0;
  hasLineBreaks = false;
  brokenRows = 0;
  private readonly file: number;
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private filled = 0;
  private brokenFile: number | null = null;
  private readonly delimiter: number;

  constructor(
    readonly index: number,
    private readonly path: string,
    private readonly dialect: Dialect,
    private readonly firstLine: number,
    readonly firstOffset: number,
  ) {
    this.file = openSync(path, 'w');
    this.delimiter = dialect.delimiter.charCodeAt(0);
  }

  /** Appends the record `bytes[start..end)`. */
  append(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void {
    const { shape, cells } = found;
    if (!shape.verbatim) return this.appendRewritten(bytes.toString('latin1', start, end), found);
    this.reserve(PLACE_BYTES + cells + end - start + 2);
    this.writePlace(found);
    if (shape.quoted) this.writeQuoting(shape.quotedCells, cells);
    this.buffer[this.filled++] = this.delimiter;
    this.copy(bytes, start, end);
    this.buffer[this.filled++] = NEWLINE;
    if (shape.lineBreaks > 0) this.hasLineBreaks = true;
    this.rows += 1;
  }

  /** Appends a broken record's problems. */
  appendBroken(problems: BrokenRow[]): void {
    this.brokenFile ??= openSync(this.brokenPath, 'w');
    writeSync(this.brokenFile, problems.map((problem) => `${JSON.stringify(problem)}\n`).join(''));
    this.brokenRows += 1;
  }

  close(): Segment {
    this.flush();
    closeSync(this.file);
    if (this.brokenFile !== null) closeSync(this.brokenFile);
    const { index, path, rows, firstLine, firstOffset, hasLineBreaks, brokenRows } = this;
    const brokenPath = this.brokenFile === null ? null : this.brokenPath;
    return { index, path, rows, firstLine, firstOffset, hasLineBreaks, brokenPath, brokenRows };
  }

  private get brokenPath(): string {
    return `${this.path}.broken.ndjson`;
  }

  /** Writes a record whose own quoting is not strict; bytes are carried as Latin-1 so that none is lost. */
  private appendRewritten(text: string, found: Readonly<FoundRecord>): void {
    const { delimiter, quoteChar } = this.dialect;
    const quote = (cell: string) => quoteChar + cell.replaceAll(quoteChar, quoteChar + quoteChar) + quoteChar;
    const cells = splitCells(text, this.dialect).map(quote).join(delimiter);
    const rewritten = Buffer.from(`${quote(`=${text}`)}${delimiter}${cells}\n`, 'latin1');
    this.reserve(PLACE_BYTES + rewritten.length);
    this.writePlace(found);
    this.copy(rewritten, 0, rewritten.length);
    if (found.shape.lineBreaks > 0) this.hasLineBreaks = true;
    this.rows += 1;
  }

  private writePlace(found: Readonly<FoundRecord>): void {
    this.writeInteger(found.line - this.firstLine);
    this.buffer[this.filled++] = this.delimiter;
    this.writeInteger(found.offset - this.firstOffset);
    this.buffer[this.filled++] = this.delimiter;
  }

  private writeInteger(value: number): void {
    const { buffer, filled } = this;
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    let rest = value;
    for (let at = filled + digits - 1; at >= filled; at--) {
      const next = (rest / 10) | 0;
      buffer[at] = DIGIT_ZERO + rest - next * 10;
      rest = next;
    }
    this.filled = filled + digits;
  }

  private writeQuoting(quotedCells: Uint8Array, cells: number): void {
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

  private reserve(bytes: number): void {
    if (bytes > this.buffer.length - this.filled) this.flush();
  }

  private flush(): void {
    if (this.filled > 0) writeSync(this.file, this.buffer, 0, this.filled);
    this.filled = 0;
  }
}
