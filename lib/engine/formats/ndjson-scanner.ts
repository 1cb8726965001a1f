import type { JsonSink } from './json-sink';
import { ObjectReader } from './object-reader';
import type { TextPosition } from './text-position';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/** Scans newline-delimited JSON: what a line is does not depend on what is in it, so none can spoil another. */
export class NdjsonScanner {
  private readonly reader: ObjectReader;
  private skippingRest = false;
  /** The next line feed and carriage return of the window; its length where there is none. */
  private nextLf = -1;
  private nextCr = -1;

  constructor(
    private readonly recordBytesMax: number,
    private readonly sink: JsonSink,
    private readonly position: TextPosition,
  ) {
    this.reader = new ObjectReader(sink, position, recordBytesMax);
  }

  /** Scans a window from `from`; returns where the first byte is that is to be shown again. */
  scan(window: Buffer, from: number, isLast: boolean): number {
    this.reader.inspect(window);
    this.nextLf = this.nextCr = -1;
    let start = from;
    while (start < window.length) {
      const end = this.findBreak(window, start);
      const isCut = end === window.length;
      let next = Math.min(end + 1, window.length);
      if (this.skippingRest) {
        this.skippingRest = isCut;
      } else if (end - start > this.recordBytesMax) {
        next = this.reader.deliverTooLong(window, start);
        this.skippingRest = true;
      } else if (isCut && !isLast) {
        break;
      } else if (!this.position.isAfterCr || window[start] !== LF) {
        this.takeLine(window, start, end);
      }
      this.position.advance(window, start, next);
      start = next;
    }
    return start;
  }

  private takeLine(window: Buffer, start: number, end: number): void {
    if (isBlank(window, start, end)) this.sink.blank();
    else this.reader.deliver(window, start, end, this.reader.parse(window, start, end));
  }

  private findBreak(window: Buffer, start: number): number {
    if (this.nextLf < start) this.nextLf = indexOrEnd(window, LF, start);
    if (this.nextCr < start) this.nextCr = indexOrEnd(window, CR, start);
    return Math.min(this.nextLf, this.nextCr);
  }
}

function indexOrEnd(window: Buffer, byte: number, start: number): number {
  const at = window.indexOf(byte, start);
  return at < 0 ? window.length : at;
}

function isBlank(window: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && (window[at] === SPACE || window[at] === TAB)) at += 1;
  return at === end;
}
