/** Sorts what the scanner finds: the header gives the layout, sound records fill segments, broken ones are told. */
import path from 'node:path';
import type { DatasetDefinition } from '../../dataset/definition';
import { namedDialect } from '../../dataset/dialect';
import type { Dialect } from '../../dataset/dialect';
import { LakeportError } from '../../errors';
import { layoutByHeader, layoutByPosition } from './file-layout';
import type { FileLayout } from './file-layout';
import type { BrokenRecord, FoundRecord, RecordSink } from './record-scanner';
import { SegmentFile } from './segment-file';
import type { BrokenRow, Segment } from './segment-file';
import { splitCells } from './split-cells';

export interface SegmenterOptions {
  definition: DatasetDefinition;
  /** Folder for the segments. */
  dir: string;
  segmentBytes: number;
}

export class Segmenter implements RecordSink {
  /** Records so far, sound and broken; the header is none. */
  rows = 0;
  blankRows = 0;
  private readonly dialect: Dialect;
  layout: FileLayout | null = null;
  private current: SegmentFile | null = null;
  private readonly closed: Segment[] = [];
  private segments = 0;

  constructor(private readonly options: SegmenterOptions) {
    this.dialect = namedDialect(options.definition.dialect);
  }

  blank(): void {
    this.blankRows += 1;
  }

  /** @throws LakeportError with a problem of the file when the record is a header that does not fit. */
  record(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void {
    if (this.layout === null) {
      this.layout = this.readLayout(bytes, start, end, found);
      if (this.dialect.header) return;
    }
    const segment = this.segmentAt(found.line, found.offset);
    this.rows += 1;
    if (found.cells !== this.layout.width || found.invalidUtf8 || found.hasNul) {
      segment.appendBroken(describeBroken(bytes.toString('utf8', start, end), found, this.layout));
    } else {
      segment.append(bytes, start, end, found);
    }
  }

  broken(bytes: Buffer, start: number, end: number, broken: BrokenRecord): void {
    if (this.layout === null && this.dialect.header) throw headerBroken(broken.message);
    this.rows += 1;
    const { line, offset, code, message } = broken;
    const raw = bytes.toString('utf8', start, end);
    this.segmentAt(line, offset).appendBroken([
      { line, byte_offset: offset, column: null, code, message, raw },
    ]);
  }

  /** Segments closed since the last call, in the order of the file. */
  takeClosed(): Segment[] {
    return this.closed.splice(0);
  }

  /**
   * Closes the last segment after the last record.
   * @throws LakeportError `file-empty` when there was no record at all.
   */
  finish(): FileLayout {
    this.closeCurrent();
    if (this.layout !== null) return this.layout;
    if (this.rows > 0)
      return layoutByPosition(this.options.definition, this.options.definition.schema.fields.length);
    throw new LakeportError('file-empty', 'The file holds no rows.', { resolution: 'Is it the right file?' });
  }

  /** Closes the file that is being written, when the scan is given up. */
  abandon(): void {
    this.closeCurrent();
  }

  private readLayout(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): FileLayout {
    if (!this.dialect.header) return layoutByPosition(this.options.definition, found.cells);
    if (found.invalidUtf8 || found.hasNul) throw headerBroken('It is not UTF-8 text.');
    return layoutByHeader(
      this.options.definition,
      splitCells(bytes.toString('utf8', start, end), this.dialect).map((label) => label.trim()),
    );
  }

  private segmentAt(line: number, offset: number): SegmentFile {
    if (this.current && offset - this.current.firstOffset >= this.options.segmentBytes) this.closeCurrent();
    if (this.current === null) {
      const name = `segment-${String(this.segments).padStart(5, '0')}.csv`;
      const file = path.join(this.options.dir, name);
      this.current = new SegmentFile(this.segments, file, this.dialect, line, offset);
      this.segments += 1;
    }
    return this.current;
  }

  private closeCurrent(): void {
    if (this.current) this.closed.push(this.current.close());
    this.current = null;
  }
}

function describeBroken(raw: string, found: Readonly<FoundRecord>, layout: FileLayout): BrokenRow[] {
  const place = { line: found.line, byte_offset: found.offset, raw };
  const rows: BrokenRow[] = [];
  const { width, names } = layout;
  if (found.invalidUtf8) {
    rows.push({ ...place, column: null, code: 'encoding-error', message: 'The row is not valid UTF-8.' });
  }
  if (found.hasNul) {
    rows.push({ ...place, column: null, code: 'nul-byte', message: 'The row holds a NUL byte.' });
  }
  if (found.cells < width) {
    const column = names[found.cells] ?? null;
    const message = `The row has ${found.cells} of ${width} cells; “${column}” is the first that is missing.`;
    rows.push({ ...place, column, code: 'missing-cell', message });
  }
  if (found.cells > width) {
    const message = `The row has ${found.cells} cells where ${width} are expected.`;
    rows.push({ ...place, column: null, code: 'extra-cell', message });
  }
  return rows;
}

function headerBroken(reason: string): LakeportError {
  return new LakeportError('file-encoding', `The header cannot be read. ${reason}`, {
    resolution: 'Save the file as UTF-8 CSV and try again.',
  });
}
