/**
 * The upload of one file. What the storage has is not sent again, after a pause as after a reload, and what can be
 * waited for (the network, a new sign-in, a storage that is busy) does not end it.
 */
import { ApiError } from '@/components/api/api-error';
import type { UploadOptions } from '@/components/api/uploads';
import { fileHandles } from '@/components/upload/sending/file-handles';
import { FileChangedError, freshFile, requireUnchanged } from '@/components/upload/sending/file-on-disk';
import { PartSender, type OpenUpload } from '@/components/upload/sending/part-sender';
import { persist } from '@/components/upload/sending/persist';
import { HoldBoard, type Surroundings, type UploadHold } from '@/components/upload/sending/upload-hold';
import { lockUpload } from '@/components/upload/sending/upload-locks';
import { uploadMemory, type UploadPlace } from '@/components/upload/sending/upload-memory';
import { PutError, type UploadTransport } from '@/components/upload/sending/upload-transport';

/** How often parts may get lost between their arrival and the completion. */
const COMPLETIONS_MAX = 3;
/** An import starts by itself when its file is whole; so long may it take until the server knows. */
const COMPLETION_LAG_MS = 3000;

export type UploadStatus =
  'waiting' | 'uploading' | 'completing' | 'paused' | 'done' | 'failed' | 'cancelled';

export interface UploadSnapshot {
  id: number;
  fileName: string;
  dataset: string;
  sizeBytes: number;
  sentBytes: number;
  status: UploadStatus;
  /** What it waits for, while it is uploading. */
  hold: UploadHold | null;
  /** Known once the upload is opened. */
  importId: string | null;
  /** Why it failed, and what to do. */
  failure: string | null;
}

let lastId = 0;

export class FileUpload {
  readonly id = (lastId += 1);
  private status: UploadStatus = 'waiting';
  private failure: string | null = null;
  private open: OpenUpload | null = null;
  private sender: PartSender | null = null;
  private unlock: (() => void) | null = null;
  private mustLookAgain = false;
  private controller = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly holds: HoldBoard;
  /** Where it goes and what for: the same file elsewhere, or only to be checked, is another upload. */
  private readonly place: UploadPlace;

  constructor(
    private file: File,
    readonly dataset: string,
    private readonly options: UploadOptions,
    private readonly transport: UploadTransport,
    private readonly surroundings: Surroundings,
    private readonly onChange: () => void,
  ) {
    this.holds = new HoldBoard(onChange);
    this.place = { dataset, ...options };
  }

  get snapshot(): UploadSnapshot {
    return {
      id: this.id,
      fileName: this.file.name,
      dataset: this.dataset,
      sizeBytes: this.file.size,
      sentBytes: this.status === 'done' ? this.file.size : (this.sender?.sentBytes ?? 0),
      status: this.status,
      hold: this.status === 'uploading' || this.status === 'completing' ? this.holds.current : null,
      importId: this.open?.importId ?? null,
      failure: this.failure,
    };
  }

  sends(file: File): boolean {
    return this.file === file;
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
    this.sender?.dropUnderWay();
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
    this.sender?.dropUnderWay();
    this.set('cancelled');
    // The server may be opening the upload at this moment; only then is it known what to give up.
    await this.running;
    const importId = this.open?.importId;
    this.forget();
    if (importId) await this.transport.abort(importId);
    this.onChange();
  }

  private async send(): Promise<void> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.failure = null;
    this.holds.clear();
    this.set('uploading');
    try {
      if (this.mustLookAgain) await this.lookAgain();
      if (this.sender && this.open) await this.take(this.open.importId);
      this.sender ??= await this.resumeOrCreate(signal);
      this.onChange();
      if (this.sender) await this.sendAll(this.sender, signal);
      this.forget();
      this.set('done');
    } catch (error) {
      // The failure of one part must not leave the others running.
      this.controller.abort();
      this.sender?.dropUnderWay();
      if (signal.reason !== 'pause' && signal.reason !== 'cancel') this.fail(error);
    }
  }

  private async sendAll(sender: PartSender, signal: AbortSignal): Promise<void> {
    for (let round = 1; ; round += 1) {
      await sender.sendMissing(signal);
      signal.throwIfAborted();
      // What has been sent and what would be sent now must be the same file.
      await requireUnchanged(this.file);
      signal.throwIfAborted();
      this.set('completing');
      try {
        await this.complete(signal);
        return;
      } catch (error) {
        const isIncomplete = error instanceof ApiError && error.code === 'upload-incomplete';
        if (!isIncomplete || round === COMPLETIONS_MAX) throw error;
        this.set('uploading');
        await sender.reconcile(signal);
      }
    }
  }

  /** An answer may be lost after the storage has put the parts together: then the server says it a moment later. */
  private async complete(signal: AbortSignal): Promise<void> {
    const importId = this.open?.importId;
    if (importId === undefined) return;
    const complete = () => this.persist(() => this.transport.complete(importId), signal);
    try {
      await complete();
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.surroundings.delay(COMPLETION_LAG_MS, signal);
      await complete();
    }
  }

  private set(status: UploadStatus): void {
    this.status = status;
    this.onChange();
  }

  private fail(error: unknown): void {
    if (isGone(error)) {
      this.forget();
      this.open = null;
      this.sender = null;
    }
    // Whoever chooses the file again, in this tab or in another, may go on with it.
    this.releaseLock();
    this.mustLookAgain = error instanceof FileChangedError;
    this.failure = error instanceof Error ? error.message : 'The upload failed. Try again.';
    this.set('failed');
  }

  /** Ends what the browser knows of the upload for later. */
  private forget(): void {
    uploadMemory.forget(this.place, this.file);
    if (this.open) void fileHandles.forget(this.open.importId);
    this.releaseLock();
  }

  private releaseLock(): void {
    this.unlock?.();
    this.unlock = null;
  }

  /** After a file was found changed: takes it as it is now, as an upload of its own. */
  private async lookAgain(): Promise<void> {
    const fresh = await freshFile(this.file);
    this.mustLookAgain = false;
    if (fresh.size === this.file.size && fresh.lastModified === this.file.lastModified) {
      this.file = fresh;
      return;
    }
    const importId = this.open?.importId;
    this.forget();
    this.file = fresh;
    this.open = null;
    this.sender = null;
    // What is left of the old one ends by itself after some days, if this cannot be told now.
    if (importId) await this.transport.abort(importId).catch(() => undefined);
  }

  /** The sender of the open upload; null when the file has arrived as a whole before. */
  private async resumeOrCreate(signal: AbortSignal): Promise<PartSender | null> {
    const remembered = uploadMemory.find(this.place, this.file);
    if (remembered && (await this.take(remembered.importId))) {
      this.open = remembered;
      const sender = this.makeSender(remembered);
      try {
        await sender.reconcile(signal);
        return sender;
      } catch (error) {
        if (!isGone(error)) throw error;
        if (await this.hasArrived(remembered.importId, signal)) return null;
        // The upload has been given up elsewhere; the file begins anew.
        this.forget();
        this.open = null;
      }
    }
    const open = await this.persist(
      () => this.transport.create(this.dataset, this.file.name, this.file.size, this.options),
      signal,
    );
    this.open = open;
    uploadMemory.remember(this.place, this.file, open);
    await this.take(open.importId);
    await fileHandles.keep(open.importId, this.file);
    return this.makeSender(open);
  }

  private async take(importId: string): Promise<boolean> {
    this.unlock ??= await lockUpload(importId);
    return this.unlock !== null;
  }

  private async hasArrived(importId: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.persist(() => this.transport.complete(importId), signal);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  private makeSender(open: OpenUpload): PartSender {
    return new PartSender({
      file: this.file,
      open,
      transport: this.transport,
      persist: (work, signal) => this.persist(work, signal),
      onProgress: this.onChange,
    });
  }

  private persist<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    return persist(work, { surroundings: this.surroundings, holds: this.holds, signal });
  }
}

/** The server no longer knows the upload, or knows it as ended. */
function isGone(error: unknown): boolean {
  if (error instanceof PutError) return error.isGone;
  return (
    error instanceof ApiError && ['import-not-found', 'upload-not-open', 'not-found'].includes(error.code)
  );
}
