/** What every object store must do; each implementation's test runs it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../object-store';

export interface OpenStore {
  store: ObjectStore;
  close: () => Promise<void>;
}

/** Registers the suite; `open` gives an empty store. */
export function describeObjectStore(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} as an object store`, () => {
    let opened: OpenStore;
    let store: ObjectStore;
    let dir: string;

    beforeAll(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'object-store-'));
      opened = await open();
      store = opened.store;
    });

    afterAll(async () => {
      await opened.close();
      await rm(dir, { recursive: true });
    });

    keepsObjects(
      () => store,
      () => dir,
    );
    putsObjects(
      () => store,
      () => dir,
    );
    listsKeys(() => store);
  });
}

function keepsObjects(store: () => ObjectStore, dir: () => string): void {
  it('answers null for a missing object, and deletes it without an error', async () => {
    const file = path.join(dir(), 'missing');
    expect(await store().head('none/missing')).toBeNull();
    expect(await store().getText('none/missing')).toBeNull();
    expect(await store().getBytes('none/missing')).toBeNull();
    expect(await store().getToFile('none/missing', file)).toBeNull();
    await expect(store().delete('none/missing')).resolves.toBeUndefined();
  });

  it('gives back text and bytes exactly, under keys with spaces and any letters', async () => {
    const key = 'text/Chào Mào (bản 1)+100%.csv';
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await store().putText(key, 'tên,giá\nYến Phụng,1\n');
    await store().putBytes('text/bytes', bytes);
    expect(await store().getText(key)).toBe('tên,giá\nYến Phụng,1\n');
    expect(await store().head(key)).toMatchObject({
      key,
      sizeBytes: Buffer.byteLength('tên,giá\nYến Phụng,1\n'),
    });
    expect([...((await store().getBytes('text/bytes')) ?? [])]).toEqual([...bytes]);
  });

  it('keeps an empty object', async () => {
    await store().putText('text/empty', '');
    expect(await store().getText('text/empty')).toBe('');
    expect((await store().head('text/empty'))?.sizeBytes).toBe(0);
  });

  it('moves files of several megabytes', async () => {
    const source = path.join(dir(), 'source');
    const target = path.join(dir(), 'target');
    const bytes = Buffer.alloc(20 * 1024 ** 2, 'lakeport ');
    await writeFile(source, bytes);
    await store().putFile('files/large', source);
    expect(await store().getToFile('files/large', target)).toEqual({ sizeBytes: bytes.length });
    expect((await readFile(target)).equals(bytes)).toBe(true);
  });
}

function putsObjects(store: () => ObjectStore, dir: () => string): void {
  it('replaces with put, and never with put if absent', async () => {
    await store().putText('put/a', '1');
    await store().putText('put/a', '2');
    expect(await store().putIfAbsent('put/a', '3')).toBe('exists');
    expect(await store().getText('put/a')).toBe('2');
  });

  it('takes a retention with every way of putting', async () => {
    const options = { contentType: 'text/plain', retentionDays: 30 };
    const file = path.join(dir(), 'retained');
    await writeFile(file, 'retained');
    await store().putText('retained/text', 'retained', options);
    await store().putBytes('retained/bytes', Buffer.from('retained'), options);
    await store().putFile('retained/file', file, options);
    expect(await store().putIfAbsent('retained/absent', 'retained', options)).toBe('written');
    for (const name of ['text', 'bytes', 'file', 'absent']) {
      expect(await store().getText(`retained/${name}`)).toBe('retained');
    }
  });

  it('lets exactly one of many concurrent puts if absent win', async () => {
    const texts = Array.from({ length: 16 }, (_, index) => `writer ${index}`);
    const results = await Promise.all(texts.map((text) => store().putIfAbsent('put/contended', text)));
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    expect(await store().getText('put/contended')).toBe(texts[results.indexOf('written')]);
  });
}

function listsKeys(store: () => ObjectStore): void {
  it('lists by prefix in the order of the bytes, after a key', async () => {
    const keys = ['list/a/1', 'list/a/10', 'list/a/2', 'list/a/é', 'list/a/z', 'list/b/1'];
    await Promise.all(keys.toReversed().map((key) => store().putText(key, key)));
    expect(await listKeys(store(), 'list/a/')).toEqual([
      'list/a/1',
      'list/a/10',
      'list/a/2',
      'list/a/z',
      'list/a/é',
    ]);
    expect(await listKeys(store(), 'list/a/', 'list/a/10')).toEqual(['list/a/2', 'list/a/z', 'list/a/é']);
    expect(await listKeys(store(), 'list/none/')).toEqual([]);
  });

  it('no longer has a deleted object', async () => {
    await store().putText('gone/a', '1');
    await store().delete('gone/a');
    expect(await store().head('gone/a')).toBeNull();
    expect(await listKeys(store(), 'gone/')).toEqual([]);
  });
}

async function listKeys(store: ObjectStore, prefix: string, startAfter?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, startAfter)) keys.push(key);
  return keys;
}
