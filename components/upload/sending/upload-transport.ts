import type { Upload, UploadOptions } from '@/components/api/uploads';

/** What an upload needs of the server and of the storage. */
export interface UploadTransport {
  create(dataset: string, fileName: string, sizeBytes: number, options: UploadOptions): Promise<Upload>;
  /** Addresses by part number, good for a few minutes. */
  sign(importId: string, partNumbers: number[]): Promise<Map<number, string>>;
  /** The sizes of the parts that are there, by part number. */
  list(importId: string): Promise<Map<number, number>>;
  /** Puts the parts together; an upload that has been completed already is an answer, not a failure. */
  complete(importId: string): Promise<unknown>;
  abort(importId: string): Promise<unknown>;
  /** Throws PutError; the signal ends it at once. */
  put(url: string, part: Blob, onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<void>;
}

const SENTENCES: Record<number, string> = {
  0: 'The storage could not be reached. Check the connection and try again.',
  403: 'The storage keeps refusing the file (403). The clock of this computer may be wrong: check it and try again.',
  404: 'This upload has been ended elsewhere. Try again to begin anew.',
  503: 'The storage is too busy (503). What has arrived is kept: try again in some minutes.',
};

/** A part that did not arrive. */
export class PutError extends Error {
  /** HTTP status of the storage; 0 when there was no answer. */
  constructor(readonly status: number) {
    super(SENTENCES[status] ?? `The storage refused a part of the file (${status}). Try again.`);
    this.name = 'PutError';
  }

  /** The address is no longer good; a new one may be. */
  get isStale(): boolean {
    return this.status === 403;
  }

  /** The upload that the part belongs to is over. */
  get isGone(): boolean {
    return this.status === 404;
  }

  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}
