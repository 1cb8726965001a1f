/**
 * What the lake needs of the bucket. `lib/aws` implements it on S3; every implementation runs the contract
 * suite of `testing/object-store-contract.ts`. Each method may also throw what the transport throws; a
 * missing object is never an exception but `null`.
 */
export interface ObjectInfo {
  key: string;
  sizeBytes: number;
  /** ISO 8601 UTC. */
  lastModified: string;
  /** Changes with the bytes: equal tags and sizes mean equal bytes. */
  etag: string;
}

export interface PutOptions {
  contentType?: string;
  /** One of `RETENTION_DAYS`, after which the object goes by itself; without it, or null, it stays. */
  retentionDays?: number | null;
}

/** `exists`: somebody put the key first, and this call changed nothing. */
export type PutIfAbsentResult = 'written' | 'exists';

export interface ObjectStore {
  head(key: string): Promise<ObjectInfo | null>;
  getText(key: string): Promise<string | null>;
  getBytes(key: string): Promise<Uint8Array | null>;
  /** Writes the object to `path`, whose folder exists; the number of bytes written, or null without an object. */
  getToFile(key: string, path: string): Promise<{ sizeBytes: number } | null>;
  putText(key: string, text: string, options?: PutOptions): Promise<void>;
  putBytes(key: string, bytes: Uint8Array, options?: PutOptions): Promise<void>;
  /** Of several concurrent calls for one key exactly one is `written` (S3: `If-None-Match: *`). */
  putIfAbsent(key: string, text: string, options?: PutOptions): Promise<PutIfAbsentResult>;
  putFile(key: string, path: string, options?: PutOptions): Promise<void>;
  /** Objects whose key begins with `prefix` and is greater than `startAfter`, ordered by the keys' UTF-8 bytes. */
  list(prefix: string, startAfter?: string): AsyncIterable<ObjectInfo>;
  /** Deleting a missing object is no error. */
  delete(key: string): Promise<void>;
}

/** A key that something points to is not in the store. */
export class ObjectMissingError extends Error {
  constructor(readonly key: string) {
    super(`The object ${key} is missing from the store.`);
    this.name = 'ObjectMissingError';
  }
}
