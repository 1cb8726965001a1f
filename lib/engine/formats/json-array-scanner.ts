/**
 * Scans a JSON array for its elements. An element ends with its closing bracket; whether it is an object is
 * asked only then, so that a malformed one whose brackets are in order is refused alone. Where they are not, the
 * scan goes on at the next place that looks like the start of an element, see `findNextElement`.
 *
 * A missing comma costs no element. An array that does not end may have lost some: then the file is refused.
 */
import { LakeportError } from '../../errors';
import { findElementEnd } from './find-element-end';
import type { NoElementEnd } from './find-element-end';
import { findNextElement, lastSeparator, openingOf } from './find-next-element';
import type { ElementSigns } from './find-next-element';
import { isJsonSpace, skipSpace, trimSpace } from './json-space';
import type { JsonSink } from './json-sink';
import { ObjectReader } from './object-reader';
import type { TextPosition } from './text-position';

const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
/** Asks the caller for the same bytes again, with more behind them. */
const INCOMPLETE = -1;

/** `seeking`: inside a broken element, on the way to the next one. */
type State = 'before' | 'first' | 'behind-comma' | 'behind-element' | 'seeking' | 'after';

export class JsonArrayScanner {
  private readonly reader: ObjectReader;
  private state: State = 'before';
  /** How the first sound element begins. */
  private opening: Buffer | null = null;
  /** What is sought while seeking. */
  private signs: ElementSigns = { column: 0, opening: null };
  /** The last byte that was passed while seeking and is no space. */
  private lastByte: number | undefined;

  constructor(
    private readonly recordBytesMax: number,
    sink: JsonSink,
    private readonly position: TextPosition,
  ) {
    this.reader = new ObjectReader(sink, position, recordBytesMax);
  }

  /** Scans a window from `from`; returns where the first byte is that is to be shown again. */
  scan(window: Buffer, from: number, isLast: boolean): number {
    this.reader.inspect(window);
    let start = from;
    while (start < window.length) {
      const next = this.step(window, start, isLast);
      if (next === INCOMPLETE) break;
      this.position.advance(window, start, next);
      start = next;
    }
    if (isLast) this.finish();
    return start;
  }

  private step(window: Buffer, start: number, isLast: boolean): number {
    if (this.state === 'seeking') return this.seek(window, start, isLast);
    const byte = window[start];
    if (isJsonSpace(byte)) return skipSpace(window, start);
    if (this.state === 'after') throw sourceError('Text follows the end of the JSON array.');
    if (this.state === 'before') {
      if (byte !== OPEN_ARRAY) throw sourceError('The file is not a JSON array.');
      this.state = 'first';
      return start + 1;
    }
    if (byte !== COMMA && byte !== CLOSE_ARRAY) return this.takeElement(window, start, isLast);
    const mayFollow = this.state === 'behind-element' || (this.state === 'first' && byte === CLOSE_ARRAY);
    if (!mayFollow) this.refuse(window, start, start, 'An element is missing here.');
    this.state = byte === COMMA ? 'behind-comma' : 'after';
    return start + 1;
  }

  private takeElement(window: Buffer, start: number, isLast: boolean): number {
    const end = findElementEnd(window, start, this.recordBytesMax);
    if (typeof end !== 'number') return this.recover(window, start, isLast, end);
    const textEnd = trimSpace(window, start, end);
    const parsed = this.reader.parse(window, start, textEnd);
    if (!('code' in parsed)) {
      this.opening ??= openingOf(window, start);
    } else if (parsed.code === 'type-error' && window[start] === OPEN_OBJECT) {
      // Two mistakes can even out; the sound elements on the lines between them are not to go with them.
      const hidden = findNextElement(window, start + 1, end, { column: this.position.column, opening: null });
      if (hidden !== null) return this.refuseUpTo(window, start, hidden);
    }
    this.reader.deliver(window, start, textEnd, parsed);
    this.state = 'behind-element';
    return end;
  }

  /** Refuses an element whose end cannot be found, up to where the next one seems to start. */
  private recover(window: Buffer, start: number, isLast: boolean, reason: NoElementEnd): number {
    if (reason === 'unfinished') return INCOMPLETE;
    const signs = { column: this.position.column, opening: this.opening ?? openingOf(window, start) };
    const limit = Math.min(window.length, start + this.recordBytesMax);
    const next = findNextElement(window, start + 1, limit, signs);
    if (next !== null) return this.refuseUpTo(window, start, next);
    if (window.length - start > this.recordBytesMax) {
      this.signs = signs;
      this.state = 'seeking';
      this.reader.deliverTooLong(window, start);
      return this.passed(window, start, lastSeparator(window, start + 1, limit));
    }
    return isLast ? this.refuseLast(window, start) : INCOMPLETE;
  }

  private refuseUpTo(window: Buffer, start: number, next: number): number {
    const beforeSpace = trimSpace(window, start, next);
    const hasComma = window[beforeSpace - 1] === COMMA;
    const end = hasComma ? trimSpace(window, start, beforeSpace - 1) : beforeSpace;
    this.refuse(window, start, end, 'The element is not valid JSON.');
    this.state = 'behind-comma';
    return next;
  }

  /** Refuses a broken element behind which there is none; the file's last bracket closes the array. */
  private refuseLast(window: Buffer, start: number): number {
    const close = trimSpace(window, start, window.length) - 1;
    if (window[close] !== CLOSE_ARRAY) throw cutShort();
    this.refuse(window, start, trimSpace(window, start, close), 'The element is not valid JSON.');
    this.state = 'after';
    return window.length;
  }

  private seek(window: Buffer, start: number, isLast: boolean): number {
    const next = findNextElement(window, start, window.length, this.signs);
    if (next !== null) {
      this.state = 'behind-comma';
      return next;
    }
    if (isLast) return this.passed(window, start, window.length);
    const separator = lastSeparator(window, start + 1, window.length);
    const mayGrow = separator === window.length && window.length - start <= this.recordBytesMax;
    return mayGrow ? INCOMPLETE : this.passed(window, start, separator);
  }

  private passed(window: Buffer, start: number, end: number): number {
    const last = trimSpace(window, start, end) - 1;
    if (last >= start) this.lastByte = window[last];
    return end;
  }

  private refuse(window: Buffer, start: number, end: number, message: string): void {
    this.reader.deliver(window, start, end, { code: 'type-error', message });
  }

  private finish(): void {
    if (this.state === 'after' || (this.state === 'seeking' && this.lastByte === CLOSE_ARRAY)) return;
    throw this.state === 'before' ? sourceError('The file is not a JSON array.') : cutShort();
  }
}

function cutShort(): LakeportError {
  return sourceError(
    'The JSON array does not end: the file is cut short, or a quote or brace is not closed.',
  );
}

function sourceError(message: string): LakeportError {
  return new LakeportError('source-error', message, {
    resolution: 'Send the whole array, or one object a line.',
  });
}
