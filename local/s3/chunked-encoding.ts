import { S3Error } from './s3-error';

const LINE_BYTES_MAX = 16 * 1024;

/**
 * Takes off the framing of `Content-Encoding: aws-chunked`: `<size in hex>[;extension]\r\n<bytes>\r\n` repeated, a
 * chunk of size 0, then trailing headers (checksums) and an empty line. Stored as it comes, the framing would corrupt
 * the object without anybody noticing. The names of trailers are given in lower case.
 * Source: "Signature calculations: transferring payload in multiple chunks" in the Amazon S3 API Reference.
 * @throws S3Error IncompleteBody when the framing is broken or ends early.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  onTrailer: (name: string, value: string) => void,
): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    yield* decodeFrames(new FrameReader(iterator), onTrailer);
  } finally {
    await iterator.return?.();
  }
}

async function* decodeFrames(
  reader: FrameReader,
  onTrailer: (name: string, value: string) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const sizeBytes = parseChunkSize(await reader.line());
    if (sizeBytes === 0) break;
    yield* reader.bytes(sizeBytes);
    if ((await reader.line()) !== '')
      throw new S3Error('IncompleteBody', 'A chunk is longer than its header says.');
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new S3Error('IncompleteBody', 'A trailing header has no colon.');
    onTrailer(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function parseChunkSize(line: string): number {
  const digits = /^([\da-f]{1,12})(?:;|$)/i.exec(line)?.[1];
  if (digits === undefined)
    throw new S3Error('IncompleteBody', 'The size of a chunk is not a hexadecimal number.');
  return Number.parseInt(digits, 16);
}

/** Hands out a stream's bytes by line and by count, copying only what straddles two reads. */
class FrameReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source;
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return line;
      }
      if (this.#rest.length > LINE_BYTES_MAX)
        throw new S3Error('IncompleteBody', 'A line of the framing has no end.');
      const more = await this.#read();
      this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, more]) : more;
    }
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (this.#rest.length === 0) this.#rest = await this.#read();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  async #read(): Promise<Buffer> {
    const next = await this.#source.next();
    if (next.done) throw new S3Error('IncompleteBody', 'The body ended before its last chunk.');
    return next.value;
  }
}
