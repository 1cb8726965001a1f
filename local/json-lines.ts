/**
 * An append-only file of one JSON value a line. Appending is synchronous: a change is in the operating system's hands
 * before anybody is told of it, and two changes can never interleave. It outlives the end of the process at any moment,
 * not the loss of power: nothing is forced to the disk.
 */
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import type { z } from 'zod';

const LINE_FEED = 0x0a;
const READ_BYTES = 1024 * 1024;

export class JsonLinesFile<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  #descriptor: number | null = null;

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path;
    this.#schema = schema;
  }

  /**
   * Every value in the file, in order. A last line that was cut off in the middle of a write is taken off the file.
   * @throws Error naming file and line when a line is not a value of the schema.
   */
  async *read(): AsyncGenerator<T> {
    if (!existsSync(this.#path)) return;
    let number = 0;
    let readBytes = 0;
    let rest: Buffer = Buffer.alloc(0);
    // Lines are cut here and not by node:readline, which also ends them at U+2028 and U+2029: JSON may hold those bare.
    const input: AsyncIterable<Buffer> = createReadStream(this.#path, { highWaterMark: READ_BYTES });
    for await (const chunk of input) {
      readBytes += chunk.length;
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
        yield this.#parse(bytes.toString('utf8', start, end), ++number);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
    if (rest.length > 0) truncateSync(this.#path, readBytes - rest.length);
  }

  append(value: T): void {
    this.#descriptor ??= openSync(this.#path, 'a');
    writeAll(this.#descriptor, `${JSON.stringify(value)}\n`);
  }

  /** Puts these values in the place of all others; a crash leaves the old file or the new one. */
  rewrite(values: Iterable<T>): void {
    this.close();
    const temporary = `${this.#path}.new`;
    const descriptor = openSync(temporary, 'w');
    try {
      for (const value of values) writeAll(descriptor, `${JSON.stringify(value)}\n`);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, this.#path);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #parse(line: string, number: number): T {
    try {
      return this.#schema.parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`Line ${number} of ${this.#path} cannot be read; the file was changed or damaged.`, {
        cause,
      });
    }
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
