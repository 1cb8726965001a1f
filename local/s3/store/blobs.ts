/**
 * The bytes of a bucket's objects as files that are never changed once they are in place. Their names are random and say
 * nothing of the key: `..`, `a` beside `a/b`, keys that differ in case only and keys of 1,024 bytes need no escaping.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobRef } from './stored-object';

const READ_BYTES = 512 * 1024;
const WRITE_BYTES = 1024 * 1024;

export interface OpenBlobs {
  bytes(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

export class Blobs {
  readonly #dir: string;
  readonly #incoming: string;

  private constructor(dir: string) {
    this.#dir = join(dir, 'blobs');
    this.#incoming = join(dir, 'incoming');
  }

  /** What an earlier process was still receiving is thrown away. */
  static async at(dir: string): Promise<Blobs> {
    const blobs = new Blobs(dir);
    await rm(blobs.#incoming, { recursive: true, force: true });
    await mkdir(blobs.#incoming, { recursive: true });
    await mkdir(blobs.#dir, { recursive: true });
    return blobs;
  }

  async create(): Promise<BlobWriter> {
    const id = randomUUID();
    const temporary = join(this.#incoming, id);
    return new BlobWriter(await open(temporary, 'wx'), temporary, async (sizeBytes) => {
      await this.#place(id, (path) => rename(temporary, path));
      return { id, sizeBytes };
    });
  }

  /** The same bytes under other names: a copy stays when its source goes. */
  async duplicate(blobs: readonly BlobRef[], source: Blobs): Promise<BlobRef[]> {
    const copies: BlobRef[] = [];
    for (const blob of blobs) {
      const id = randomUUID();
      await this.#place(id, (path) => link(source.#path(blob.id), path));
      copies.push({ id, sizeBytes: blob.sizeBytes });
    }
    return copies;
  }

  /**
   * The bytes from `start` to `end`, both included. All files are opened before the first byte is given out, so an
   * object that is replaced while somebody reads it is read to its end. The caller closes what it opened.
   */
  async open(blobs: readonly BlobRef[], start: number, end: number): Promise<OpenBlobs> {
    const slices: Slice[] = [];
    try {
      let offset = 0;
      for (const { id, sizeBytes } of blobs) {
        const from = Math.max(0, start - offset);
        const count = Math.min(sizeBytes, end + 1 - offset) - from;
        if (count > 0) slices.push({ handle: await open(this.#path(id), 'r'), from, count });
        offset += sizeBytes;
      }
    } catch (error) {
      await closeAll(slices);
      throw error;
    }
    return { bytes: () => readSlices(slices), close: () => closeAll(slices) };
  }

  async remove(blobs: readonly BlobRef[]): Promise<void> {
    await Promise.all(blobs.map(({ id }) => rm(this.#path(id), { force: true })));
  }

  async #place(id: string, put: (path: string) => Promise<void>): Promise<void> {
    try {
      await put(this.#path(id));
    } catch (error) {
      if (!isMissingFile(error)) throw error;
      await mkdir(join(this.#dir, id.slice(0, 2)), { recursive: true });
      await put(this.#path(id));
    }
  }

  #path(id: string): string {
    return join(this.#dir, id.slice(0, 2), id);
  }
}

/** A blob on its way in: nobody sees it before `commit`. Exactly one of `commit` and `discard` ends it. */
export class BlobWriter {
  readonly #handle: FileHandle;
  readonly #temporary: string;
  readonly #place: (sizeBytes: number) => Promise<BlobRef>;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** The write under way: the disk works while the next chunks are received and hashed. */
  #writing: Promise<void> = Promise.resolve();
  #sizeBytes = 0;

  constructor(handle: FileHandle, temporary: string, place: (sizeBytes: number) => Promise<BlobRef>) {
    this.#handle = handle;
    this.#temporary = temporary;
    this.#place = place;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes < WRITE_BYTES) return;
    await this.#writing;
    this.#writing = this.#flush();
    // A failure is thrown by the next await of the same promise; without a handler until then it would end the process.
    this.#writing.catch(() => undefined);
  }

  async commit(): Promise<BlobRef> {
    await this.#writing;
    await this.#flush();
    await this.#handle.close();
    return this.#place(this.#sizeBytes);
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#handle.close();
    await rm(this.#temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const [chunks, bytes] = [this.#pending, this.#pendingBytes];
    this.#pending = [];
    this.#pendingBytes = 0;
    if (bytes === 0) return;
    const { bytesWritten } = await this.#handle.writev(chunks);
    if (bytesWritten !== bytes) throw new Error(`The disk took ${bytesWritten} of ${bytes} bytes.`);
    this.#sizeBytes += bytesWritten;
  }
}

/** Whether the failure is that of a file that does not exist (any more). */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

interface Slice {
  handle: FileHandle;
  from: number;
  count: number;
}

async function* readSlices(slices: readonly Slice[]): AsyncGenerator<Buffer> {
  for (const { handle, from, count } of slices) {
    for (let done = 0; done < count;) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, count - done));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from + done);
      if (bytesRead === 0) throw new Error('A stored file is shorter than the index says.');
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}

async function closeAll(slices: readonly Slice[]): Promise<void> {
  await Promise.all(slices.map(({ handle }) => handle.close()));
}
