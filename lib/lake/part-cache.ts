/**
 * Objects that never change, kept on the local disk for DuckDB to read. The folder holds at most `maxBytes`
 * and drops what was used longest ago; a file in use is never dropped, even if that exceeds the bound.
 * Concurrent requests for one object download it once.
 */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { mapBounded } from './map-bounded';
import { ObjectMissingError, type ObjectStore } from './object-store';

const PARALLEL_DOWNLOADS = 16;

export interface PartCacheOptions {
  store: ObjectStore;
  /** Belongs to this cache alone and is emptied at its first use: a key may mean another object by then. */
  dir: string;
  maxBytes: number;
}

type WriteFile = (target: string) => Promise<void>;

interface Entry {
  /** Never used again after the entry is gone, so that removing an old file cannot hit a new one. */
  path: string;
  sizeBytes: number;
  users: number;
  /** Settled once the file is there. */
  ready: Promise<void>;
}

export class PartCache {
  readonly dir: string;
  readonly #store: ObjectStore;
  readonly #maxBytes: number;
  /** Ordered by last use, oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** Keys under which `useFound` has found nothing. */
  readonly #missing = new Set<string>();
  #prepared: Promise<void> | undefined;
  #filesStarted = 0;

  constructor({ store, dir, maxBytes }: PartCacheOptions) {
    this.#store = store;
    this.dir = path.resolve(dir);
    this.#maxBytes = maxBytes;
  }

  get sizeBytes(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + entry.sizeBytes, 0);
  }

  /**
   * Runs `run` with the local paths of `keys`, in their order; the files stay until it has settled.
   * @throws ObjectMissingError
   */
  async use<Result>(keys: readonly string[], run: (paths: string[]) => Promise<Result>): Promise<Result> {
    return this.#holding(async (hold) =>
      run(await mapBounded(keys, PARALLEL_DOWNLOADS, (key) => hold(key, this.#downloadOf(key)))),
    );
  }

  /**
   * The same with null in place of a missing object. Each is asked for only once: what retention has removed does not
   * come back.
   */
  async useFound<Result>(
    keys: readonly string[],
    run: (paths: (string | null)[]) => Promise<Result>,
  ): Promise<Result> {
    return this.#holding(async (hold) => {
      const holdFound = async (key: string): Promise<string | null> => {
        if (this.#missing.has(key)) return null;
        try {
          return await hold(key, this.#downloadOf(key));
        } catch (error) {
          if (!(error instanceof ObjectMissingError)) throw error;
          this.#missing.add(key);
          return null;
        }
      };
      return run(await mapBounded(keys, PARALLEL_DOWNLOADS, holdFound));
    });
  }

  /** The same for a file made here from objects that never change; `key` must name its content exactly. */
  async useDerived<Result>(
    key: string,
    write: WriteFile,
    run: (path: string) => Promise<Result>,
  ): Promise<Result> {
    return this.#holding(async (hold) => run(await hold(key, write)));
  }

  /** `hold` gives the path of a file that stays until `work` has settled. */
  async #holding<Result>(
    work: (hold: (key: string, write: WriteFile) => Promise<string>) => Promise<Result>,
  ): Promise<Result> {
    await (this.#prepared ??= this.#empty());
    const held: Entry[] = [];
    try {
      return await work(async (key, write) => {
        const entry = this.#touch(key, write);
        held.push(entry);
        await entry.ready;
        return entry.path;
      });
    } finally {
      for (const entry of held) entry.users -= 1;
      await this.#shrink();
    }
  }

  async #empty(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
    await mkdir(this.dir, { recursive: true });
  }

  /** The entry, started if it is new, moved to the end as the one used last, with one more user. */
  #touch(key: string, write: WriteFile): Entry {
    const entry = this.#entries.get(key) ?? this.#start(key, write);
    entry.users += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #start(key: string, write: WriteFile): Entry {
    this.#filesStarted += 1;
    const file = path.join(this.dir, `${this.#filesStarted}.parquet`);
    const entry: Entry = { path: file, sizeBytes: 0, users: 0, ready: Promise.resolve() };
    entry.ready = this.#fill(entry, write).catch((error: unknown) => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    });
    return entry;
  }

  async #fill(entry: Entry, write: WriteFile): Promise<void> {
    const temporary = `${entry.path}.tmp`;
    try {
      await write(temporary);
      entry.sizeBytes = (await stat(temporary)).size;
      await rename(temporary, entry.path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  #downloadOf(key: string): WriteFile {
    return async (target) => {
      const written = await this.#store.getToFile(key, target);
      if (written === null) throw new ObjectMissingError(key);
    };
  }

  async #shrink(): Promise<void> {
    let sizeBytes = this.sizeBytes;
    const dropped: Entry[] = [];
    for (const [key, entry] of this.#entries) {
      if (sizeBytes <= this.#maxBytes) break;
      if (entry.users > 0) continue;
      this.#entries.delete(key);
      sizeBytes -= entry.sizeBytes;
      dropped.push(entry);
    }
    await Promise.all(dropped.map((entry) => rm(entry.path, { force: true })));
  }
}
