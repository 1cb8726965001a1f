/**
 * One bucket: an index in memory, the journal it is rebuilt from, and the blobs. Changes are synchronous (check, write
 * to the journal, change the index, without a pause in between), so conditional writes need no locks. A crash between
 * a blob and its journal line leaves a file nobody refers to, never a line without its bytes.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonLinesFile } from '../../json-lines';
import type { BucketSettings } from '../bucket-settings';
import { Blobs } from './blobs';
import { KeyIndex } from './key-index';
import {
  changeSchema,
  type BlobRef,
  type Change,
  type DeleteMarker,
  type StoredObject,
  type StoredVersion,
  type Upload,
  type UploadPart,
} from './stored-object';

/** What the caller knows of a new object; the bucket adds the version and the time. */
export type NewObject = Omit<StoredObject, 'versionId' | 'modifiedMs' | 'deleteMarker'>;

export interface OpenUpload extends Upload {
  parts: Map<number, UploadPart>;
}

/** The id of the only version of an object in a bucket without versions. */
export const NULL_VERSION = 'null';

/** The journal is written anew at the start when it has this many times more lines than the bucket needs. */
const COMPACT_FACTOR = 3;

export class Bucket {
  readonly settings: BucketSettings;
  readonly blobs: Blobs;
  readonly index: KeyIndex;
  readonly uploads: ReadonlyMap<string, OpenUpload>;
  readonly #uploads: Map<string, OpenUpload>;
  readonly #journal: JsonLinesFile<Change>;

  private constructor(
    settings: BucketSettings,
    blobs: Blobs,
    journal: JsonLinesFile<Change>,
    state: { versions: Map<string, StoredVersion[]>; uploads: Map<string, OpenUpload> },
  ) {
    this.settings = settings;
    this.blobs = blobs;
    this.#journal = journal;
    this.index = new KeyIndex(state.versions);
    this.#uploads = state.uploads;
    this.uploads = state.uploads;
  }

  static async open(dir: string, settings: BucketSettings): Promise<Bucket> {
    const bucketDir = join(dir, settings.name);
    await mkdir(bucketDir, { recursive: true });
    const blobs = await Blobs.at(bucketDir);
    const journal = new JsonLinesFile(join(bucketDir, 'journal.jsonl'), changeSchema);
    const versions = new Map<string, StoredVersion[]>();
    const uploads = new Map<string, OpenUpload>();
    let lines = 0;
    for await (const change of journal.read()) {
      lines++;
      applyToUploads(uploads, change);
      if ('key' in change) {
        const left = versionsAfter(versions.get(change.key) ?? [], change);
        if (left.length > 0) versions.set(change.key, left);
        else versions.delete(change.key);
      }
    }
    const bucket = new Bucket(settings, blobs, journal, { versions, uploads });
    bucket.#compact(lines);
    return bucket;
  }

  /** The newest version, which may be a delete marker. */
  current(key: string): StoredVersion | undefined {
    return this.index.versionsOf(key)[0];
  }

  version(key: string, versionId: string): StoredVersion | undefined {
    return this.index.versionsOf(key).find((version) => version.versionId === versionId);
  }

  /** Puts the object in place, ends the upload it came from, and removes the bytes it replaces. */
  async put(key: string, object: NewObject, uploadId?: string): Promise<StoredObject> {
    const version: StoredObject = { ...object, ...this.#stamp(), deleteMarker: false };
    const upload = uploadId === undefined ? undefined : this.#uploads.get(uploadId);
    const kept = new Set(version.blobs.map(({ id }) => id));
    const unused = [...(upload?.parts.values() ?? [])]
      .map(({ blob }) => blob)
      .filter(({ id }) => !kept.has(id));
    const replaced = this.#change({
      type: 'put',
      key,
      version,
      ...(uploadId === undefined ? {} : { uploadId }),
    });
    await this.blobs.remove([...replaced, ...unused]);
    return version;
  }

  /** Hides the key of a bucket with versions behind a delete marker. */
  mark(key: string): DeleteMarker {
    const version: DeleteMarker = { ...this.#stamp(), deleteMarker: true };
    this.#change({ type: 'put', key, version });
    return version;
  }

  /** Removes one version, or all of them, for good. */
  async remove(key: string, versionId?: string): Promise<void> {
    await this.blobs.remove(
      this.#change({ type: 'remove', key, ...(versionId === undefined ? {} : { versionId }) }),
    );
  }

  tag(key: string, versionId: string, tags: Record<string, string>): void {
    this.#change({ type: 'tag', key, versionId, tags });
  }

  startUpload(upload: Upload): void {
    this.#change({ type: 'start-upload', upload });
  }

  async putPart(uploadId: string, part: UploadPart): Promise<void> {
    const replaced = this.#uploads.get(uploadId)?.parts.get(part.number);
    this.#change({ type: 'put-part', uploadId, part });
    if (replaced) await this.blobs.remove([replaced.blob]);
  }

  async abortUpload(uploadId: string): Promise<void> {
    const parts = [...(this.#uploads.get(uploadId)?.parts.values() ?? [])];
    this.#change({ type: 'end-upload', uploadId });
    await this.blobs.remove(parts.map(({ blob }) => blob));
  }

  close(): void {
    this.#journal.close();
  }

  /** Writes the change down, then makes it; returns the blobs nothing refers to any more. */
  #change(change: Change): BlobRef[] {
    this.#journal.append(change);
    applyToUploads(this.#uploads, change);
    if (!('key' in change)) return [];
    const before = this.index.versionsOf(change.key);
    const after = versionsAfter(before, change);
    this.index.set(change.key, after);
    const kept = new Set(after.flatMap(blobIds));
    return before.flatMap(blobsOf).filter(({ id }) => !kept.has(id));
  }

  #stamp(): { versionId: string; modifiedMs: number } {
    const versionId = this.settings.versioned ? randomBytes(24).toString('base64url') : NULL_VERSION;
    return { versionId, modifiedMs: Date.now() };
  }

  #compact(lines: number): void {
    const changes: Change[] = [];
    for (const [key, versions] of this.index.entries()) {
      for (const version of versions.toReversed()) changes.push({ type: 'put', key, version });
    }
    for (const { parts, ...upload } of this.#uploads.values()) {
      changes.push({ type: 'start-upload', upload });
      for (const part of parts.values()) changes.push({ type: 'put-part', uploadId: upload.uploadId, part });
    }
    if (lines > changes.length * COMPACT_FACTOR + 1000) this.#journal.rewrite(changes);
  }
}

function versionsAfter(
  versions: readonly StoredVersion[],
  change: Extract<Change, { key: string }>,
): StoredVersion[] {
  switch (change.type) {
    case 'put': {
      // Without versions a put replaces whatever an earlier run of the bucket, then with versions, may have left.
      if (change.version.versionId === NULL_VERSION) return [change.version];
      return [change.version, ...versions];
    }
    case 'remove':
      return versions.filter(
        ({ versionId }) => change.versionId !== undefined && versionId !== change.versionId,
      );
    case 'tag':
      return versions.map((version) =>
        version.versionId === change.versionId && !version.deleteMarker
          ? { ...version, tags: change.tags }
          : version,
      );
  }
}

function applyToUploads(uploads: Map<string, OpenUpload>, change: Change): void {
  if (change.type === 'start-upload')
    uploads.set(change.upload.uploadId, { ...change.upload, parts: new Map() });
  if (change.type === 'put-part') uploads.get(change.uploadId)?.parts.set(change.part.number, change.part);
  if (change.type === 'end-upload') uploads.delete(change.uploadId);
  if (change.type === 'put' && change.uploadId !== undefined) uploads.delete(change.uploadId);
}

function blobsOf(version: StoredVersion): BlobRef[] {
  return version.deleteMarker ? [] : version.blobs;
}

function blobIds(version: StoredVersion): string[] {
  return blobsOf(version).map(({ id }) => id);
}
