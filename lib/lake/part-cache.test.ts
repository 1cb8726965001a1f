import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectMissingError } from './object-store';
import { PartCache } from './part-cache';
import { FileObjectStore } from './testing/file-object-store';

/** Counts downloads, and can hold them back until the test lets them go. */
class CountingStore extends FileObjectStore {
  readonly downloads: string[] = [];
  gate: Promise<void> = Promise.resolve();

  override async getToFile(key: string, target: string): Promise<{ sizeBytes: number } | null> {
    this.downloads.push(key);
    await this.gate;
    return super.getToFile(key, target);
  }
}

let dir: string;
let store: CountingStore;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'part-cache-'));
  store = new CountingStore(dir);
  for (const key of ['a', 'b', 'c', 'd']) await store.putText(`parts/${key}`, key.repeat(100));
});
afterEach(() => rm(dir, { recursive: true }));

const open = (maxBytes: number) => new PartCache({ store, dir: path.join(dir, 'cache'), maxBytes });
const read = (cache: PartCache, ...keys: string[]) =>
  cache.use(
    keys.map((key) => `parts/${key}`),
    (paths) => Promise.all(paths.map(async (file) => (await readFile(file, 'utf8'))[0])),
  );

describe('PartCache', () => {
  it('gives the files in the order of the keys, and fetches each once', async () => {
    const cache = open(1000);
    expect(await read(cache, 'b', 'a', 'b')).toEqual(['b', 'a', 'b']);
    expect(await read(cache, 'a', 'b')).toEqual(['a', 'b']);
    expect(store.downloads.toSorted()).toEqual(['parts/a', 'parts/b']);
  });

  it('fetches an object once for concurrent readers', async () => {
    const cache = open(1000);
    const letters = await Promise.all(Array.from({ length: 20 }, () => read(cache, 'a')));
    expect(letters).toEqual(Array.from({ length: 20 }, () => ['a']));
    expect(store.downloads).toEqual(['parts/a']);
  });

  it('drops what was used longest ago', async () => {
    const cache = open(250);
    await read(cache, 'a');
    await read(cache, 'b');
    await read(cache, 'a');
    await read(cache, 'c');
    expect(cache.sizeBytes).toBe(200);
    await read(cache, 'a');
    await read(cache, 'b');
    expect(store.downloads).toEqual(['parts/a', 'parts/b', 'parts/c', 'parts/b']);
    expect(await readdir(cache.dir)).toHaveLength(2);
  });

  it('never drops a file in use, even beyond its bound', async () => {
    const cache = open(150);
    const letters = await cache.use(['parts/a'], async ([file = '']) => {
      await read(cache, 'b', 'c', 'd');
      await read(cache, 'd');
      return readFile(file, 'utf8');
    });
    expect(letters).toBe('a'.repeat(100));
    await read(cache, 'd');
    expect(cache.sizeBytes).toBeLessThanOrEqual(150);
  });

  it('names a missing object, and finds it when it is there later', async () => {
    const cache = open(1000);
    await expect(read(cache, 'a', 'later')).rejects.toEqual(new ObjectMissingError('parts/later'));
    await store.putText('parts/later', 'later');
    expect(await read(cache, 'later')).toEqual(['l']);
    expect((await readdir(cache.dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('goes on without what is missing, and asks for that once', async () => {
    const cache = open(1000);
    const find = () =>
      cache.useFound(['parts/a', 'parts/gone', 'parts/b'], (paths) =>
        Promise.all(paths.map(async (file) => (file ? (await readFile(file, 'utf8'))[0] : null))),
      );
    expect(await find()).toEqual(['a', null, 'b']);
    expect(await find()).toEqual(['a', null, 'b']);
    expect(store.downloads.toSorted()).toEqual(['parts/a', 'parts/b', 'parts/gone']);
    await expect(read(cache, 'gone')).rejects.toEqual(new ObjectMissingError('parts/gone'));
  });

  it('does not take a failed download for a missing object', async () => {
    const cache = open(1000);
    const down = Promise.reject(new Error('The network is down.'));
    // Nobody waits for it before the download does.
    down.catch(() => undefined);
    store.gate = down;
    const find = () => cache.useFound(['parts/a'], (paths) => Promise.resolve(paths.length));
    await expect(find()).rejects.toThrow('The network is down.');
    store.gate = Promise.resolve();
    expect(await find()).toBe(1);
  });

  it('makes a derived file once for concurrent readers, and again after it was dropped', async () => {
    const cache = open(150);
    let made = 0;
    const derive = () =>
      cache.useDerived(
        'derived/sum',
        async (target) => {
          made += 1;
          await writeFile(target, 's'.repeat(100));
        },
        (file) => readFile(file, 'utf8'),
      );
    expect(new Set(await Promise.all([derive(), derive()]))).toEqual(new Set(['s'.repeat(100)]));
    expect(made).toBe(1);
    await read(cache, 'a');
    await derive();
    expect(made).toBe(2);
  });

  it('begins empty: a key may have meant another object before', async () => {
    await mkdir(path.join(dir, 'cache'));
    await writeFile(path.join(dir, 'cache', '1.parquet'), 'stale');
    expect(await read(open(1000), 'a')).toEqual(['a']);
  });
});
