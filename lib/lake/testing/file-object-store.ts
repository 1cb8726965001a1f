/** An object store on the file system, for tests: it keeps the contract that S3 does. */
import { createHash, randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ObjectInfo, ObjectStore, PutIfAbsentResult, PutOptions } from '../object-store';

/**
 * Object keys are paths below `dir/objects`, so no key may be the folder of another one. Nothing expires by itself:
 * `retentionDays` only tells when an object would.
 */
export class FileObjectStore implements ObjectStore {
  readonly #objects: string;
  readonly #temporary: string;
  readonly #retentionDays = new Map<string, number>();

  constructor(dir: string) {
    this.#objects = path.join(dir, 'objects');
    this.#temporary = path.join(dir, 'temporary');
  }

  async head(key: string): Promise<ObjectInfo | null> {
    const found = await orNull(stat(this.#pathOf(key)));
    const bytes = found?.isFile() ? await this.getBytes(key) : null;
    if (!found || !bytes) return null;
    const etag = createHash('md5').update(bytes).digest('hex');
    return { key, sizeBytes: found.size, lastModified: found.mtime.toISOString(), etag };
  }

  async getText(key: string): Promise<string | null> {
    return orNull(readFile(this.#pathOf(key), 'utf8'));
  }

  async getBytes(key: string): Promise<Uint8Array | null> {
    return orNull(readFile(this.#pathOf(key)));
  }

  async getToFile(key: string, target: string): Promise<{ sizeBytes: number } | null> {
    const info = await this.head(key);
    if (!info) return null;
    await copyFile(this.#pathOf(key), target);
    return { sizeBytes: info.sizeBytes };
  }

  /** After how many days the object would go; null when it stays. */
  retentionDays(key: string): number | null {
    return this.#retentionDays.get(key) ?? null;
  }

  async putText(key: string, text: string, options?: PutOptions): Promise<void> {
    await this.putBytes(key, Buffer.from(text), options);
  }

  async putBytes(key: string, bytes: Uint8Array, options?: PutOptions): Promise<void> {
    this.#retain(key, options);
    await rename(await this.#write((temporary) => writeFile(temporary, bytes)), await this.#placeFor(key));
  }

  async putFile(key: string, source: string, options?: PutOptions): Promise<void> {
    this.#retain(key, options);
    await rename(await this.#write((temporary) => copyFile(source, temporary)), await this.#placeFor(key));
  }

  /** A hard link is made only where nothing is, and it brings the whole content at once. */
  async putIfAbsent(key: string, text: string, options?: PutOptions): Promise<PutIfAbsentResult> {
    const temporary = await this.#write((target) => writeFile(target, text));
    try {
      await link(temporary, await this.#placeFor(key));
      this.#retain(key, options);
      return 'written';
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'exists';
      throw error;
    } finally {
      await rm(temporary);
    }
  }

  async *list(prefix: string, startAfter = ''): AsyncIterable<ObjectInfo> {
    const entries = (await orNull(readdir(this.#objects, { recursive: true, withFileTypes: true }))) ?? [];
    const keys = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.#objects, path.join(entry.parentPath, entry.name)))
      .filter((key) => key.startsWith(prefix) && compareBytes(key, startAfter) > 0)
      .sort(compareBytes);
    for (const key of keys) {
      const info = await this.head(key);
      if (info) yield info;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  #retain(key: string, { retentionDays = null }: PutOptions = {}): void {
    if (retentionDays === null) this.#retentionDays.delete(key);
    else this.#retentionDays.set(key, retentionDays);
  }

  #pathOf(key: string): string {
    return path.join(this.#objects, key);
  }

  async #placeFor(key: string): Promise<string> {
    const target = this.#pathOf(key);
    await mkdir(path.dirname(target), { recursive: true });
    return target;
  }

  async #write(write: (temporary: string) => Promise<void>): Promise<string> {
    await mkdir(this.#temporary, { recursive: true });
    const temporary = path.join(this.#temporary, randomUUID());
    await write(temporary);
    return temporary;
  }
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

async function orNull<Value>(read: Promise<Value>): Promise<Value | null> {
  try {
    return await read;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
