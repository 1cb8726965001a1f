/** Sorts what the scanner finds: the header gives the layout, sound records fill segments, broken ones are told. */
import type { DatasetDefinition } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import { LakeportError } from '../../errors';
import type { RowProblemCode } from '../../problems';
import { bytesOfDialect } from './dialect-bytes';
import { layoutByHeader, layoutByPosition } from './file-layout';
import type { FileLayout } from './file-layout';
import { HeaderRows } from './header-rows';
import { PlainRecords } from './plain-records';
import type { BrokenRecord, FoundRecord, RecordSink, ScanPlace } from './record-scanner';
import { cellsOf } from './segment-file';
import type { BrokenRow, SegmentFile } from './segment-file';
import type { SegmentSeries } from './segment-series';

/** A repair of a record with structural problems: its cells, or null when none is clear. */
export type SuggestRepair = (
  layout: FileLayout,
  record: { raw: string; codes: readonly RowProblemCode[] },
) => string[] | null;

export interface SegmenterOptions {
  definition: DatasetDefinition;
  dialect: Dialect;
  segments: SegmentSeries;
  recordBytesMax: number;
  columnsMax: number;
  suggestRepair: SuggestRepair;
}

export class Segmenter implements RecordSink {
  /** Records so far, sound and broken; headers are none. */
  rows = 0;
  blankRows = 0;
  layout: FileLayout | null = null;
  private readonly header: HeaderRows;
  /** The layout that the file's header gives, however later headers order their columns. */
  private firstLayout: FileLayout | null = null;
  private plain: PlainRecords | null = null;

  constructor(private readonly options: SegmenterOptions) {
    this.header = new HeaderRows(options.dialect);
  }

  get width(): number {
    return this.layout?.width ?? 0;
  }

  get repeatedHeaders(): number {
    return this.header.repeats;
  }

  skipsLine(line: number): boolean {
    return this.header.skipsLine(line);
  }

  takePlain(window: Buffer, start: number, place: ScanPlace, isText: boolean): number {
    // The first record of a segment is taken with care: it opens the segment.
    const segment = this.options.segments.openAt(place.offset);
    if (!this.plain?.isUsable || !segment || place.line <= this.header.lastLine) return start;
    const { line } = place;
    const { segments } = this.options;
    const bounds = { offsetEnd: segments.offsetEndOf(segment), recordsMax: segments.roomIn(segment) };
    const next = this.plain.copy(window, start, place, segment, { isText, ...bounds });
    this.rows += place.line - line;
    return next;
  }

  blank(): void {
    this.blankRows += 1;
  }

  /** @throws LakeportError with a problem of the file when the record is a header that does not fit. */
  record(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void {
    if (!this.header.isComplete) return this.takeHeader(bytes, start, end, found);
    if (this.layout === null) this.setLayout(this.layoutOfFirst(found));
    const { layout, firstLayout } = this;
    if (layout === null || firstLayout === null) return;
    if (this.header.mayBe(bytes, start, end)) {
      const repeated = this.header.repeat(firstLayout, cellsOf(bytes, start, end, this.options.dialect));
      if (repeated) return this.setLayout(repeated);
    }
    this.rows += 1;
    const segment = this.options.segments.at(found.line, found.offset);
    if (found.cells !== layout.width || found.invalidUtf8 || found.hasNul) {
      const { line, offset } = found;
      const raw = bytes.toString('utf8', start, end);
      this.refuse(segment, layout, describeBroken(found, layout), { line, offset, raw });
    } else if (found.shape.verbatim) {
      segment.append(bytes, start, end, found);
    } else {
      const { line, offset } = found;
      const raw = bytes.toString('utf8', start, end);
      segment.appendCells(cellsOf(bytes, start, end, this.options.dialect), { line, offset, raw });
    }
  }

  broken(bytes: Buffer, start: number, end: number, broken: BrokenRecord): void {
    if (!this.header.isComplete) throw headerBroken(broken.message);
    this.rows += 1;
    const { line, offset, code, message } = broken;
    const raw = bytes.toString('utf8', start, end);
    const problem = { column: null, code, message };
    this.refuse(this.options.segments.at(line, offset), this.layout, [problem], { line, offset, raw });
  }

  /**
   * Closes the last segment after the last record.
   * @throws LakeportError `file-empty` when there was no record at all.
   */
  finish(): void {
    this.options.segments.closeCurrent();
    if (this.layout !== null || this.rows > 0) return;
    throw new LakeportError('file-empty', 'The file holds no rows.', { resolution: 'Is it the right file?' });
  }

  private takeHeader(bytes: Buffer, start: number, end: number, found: Readonly<FoundRecord>): void {
    if (found.invalidUtf8 || found.hasNul) throw headerBroken('It is not sound text.');
    const { definition, dialect, columnsMax } = this.options;
    this.header.add(bytes.subarray(start, end), cellsOf(bytes, start, end, dialect));
    if (!this.header.isComplete) return;
    this.setLayout(layoutByHeader(definition, this.header.labels, columnsMax));
  }

  private layoutOfFirst(found: Readonly<FoundRecord>): FileLayout {
    return layoutByPosition(this.options.definition, found.cells, this.options.columnsMax);
  }

  private setLayout(layout: FileLayout): void {
    if (layout === this.layout) return;
    this.options.segments.setLayout(layout);
    this.layout = layout;
    this.firstLayout ??= layout;
    this.plain = new PlainRecords({
      dialect: bytesOfDialect(this.options.dialect),
      width: layout.width,
      recordBytesMax: this.options.recordBytesMax,
      header: this.header,
    });
  }

  private refuse(
    segment: SegmentFile,
    layout: FileLayout | null,
    problems: readonly Pick<BrokenRow, 'column' | 'code' | 'message'>[],
    { line, offset, raw }: { line: number; offset: number; raw: string },
  ): void {
    const codes = problems.map((problem) => problem.code);
    const cells = layout && this.options.suggestRepair(layout, { raw, codes });
    if (cells && this.options.definition.contract === 'repair') {
      segment.appendCells(cells, { line, offset, raw, isRepaired: true });
      return;
    }
    const suggestion = cells && JSON.stringify(cells);
    const place = { line, byte_offset: offset, raw, suggestion };
    segment.appendBroken(problems.map((problem) => ({ ...problem, ...place })));
  }
}

function describeBroken(
  found: Readonly<FoundRecord>,
  { width, names }: FileLayout,
): Pick<BrokenRow, 'column' | 'code' | 'message'>[] {
  const problems: Pick<BrokenRow, 'column' | 'code' | 'message'>[] = [];
  if (found.invalidUtf8) {
    const message = 'The row holds bytes that are no character of the file’s encoding.';
    problems.push({ column: null, code: 'encoding-error', message });
  }
  if (found.hasNul) problems.push({ column: null, code: 'nul-byte', message: 'The row holds a NUL byte.' });
  if (found.cells < width) {
    const column = names[found.cells] ?? null;
    const message = `The row has ${found.cells} of ${width} cells; “${column}” is the first that is missing.`;
    problems.push({ column, code: 'missing-cell', message });
  }
  if (found.cells > width) {
    const message = `The row has ${found.cells} cells where ${width} are expected.`;
    problems.push({ column: null, code: 'extra-cell', message });
  }
  return problems;
}

function headerBroken(reason: string): LakeportError {
  return new LakeportError('file-encoding', `The header cannot be read. ${reason}`, {
    resolution: 'Correct the first line, or say where the header is with "headerRows" in the dialect.',
  });
}
