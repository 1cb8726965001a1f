// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '@/components/api/api-error';
import type { UploadOptions } from '@/components/api/uploads';
import { FileUpload } from './file-upload';
import { uploadMemory } from './upload-memory';
import { PutError, type UploadTransport } from './upload-transport';

const PART_BYTES = 10;
const LOAD: UploadOptions = { dryRun: false, parentId: null };

/** A storage in memory that behaves as S3 does with multipart uploads, and fails when it is told to. */
class MemoryStorage implements UploadTransport {
  readonly parts = new Map<number, number>();
  readonly puts: number[] = [];
  readonly created: string[] = [];
  options: UploadOptions | null = null;
  completed: number[] | null = null;
  aborted = false;
  beforePut: (number: number) => Promise<void> | void = () => undefined;
  private signatures = 0;

  create = async (_dataset: string, fileName: string, sizeBytes: number, options: UploadOptions) => {
    this.options = options;
    this.created.push(fileName);
    return {
      importId: `import-${this.created.length}`,
      partSizeBytes: PART_BYTES,
      partCount: Math.ceil(sizeBytes / PART_BYTES),
    };
  };
  sign = async (_importId: string, partNumbers: number[]) =>
    new Map(
      partNumbers.map((number) => [number, `https://storage/${number}?signature=${(this.signatures += 1)}`]),
    );
  list = async (importId: string) => {
    if (importId === 'gone') throw new ApiError('upload-not-open', 'It is over.');
    return new Map(this.parts);
  };
  complete = async () => {
    this.completed = [...this.parts.keys()].sort();
  };
  abort = async () => {
    this.aborted = true;
  };
  put = async (url: string, part: Blob, _onProgress: (sent: number) => void, signal: AbortSignal) => {
    const number = Number(new URL(url).pathname.slice(1));
    await this.beforePut(number);
    signal.throwIfAborted();
    this.puts.push(number);
    this.parts.set(number, part.size);
  };
}

const file = (bytes: number) => new File(['x'.repeat(bytes)], 'a.csv', { lastModified: 1 });

function start(storage: MemoryStorage, bytes = 35) {
  const upload = new FileUpload(file(bytes), 'weather', LOAD, storage, () => undefined);
  return { upload, ended: upload.run() };
}

beforeEach(() => localStorage.clear());

describe('FileUpload', () => {
  it('sends every part once and completes', async () => {
    const storage = new MemoryStorage();
    const { upload, ended } = start(storage);
    await ended;
    expect(storage.completed).toEqual([1, 2, 3, 4]);
    expect([...storage.parts.values()].reduce((sum, size) => sum + size)).toBe(35);
    expect(upload.snapshot).toMatchObject({ status: 'done', sentBytes: 35, importId: 'import-1' });
    expect(uploadMemory.all()).toEqual([]);
  });

  it('does not go on with an upload that was only to be checked when the file is to be loaded', async () => {
    const storage = new MemoryStorage();
    const check: UploadOptions = { dryRun: true, parentId: null };
    uploadMemory.remember({ dataset: 'weather', ...check }, file(35), {
      importId: 'import-0',
      partSizeBytes: PART_BYTES,
    });
    const { upload, ended } = start(storage);
    await ended;
    expect(upload.snapshot.importId).toBe('import-1');
    expect(storage.options).toEqual(LOAD);
  });

  it('completes an empty file without a part', async () => {
    const storage = new MemoryStorage();
    const { upload, ended } = start(storage, 0);
    await ended;
    expect(storage.puts).toEqual([]);
    expect(storage.completed).toEqual([]);
    expect(upload.snapshot.status).toBe('done');
  });

  it('asks for a new signature when the storage refuses the old one', async () => {
    const storage = new MemoryStorage();
    let refusals = 0;
    storage.beforePut = (number) => {
      if (number === 2 && refusals++ === 0) throw new PutError(403);
    };
    const { upload, ended } = start(storage);
    await ended;
    expect(refusals).toBe(2);
    expect(upload.snapshot.status).toBe('done');
  });

  it('sends after a reload only what the storage does not have', async () => {
    const storage = new MemoryStorage();
    uploadMemory.remember({ dataset: 'weather', ...LOAD }, file(35), {
      importId: 'import-0',
      partSizeBytes: PART_BYTES,
    });
    storage.parts.set(1, 10).set(3, 4);
    const { upload, ended } = start(storage);
    await ended;
    // Part 3 was there in part only, which is as good as not at all.
    expect(storage.puts.sort()).toEqual([2, 3, 4]);
    expect(storage.created).toEqual([]);
    expect(upload.snapshot.importId).toBe('import-0');
  });

  it('begins anew when the remembered upload is over', async () => {
    const storage = new MemoryStorage();
    uploadMemory.remember({ dataset: 'weather', ...LOAD }, file(35), {
      importId: 'gone',
      partSizeBytes: PART_BYTES,
    });
    const { upload, ended } = start(storage);
    await ended;
    expect(storage.created).toEqual(['a.csv']);
    expect(upload.snapshot.status).toBe('done');
  });

  it('keeps what has arrived over a pause', async () => {
    const storage = new MemoryStorage();
    const { upload, ended } = start(storage);
    storage.beforePut = (number) => {
      if (number === 4) upload.pause();
    };
    await ended;
    expect(upload.snapshot).toMatchObject({ status: 'paused', failure: null });
    storage.beforePut = () => undefined;
    upload.requeue();
    await upload.run();
    expect(upload.snapshot.status).toBe('done');
    expect(storage.puts.filter((number) => number === 1)).toHaveLength(1);
    expect(storage.created).toHaveLength(1);
  });

  it('does not complete an empty file that is paused while it is being opened', async () => {
    const storage = new MemoryStorage();
    const { upload, ended } = start(storage, 0);
    upload.pause();
    await ended;
    expect(upload.snapshot.status).toBe('paused');
    expect(storage.completed).toBeNull();
  });

  it('fails with words when the storage refuses for good, and can be tried again', async () => {
    const storage = new MemoryStorage();
    storage.beforePut = () => {
      throw new PutError(400);
    };
    const { upload, ended } = start(storage);
    await ended;
    expect(upload.snapshot.status).toBe('failed');
    expect(upload.snapshot.failure).toContain('400');
    expect(storage.completed).toBeNull();
    storage.beforePut = () => undefined;
    upload.requeue();
    await upload.run();
    expect(upload.snapshot.status).toBe('done');
  });

  it('tells the server when it is given up', async () => {
    const storage = new MemoryStorage();
    const { upload, ended } = start(storage);
    let cancelled: Promise<void> | undefined;
    storage.beforePut = () => {
      cancelled ??= upload.cancel();
    };
    await ended;
    await cancelled;
    expect(storage.aborted).toBe(true);
    expect(upload.snapshot.status).toBe('cancelled');
    expect(uploadMemory.all()).toEqual([]);
  });

  it('leaves nothing on the server when it is given up while it is being opened', async () => {
    const storage = new MemoryStorage();
    const { upload } = start(storage);
    expect(upload.snapshot.importId).toBeNull();
    await upload.cancel();
    expect(storage.created).toHaveLength(1);
    expect(storage.aborted).toBe(true);
    expect(storage.puts).toEqual([]);
    expect(uploadMemory.all()).toEqual([]);
  });
});
