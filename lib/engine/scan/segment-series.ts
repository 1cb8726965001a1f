/** The segments of a file, one after the other: each is closed when it is full. */
import path from 'node:path';
import type { FileLayout } from './file-layout';
import { SegmentFile } from './segment-file';
import type { Segment, SegmentDialect } from './segment-file';

export interface SegmentSeriesOptions {
  /** Folder for the segments. */
  dir: string;
  /** The first segment is closed at the first record that starts beyond it. */
  firstSegmentBytes: number;
  /** Each segment may be twice as long as the one before, up to this. */
  segmentBytes: number;
  segmentRecords: number;
  segmentBrokenRecords: number;
}

export interface ScannedSegment {
  segment: Segment;
  /** Of all its rows; null when it has none. */
  layout: FileLayout | null;
}

export class SegmentSeries {
  private layout: FileLayout | null = null;
  private current: SegmentFile | null = null;
  private readonly closed: ScannedSegment[] = [];
  private count = 0;

  constructor(
    private readonly options: SegmentSeriesOptions,
    private readonly dialect: SegmentDialect,
    /** See `Segment.marksMissing`. */
    private readonly marksMissing = false,
  ) {}

  /** The segment for a record at this place. */
  at(line: number, offset: number): SegmentFile {
    if (this.openAt(offset) === null) this.closeCurrent();
    if (this.current === null) {
      const file = path.join(this.options.dir, `segment-${String(this.count).padStart(5, '0')}.csv`);
      this.current = new SegmentFile(this.count, file, this.dialect, this.marksMissing, line, offset);
      this.count += 1;
    }
    return this.current;
  }

  /** The segment that is being filled, if a record at this offset belongs to it. */
  openAt(offset: number): SegmentFile | null {
    if (this.current === null || offset >= this.offsetEndOf(this.current)) return null;
    return this.roomIn(this.current) > 0 ? this.current : null;
  }

  /** How many records a segment can still take. */
  roomIn({ rows, brokenRows }: SegmentFile): number {
    const { segmentRecords, segmentBrokenRecords } = this.options;
    return Math.min(segmentRecords - rows - brokenRows, segmentBrokenRecords - brokenRows);
  }

  /** Records that start here or later belong to the next segment. */
  offsetEndOf({ index, firstOffset }: SegmentFile): number {
    const { firstSegmentBytes, segmentBytes } = this.options;
    return firstOffset + Math.min(segmentBytes, firstSegmentBytes * 2 ** Math.min(index, 30));
  }

  /** The layout of the rows that follow: rows of one segment have one layout. */
  setLayout(layout: FileLayout): void {
    if (this.layout !== null) this.closeCurrent();
    this.layout = layout;
  }

  /** Segments closed since the last call, in the order of the file. */
  takeClosed(): ScannedSegment[] {
    return this.closed.splice(0);
  }

  closeCurrent(): void {
    if (this.current) this.closed.push({ segment: this.current.close(), layout: this.layout });
    this.current = null;
  }
}
