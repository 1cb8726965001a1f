// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '@/components/api/api-error';
import type { UploadOptions } from '@/components/api/uploads';
import { FileUpload } from './file-upload';
import { PartStorage } from './part-storage';
import { putPart } from './put-part';
import type { Surroundings } from './upload-hold';
import { uploadMemory } from './upload-memory';
import type { UploadTransport } from './upload-transport';

const PART_BYTES = 10;
const LOAD: UploadOptions = { dryRun: false, parentId: null };
const TEXT = 'abcdefghijklmnopqrstuvwxyz0123456789'.slice(0, 35);

/** The server's side of an upload, with the parts of a storage on a real port behind it. */
class Backend implements UploadTransport {
  readonly created: string[] = [];
  readonly aborted: string[] = [];
  readonly calls: string[] = [];
  options: UploadOptions | null = null;
  completions = 0;
  /** Throws what a call is to fail with. */
  before: (call: string) => void = () => undefined;
  private signatures = 0;

  constructor(readonly storage: PartStorage) {}

  create = async (_dataset: string, fileName: string, sizeBytes: number, options: UploadOptions) => {
    this.note('create');
    this.options = options;
    this.created.push(fileName);
    const partCount = Math.ceil(sizeBytes / PART_BYTES);
    return { importId: `import-${this.created.length}`, partSizeBytes: PART_BYTES, partCount };
  };
  sign = async (_importId: string, numbers: number[]) => {
    this.note('sign');
    return new Map(
      numbers.map((number) => [number, this.storage.url(number, String((this.signatures += 1)))]),
    );
  };
  list = async (importId: string) => {
    this.note('list');
    if (importId === 'gone' || importId === 'completed') throw new ApiError('upload-not-open', 'It is over.');
    return new Map([...this.storage.parts].map(([number, { length }]) => [number, length]));
  };
  complete = async (importId: string) => {
    this.note('complete');
    if (importId === 'gone') throw new ApiError('upload-not-open', 'It is over.');
    this.completions += 1;
  };
  abort = async (importId: string) => {
    this.aborted.push(importId);
  };
  put = putPart;

  private note(call: string): void {
    this.calls.push(call);
    this.before(call);
  }
}

/** A browser tab whose time passes at once and whose network and session the test switches. */
class Tab implements Surroundings {
  online = true;
  signedIn = true;
  waits: string[] = [];
  private wake: () => void = () => undefined;

  isOnline = () => this.online;
  untilOnline = (signal: AbortSignal) => this.until('online', () => this.online, signal);
  untilSignedIn = (signal: AbortSignal) => this.until('signed-in', () => this.signedIn, signal);
  delay = async () => {
    this.waits.push('delay');
  };
  change(next: Partial<Pick<Tab, 'online' | 'signedIn'>>): void {
    Object.assign(this, next);
    this.wake();
  }

  private until(what: string, isThere: () => boolean, signal: AbortSignal): Promise<void> {
    this.waits.push(what);
    if (isThere()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (isThere() || signal.aborted) resolve();
      };
      const before = this.wake;
      this.wake = () => {
        before();
        look();
      };
      signal.addEventListener('abort', look);
    });
  }
}

let storage = new PartStorage();

beforeEach(async () => {
  localStorage.clear();
  storage = new PartStorage();
  await storage.start();
});
afterEach(() => storage.stop());

const file = (text = TEXT) => new File([text], 'a.csv', { lastModified: 1 });

function start(options: { text?: string; before?: (backend: Backend, tab: Tab) => void } = {}) {
  const backend = new Backend(storage);
  const tab = new Tab();
  options.before?.(backend, tab);
  const upload = new FileUpload(file(options.text), 'weather', LOAD, backend, tab, () => undefined);
  return { backend, tab, upload, ended: upload.run() };
}

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function remember(importId: string, options: UploadOptions = LOAD): void {
  uploadMemory.remember({ dataset: 'weather', ...options }, file(), { importId, partSizeBytes: PART_BYTES });
}

describe('an upload', () => {
  it('brings every byte, each part once, and completes', async () => {
    const { upload, backend, ended } = start();
    await ended;
    expect(upload.snapshot).toMatchObject({
      status: 'done',
      sentBytes: 35,
      importId: 'import-1',
      hold: null,
    });
    expect(storage.bytes().toString()).toBe(TEXT);
    expect(storage.puts.toSorted()).toEqual([1, 2, 3, 4]);
    expect(backend.completions).toBe(1);
    expect(uploadMemory.all()).toEqual([]);
  });

  it('completes an empty file without a part', async () => {
    const { upload, backend, ended } = start({ text: '' });
    await ended;
    expect(storage.puts).toEqual([]);
    expect(backend.completions).toBe(1);
    expect(upload.snapshot.status).toBe('done');
  });

  it.each([
    { failure: 'an expired signature', fate: 403 },
    { failure: 'a busy storage', fate: 503 },
    { failure: 'a fault of the storage', fate: 500 },
    { failure: 'a connection that breaks', fate: 'cut' },
    { failure: 'an answer that is lost', fate: 'lose-answer' },
  ] as const)('gets over $failure', async ({ fate }) => {
    const failed = new Set<number>();
    storage.fateOf = (number) => {
      if (failed.has(number)) return 'keep';
      failed.add(number);
      return fate;
    };
    const { upload, ended } = start();
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'done', failure: null });
    expect(storage.bytes().toString()).toBe(TEXT);
    expect(failed.size).toBe(4);
  });

  it('asks for a new signature before it tries a refused part again', async () => {
    const used: string[] = [];
    storage.fateOf = (number, request) => {
      const signature = new URL(request.url ?? '', 'http://storage').searchParams.get('signature') ?? '';
      if (number === 2) used.push(signature);
      return number === 2 && used.length === 1 ? 403 : 'keep';
    };
    await start().ended;
    expect(used).toHaveLength(2);
    expect(new Set(used).size).toBe(2);
  });

  it('sends again what the storage lost before the completion', async () => {
    let isLost = false;
    const { upload, backend, ended } = start({
      before: (server) => {
        server.before = (call) => {
          if (call !== 'complete' || isLost) return;
          isLost = true;
          storage.parts.delete(2);
          throw new ApiError('upload-incomplete', '3 of 4 parts have arrived.');
        };
      },
    });
    await ended;
    expect(upload.snapshot.status).toBe('done');
    expect(storage.puts.filter((number) => number === 2)).toHaveLength(2);
    expect(storage.bytes().toString()).toBe(TEXT);
    expect(backend.completions).toBe(1);
  });
});

it('a file of 6 GB is read in parts, a few at a time, and never as a whole', async () => {
  const sizeBytes = 6_000_000_000;
  const partSizeBytes = 8 * 1024 ** 2;
  const huge = new File([], 'huge.csv', { lastModified: 1 });
  Object.defineProperty(huge, 'size', { value: sizeBytes });
  const read: { start: number; end: number }[] = [];
  huge.slice = (start = 0, end = sizeBytes) => {
    const part = new Blob();
    Object.defineProperty(part, 'size', { value: end - start });
    if (end - start > 1) read.push({ start, end });
    return part;
  };
  const backend = new Backend(storage);
  let atOnce = 0;
  let atOnceMax = 0;
  backend.create = async () => ({ importId: 'huge', partSizeBytes, partCount: 716 });
  backend.put = async () => {
    atOnce += 1;
    atOnceMax = Math.max(atOnceMax, atOnce);
    await Promise.resolve();
    atOnce -= 1;
  };
  const upload = new FileUpload(huge, 'weather', LOAD, backend, new Tab(), () => undefined);
  await upload.run();
  expect(upload.snapshot).toMatchObject({ status: 'done', sentBytes: sizeBytes });
  expect(read).toHaveLength(716);
  expect(Math.max(...read.map(({ start, end }) => end - start))).toBe(partSizeBytes);
  expect(read.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(sizeBytes);
  expect(atOnceMax).toBeLessThanOrEqual(4);
});

describe('an upload that has to wait', () => {
  it('waits for the network, says so, and goes on by itself', async () => {
    storage.fateOf = (number) => (number === 3 ? 'cut' : 'keep');
    const { upload, tab, ended } = start({ before: (_, surroundings) => (surroundings.online = false) });
    await until(() => upload.snapshot.hold === 'offline');
    expect(upload.snapshot.status).toBe('uploading');
    storage.fateOf = () => 'keep';
    tab.change({ online: true });
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'done', hold: null });
    expect(storage.puts.filter((number) => number === 1)).toHaveLength(1);
  });

  it('waits for a new sign-in and goes on where it was', async () => {
    const { upload, tab, ended } = start({
      before: (server, surroundings) => {
        surroundings.signedIn = false;
        server.before = (call) => {
          if (call === 'sign' && !surroundings.signedIn)
            throw new ApiError('not-signed-in', 'Sign in again.');
        };
      },
    });
    await until(() => upload.snapshot.hold === 'signed-out');
    expect(storage.puts).toEqual([]);
    tab.change({ signedIn: true });
    await ended;
    expect(upload.snapshot.status).toBe('done');
    expect(storage.bytes().toString()).toBe(TEXT);
  });

  it('does not ask for ever for a session that is refused all the same', async () => {
    const { upload, tab, ended } = start({
      before: (server) => {
        server.before = (call) => {
          if (call === 'sign') throw new ApiError('not-signed-in', 'Your session has ended. Sign in again.');
        };
      },
    });
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'failed', failure: expect.stringContaining('Sign in') });
    expect(tab.waits.filter((wait) => wait === 'signed-in').length).toBeLessThanOrEqual(12);
  });

  it('can be paused while it waits', async () => {
    storage.fateOf = () => 'cut';
    const { upload, ended } = start({ before: (_, surroundings) => (surroundings.online = false) });
    await until(() => upload.snapshot.hold === 'offline');
    upload.pause();
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'paused', hold: null, failure: null });
  });
});

describe('after a reload', () => {
  it('only what the storage does not have is sent', async () => {
    remember('import-0');
    storage.parts.set(1, Buffer.from(TEXT.slice(0, 10))).set(3, Buffer.from('part'));
    const { upload, backend, ended } = start();
    await ended;
    // Part 3 was there in part only, which is as good as not at all.
    expect(storage.puts.toSorted()).toEqual([2, 3, 4]);
    expect(storage.bytes().toString()).toBe(TEXT);
    expect(backend.created).toEqual([]);
    expect(upload.snapshot.importId).toBe('import-0');
  });

  it('an upload that was completed meanwhile is done, and not a second one', async () => {
    remember('completed');
    const { upload, backend, ended } = start();
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'done', importId: 'completed', sentBytes: 35 });
    expect(backend.created).toEqual([]);
    expect(uploadMemory.all()).toEqual([]);
  });

  it('an upload that was given up elsewhere begins anew', async () => {
    remember('gone');
    const { upload, backend, ended } = start();
    await ended;
    expect(backend.created).toEqual(['a.csv']);
    expect(upload.snapshot.status).toBe('done');
  });

  it('an upload that was only to be checked is another one', async () => {
    remember('import-0', { dryRun: true, parentId: null });
    const { upload, backend, ended } = start();
    await ended;
    expect(upload.snapshot.importId).toBe('import-1');
    expect(backend.options).toEqual(LOAD);
  });
});

describe('an upload that fails', () => {
  it('says why, keeps what has arrived, and can be tried again', async () => {
    storage.fateOf = (number) => (number === 4 ? 400 : 'keep');
    const { upload, backend, ended } = start();
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'failed', failure: expect.stringContaining('400') });
    expect(backend.completions).toBe(0);
    const arrived = storage.puts.length;
    storage.fateOf = () => 'keep';
    upload.requeue();
    await upload.run();
    expect(upload.snapshot.status).toBe('done');
    expect(storage.puts.slice(arrived)).toContain(4);
    expect(storage.puts.filter((number) => number === 1)).toHaveLength(1);
  });

  it('says that the clock may be wrong when no signature is good enough', async () => {
    storage.fateOf = () => 403;
    const { upload, ended } = start();
    await ended;
    expect(upload.snapshot.failure).toContain('clock');
  });

  it('begins anew after it was ended elsewhere', async () => {
    storage.fateOf = () => 404;
    const { upload, backend, ended } = start();
    await ended;
    expect(upload.snapshot).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('elsewhere'),
    });
    storage.fateOf = () => 'keep';
    upload.requeue();
    await upload.run();
    expect(upload.snapshot).toMatchObject({ status: 'done', importId: 'import-2' });
    expect(backend.created).toHaveLength(2);
  });

  it('tells a file that is gone from a network that is', async () => {
    storage.fateOf = () => 'cut';
    const vanished = file();
    const gone = () => Promise.reject(new DOMException('Gone', 'NotReadableError'));
    const slice = vanished.slice.bind(vanished);
    vanished.slice = (start, end) => {
      const part = slice(start, end);
      part.arrayBuffer = gone;
      return part;
    };
    const upload = new FileUpload(
      vanished,
      'weather',
      LOAD,
      new Backend(storage),
      new Tab(),
      () => undefined,
    );
    await upload.run();
    expect(upload.snapshot).toMatchObject({ status: 'failed', hold: null });
    expect(upload.snapshot.failure).toContain('a.csv was moved, deleted or changed');
  });
});

describe('pausing and giving up', () => {
  it('keeps what has arrived over a pause', async () => {
    const { upload, backend, ended } = start();
    storage.fateOf = (number) => {
      if (number === 4) upload.pause();
      return 'keep';
    };
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'paused', failure: null });
    storage.fateOf = () => 'keep';
    upload.requeue();
    await upload.run();
    expect(upload.snapshot.status).toBe('done');
    expect(storage.bytes().toString()).toBe(TEXT);
    expect(backend.created).toHaveLength(1);
  });

  it('does not complete an empty file that is paused while it is being opened', async () => {
    const { upload, backend, ended } = start({ text: '' });
    upload.pause();
    await ended;
    expect(upload.snapshot.status).toBe('paused');
    expect(backend.completions).toBe(0);
  });

  it('tells the server when it is given up', async () => {
    const { upload, backend, ended } = start();
    let cancelled: Promise<void> | undefined;
    storage.fateOf = () => {
      cancelled ??= upload.cancel();
      return 'keep';
    };
    await ended;
    await cancelled;
    expect(backend.aborted).toEqual(['import-1']);
    expect(upload.snapshot.status).toBe('cancelled');
    expect(uploadMemory.all()).toEqual([]);
  });

  it('leaves nothing on the server when it is given up while it is being opened', async () => {
    const { upload, backend } = start();
    expect(upload.snapshot.importId).toBeNull();
    await upload.cancel();
    expect(backend.created).toHaveLength(1);
    expect(backend.aborted).toEqual(['import-1']);
    expect(storage.puts).toEqual([]);
    expect(uploadMemory.all()).toEqual([]);
  });
});
