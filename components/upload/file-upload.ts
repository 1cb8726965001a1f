/**
 * The upload of one file in parts, several at a time. The storage's own list of parts is the truth: what it has
 * is not sent again, after a pause as after a reload.
 */
import { ApiError } from '@/components/api/api-error';
import type { UploadOptions } from '@/components/api/uploads';
import { PutError, type UploadTransport } from '@/components/upload/upload-transport';
import { uploadMemory } from '@/components/upload/upload-memory';

const PARTS_AT_ONCE = 4;
const ATTEMPTS_MAX = 6;
const BACKOFF_MS = 500;
const BACKOFF_MAX_MS = 15_000;

export type UploadStatus =
  'waiting' | 'uploading' | 'completing' | 'paused' | 'done' | 'failed' | 'cancelled';

export interface UploadSnapshot {
  id: number;
  fileName: string;
  dataset: string;
  sizeBytes: number;
  sentBytes: number;
  status: UploadStatus;
  /** Known once the upload is opened. */
  importId: string | null;
  /** Why it failed, and what to do. */
  failure: string | null;
}

interface OpenUpload {
  importId: string;
  partSizeBytes: number;
  partCount: number;
}

let lastId = 0;

export class FileUpload {
  readonly id = (lastId += 1);
  private status: UploadStatus = 'waiting';
  private failure: string | null = null;
  private open: OpenUpload | null = null;
  private readonly arrived = new Map<number, number>();
  private readonly underWay = new Map<number, number>();
  private readonly urls = new Map<number, string>();
  private controller = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly file: File,
    readonly dataset: string,
    readonly options: UploadOptions,
    private readonly transport: UploadTransport,
    private readonly onChange: () => void,
  ) {}

  /** Where it goes and what for: the same file elsewhere, or only to be checked, is another upload. */
  private get place() {
    return { dataset: this.dataset, ...this.options };
  }

  get snapshot(): UploadSnapshot {
    const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0);
    return {
      id: this.id,
      fileName: this.file.name,
      dataset: this.dataset,
      sizeBytes: this.file.size,
      sentBytes: Math.min(this.file.size, sum(this.arrived.values()) + sum(this.underWay.values())),
      status: this.status,
      importId: this.open?.importId ?? null,
      failure: this.failure,
    };
  }

  /** Sends what is missing and completes the upload. Never throws: how it ended is in the snapshot. */
  run(): Promise<void> {
    this.running = this.send();
    return this.running;
  }

  /** Stops sending; `run` goes on from what has arrived. */
  pause(): void {
    if (this.status !== 'waiting' && this.status !== 'uploading') return;
    this.controller.abort('pause');
    this.underWay.clear();
    this.set('paused');
  }

  /** Puts a paused or failed upload back in line. */
  requeue(): void {
    if (this.status === 'paused' || this.status === 'failed') this.set('waiting');
  }

  /** Gives the upload up, here and on the server. */
  async cancel(): Promise<void> {
    if (this.status === 'done' || this.status === 'cancelled' || this.status === 'completing') return;
    this.controller.abort('cancel');
    this.underWay.clear();
    this.set('cancelled');
    // The server may be opening the upload at this moment; only then is it known what to give up.
    await this.running;
    uploadMemory.forget(this.place, this.file);
    if (this.open) await this.transport.abort(this.open.importId);
    this.onChange();
  }

  private async send(): Promise<void> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.failure = null;
    this.set('uploading');
    try {
      this.open ??= await this.resumeOrCreate(signal);
      this.onChange();
      await this.sendMissing(this.open, signal);
      signal.throwIfAborted();
      this.set('completing');
      const { importId } = this.open;
      await this.withRetries(() => this.transport.complete(importId), signal);
      uploadMemory.forget(this.place, this.file);
      this.set('done');
    } catch (error) {
      // The failure of one part must not leave the others running.
      this.controller.abort();
      this.underWay.clear();
      if (signal.reason !== 'pause' && signal.reason !== 'cancel') this.fail(error);
    }
  }

  private set(status: UploadStatus): void {
    this.status = status;
    this.onChange();
  }

  private fail(error: unknown): void {
    const isGone = error instanceof ApiError && GONE_CODES.includes(error.code);
    if (isGone) {
      uploadMemory.forget(this.place, this.file);
      this.open = null;
      this.arrived.clear();
    }
    this.failure = error instanceof Error ? error.message : 'The upload failed. Try again.';
    this.set('failed');
  }

  private async resumeOrCreate(signal: AbortSignal): Promise<OpenUpload> {
    const remembered = uploadMemory.find(this.place, this.file);
    if (remembered) {
      const { importId, partSizeBytes } = remembered;
      const open = { importId, partSizeBytes, partCount: Math.ceil(this.file.size / partSizeBytes) };
      try {
        const parts = await this.withRetries(() => this.transport.list(importId), signal);
        for (const [number, bytes] of parts) {
          if (bytes === this.partBytes(open, number)) this.arrived.set(number, bytes);
        }
        return open;
      } catch (error) {
        // The upload has been given up elsewhere; the file begins anew.
        if (!(error instanceof ApiError) || !GONE_CODES.includes(error.code)) throw error;
        uploadMemory.forget(this.place, this.file);
      }
    }
    const open = await this.withRetries(
      () => this.transport.create(this.dataset, this.file.name, this.file.size, this.options),
      signal,
    );
    uploadMemory.remember(this.place, this.file, open);
    return open;
  }

  private async sendMissing(open: OpenUpload, signal: AbortSignal): Promise<void> {
    const missing: number[] = [];
    for (let number = 1; number <= open.partCount; number += 1) {
      if (!this.arrived.has(number)) missing.push(number);
    }
    const work = async (): Promise<void> => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        await this.sendPart(open, number, missing, signal);
      }
    };
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  }

  private async sendPart(
    open: OpenUpload,
    number: number,
    next: number[],
    signal: AbortSignal,
  ): Promise<void> {
    const from = (number - 1) * open.partSizeBytes;
    const part = this.file.slice(from, from + open.partSizeBytes);
    await this.withRetries(async () => {
      const url = await this.urlOf(open.importId, number, next);
      try {
        await this.transport.put(url, part, (sent) => this.progress(number, sent), signal);
      } catch (error) {
        this.urls.delete(number);
        this.progress(number, 0);
        throw error;
      }
    }, signal);
    this.urls.delete(number);
    this.underWay.delete(number);
    this.arrived.set(number, part.size);
    this.onChange();
  }

  /** Signed just before it is used, together with the few parts that follow. */
  private async urlOf(importId: string, number: number, next: readonly number[]): Promise<string> {
    const known = this.urls.get(number);
    if (known !== undefined) return known;
    const ahead = next.filter((other) => !this.urls.has(other)).slice(0, PARTS_AT_ONCE - 1);
    const signed = await this.transport.sign(importId, [number, ...ahead]);
    for (const [part, url] of signed) this.urls.set(part, url);
    const url = signed.get(number);
    if (url === undefined)
      throw new ApiError('internal', 'The server signed no address for a part. Try again.');
    return url;
  }

  private progress(number: number, sentBytes: number): void {
    if (this.status !== 'uploading') return;
    this.underWay.set(number, sentBytes);
    this.onChange();
  }

  private partBytes(open: OpenUpload, number: number): number {
    return Math.min(open.partSizeBytes, this.file.size - (number - 1) * open.partSizeBytes);
  }

  /** Tries again what can succeed later, each time after a longer while. */
  private async withRetries<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        const isWorthwhile =
          (error instanceof PutError && (error.isTransient || error.isStale)) ||
          (error instanceof ApiError && error.isTransient);
        if (!isWorthwhile || attempt === ATTEMPTS_MAX) throw error;
        await delay(Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** attempt) * (0.5 + Math.random() / 2), signal);
      }
    }
  }
}

/** The server no longer knows the upload, or knows it as ended. */
const GONE_CODES = ['import-not-found', 'upload-not-open', 'not-found'];

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
