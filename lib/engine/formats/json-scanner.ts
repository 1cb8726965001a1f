import type { SourceLength } from '../source/source-length';
import { JsonArrayScanner } from './json-array-scanner';
import type { JsonSink } from './json-sink';
import { NdjsonScanner } from './ndjson-scanner';
import { TextPosition } from './text-position';

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Finds the objects of newline-delimited JSON or of a JSON array and hands each to a sink. Whatever is wrong
 * with one is told of that one alone; the scan goes on with the next.
 */
export class JsonScanner {
  private readonly position: TextPosition;
  private readonly scanner: NdjsonScanner | JsonArrayScanner;
  private isStart = true;

  /** `sourceLength` converts to offsets in the file as received; null for a file in UTF-8. */
  constructor(
    format: 'ndjson' | 'json',
    recordBytesMax: number,
    sink: JsonSink,
    sourceLength: SourceLength | null = null,
  ) {
    const Scanner = format === 'ndjson' ? NdjsonScanner : JsonArrayScanner;
    this.position = new TextPosition(sourceLength);
    this.scanner = new Scanner(recordBytesMax, sink, this.position);
  }

  /**
   * Scans a window of the text and returns how many of its bytes are done; the next window begins with those
   * that are not. A window must be longer than `recordBytesMax`, unless it is the last; there must be a last
   * one, be it empty.
   * @throws LakeportError `source-error` when a JSON array does not end, or text follows its end.
   */
  scan(window: Buffer, isLast: boolean): number {
    const hasMark = this.isStart && window.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const start = hasMark ? BYTE_ORDER_MARK.length : 0;
    this.isStart = false;
    this.position.advance(window, 0, start);
    return this.scanner.scan(window, start, isLast);
  }
}
