import { isUtf8 } from 'node:buffer';
import type { JsonMembers, JsonPlace, JsonProblem, JsonSink } from './json-sink';
import { readMembers } from './read-members';

/** Reads the bytes of one row and hands its sink an object, or what is wrong with it. */
export class ObjectReader {
  /** Up to here the window is known to be UTF-8. */
  private soundEnd = 0;

  constructor(
    private readonly sink: JsonSink,
    private readonly place: Readonly<JsonPlace>,
    private readonly recordBytesMax: number,
  ) {}

  /** Looks at a whole new window with native code, so that a sound object needs no look of its own. */
  inspect(window: Buffer): void {
    // A character may be cut by the window's end, but not by a line break.
    const end = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('\r'), 0);
    this.soundEnd = isUtf8(window.subarray(0, end)) ? end : 0;
  }

  parse(window: Buffer, start: number, end: number): JsonMembers | JsonProblem {
    if (end > this.soundEnd && !isUtf8(window.subarray(start, end))) {
      return {
        code: 'encoding-error',
        message: 'The object holds bytes that are not valid in its encoding.',
      };
    }
    return readMembers(window.toString('utf8', start, end));
  }

  /** Hands on what `parse` made of the row that starts at the place of this reader. */
  deliver(window: Buffer, start: number, end: number, parsed: JsonMembers | JsonProblem): void {
    const { line, offset } = this.place;
    if ('code' in parsed) this.sink.broken(window, start, end, { ...parsed, line, offset });
    else this.sink.object(window, start, end, { line, offset }, parsed);
  }

  /** Refuses the row at this place for its length; returns the end of what is kept of its text. */
  deliverTooLong(window: Buffer, start: number): number {
    const end = start + this.recordBytesMax;
    const message = `The object is longer than ${this.recordBytesMax} bytes; its text is cut there.`;
    this.deliver(window, start, end, { code: 'record-too-long', message });
    return end;
  }
}
