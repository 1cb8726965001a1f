// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Surroundings } from './upload-hold';
import { UploadQueue } from './upload-queue';
import { PutError, type UploadTransport } from './upload-transport';

const LOAD = { dryRun: false, parentId: null };
const HERE: Surroundings = {
  isOnline: () => true,
  untilOnline: () => Promise.resolve(),
  untilSignedIn: () => Promise.resolve(),
  delay: () => Promise.resolve(),
};

/** A storage that keeps every part waiting until the test lets it go. */
class Gate {
  readonly opened: string[] = [];
  readonly aborted: string[] = [];
  private waiting: ((error?: Error) => void)[] = [];

  readonly transport: UploadTransport = {
    create: async (_dataset, fileName) => {
      this.opened.push(fileName);
      return { importId: fileName, partSizeBytes: 10, partCount: 1 };
    },
    sign: async (importId, numbers) => new Map(numbers.map((number) => [number, importId])),
    list: async () => new Map(),
    complete: async () => undefined,
    abort: async (importId) => this.aborted.push(importId),
    put: (_url, _part, _onProgress, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new PutError(0)));
        this.waiting.push((error) => (error ? reject(error) : resolve()));
      }),
  };

  async release(error?: Error): Promise<void> {
    for (const go of this.waiting.splice(0)) go(error);
    await settle();
  }
}

/** Lets all that is ready run, and the snapshot follow. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
}

const files = (count: number) =>
  Array.from({ length: count }, (_, index) => new File(['abc'], `${index}.csv`, { lastModified: 1 }));

beforeEach(() => localStorage.clear());

describe('a queue', () => {
  it('sends three files at a time, in their order, and counts them', async () => {
    const gate = new Gate();
    const queue = new UploadQueue(gate.transport, HERE);
    queue.add(files(5), 'weather', LOAD);
    await settle();
    expect(gate.opened).toEqual(['0.csv', '1.csv', '2.csv']);
    await gate.release();
    expect(gate.opened).toEqual(['0.csv', '1.csv', '2.csv', '3.csv', '4.csv']);
    expect(queue.getSnapshot()).toMatchObject({ doneFiles: 3, openFiles: 2, totalFiles: 5, totalBytes: 15 });
    await gate.release();
    expect(queue.getSnapshot()).toMatchObject({ doneFiles: 5, openFiles: 0, sentBytes: 15 });
  });

  it('pauses as a whole and goes on', async () => {
    const gate = new Gate();
    const queue = new UploadQueue(gate.transport, HERE);
    queue.add(files(4), 'weather', LOAD);
    await settle();
    queue.pauseAll();
    await settle();
    expect(queue.getSnapshot()).toMatchObject({ isPaused: true, openFiles: 4 });
    queue.resumeAll();
    await settle();
    expect(queue.getSnapshot().isPaused).toBe(false);
    await gate.release();
    await gate.release();
    expect(queue.getSnapshot().doneFiles).toBe(4);
  });

  it('gives all up, on the server only what had been opened there', async () => {
    const gate = new Gate();
    const queue = new UploadQueue(gate.transport, HERE);
    queue.add(files(5), 'weather', LOAD);
    await settle();
    await queue.cancelAll();
    await settle();
    expect(gate.aborted.toSorted()).toEqual(['0.csv', '1.csv', '2.csv']);
    expect(gate.opened).toHaveLength(3);
    expect(queue.getSnapshot()).toMatchObject({ openFiles: 0, totalFiles: 0 });
  });

  it('has one entry for a file that failed and is chosen again', async () => {
    const gate = new Gate();
    const queue = new UploadQueue(gate.transport, HERE);
    queue.add(files(1), 'weather', LOAD);
    await settle();
    await gate.release(new PutError(400));
    expect(queue.getSnapshot().uploads).toMatchObject([{ status: 'failed' }]);
    queue.add(files(1), 'weather', LOAD);
    await settle();
    await gate.release();
    expect(queue.getSnapshot().uploads).toMatchObject([{ status: 'done', importId: '0.csv' }]);
    expect(gate.opened).toEqual(['0.csv']);
  });
});
