/** The same bytes again, under the same definition, change nothing: known from the log alone, nothing is read. */
import { mayShareKeys } from '../key-range';
import { ROW_ZONES } from '../keys';
import { manifestSchema, type Manifest } from '../manifest';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { NOTHING_WRITTEN, putManifest, type CommitOptions } from './commit-draft';

/** The parts of a commit are put a while before it. */
const COMMIT_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Bytes {
  etag: string | null;
  sizeBytes: number;
  definitionVersion: number;
  fileName: string;
  /** Whether the definition takes columns from the file's path. */
  needsFileName: boolean;
  /** After how many days retention removes rows; null where it never does. */
  rowsKeptDays: number | null;
}

/**
 * An earlier import that stands and brought the same bytes, if no later commit may have touched any of its rows. It
 * may have been answered by another one itself.
 */
export function findSameBytes(snapshot: Snapshot, bytes: Bytes): Manifest | null {
  const { etag, rowsKeptDays } = bytes;
  if (etag === null) return null;
  const isThere = (manifest: Manifest) => rowsKeptDays === null || hasItsRows(manifest, rowsKeptDays);
  return (
    snapshot.standing().findLast((manifest) => isThere(manifest) && isSame(snapshot, manifest, bytes)) ?? null
  );
}

/** Rows that it found there already are of an unknown age. */
function hasItsRows(manifest: Manifest, keptDays: number): boolean {
  if (manifest.sameAs !== null || ROW_ZONES.some((zone) => manifest[zone].confirmed !== null)) return false;
  return Date.now() - Date.parse(manifest.committedAt) + COMMIT_MS < keptDays * DAY_MS;
}

function isSame(snapshot: Snapshot, manifest: Manifest, bytes: Omit<Bytes, 'rowsKeptDays'>): boolean {
  return (
    manifest.kind === 'load' &&
    manifest.etag === bytes.etag &&
    manifest.counts.bytes === bytes.sizeBytes &&
    manifest.definitionVersion === bytes.definitionVersion &&
    (!bytes.needsFileName || manifest.fileName === bytes.fileName) &&
    !snapshot.manifests
      .slice(snapshot.manifests.indexOf(manifest) + 1)
      .some((later) => mayHaveTouched(later, manifest))
  );
}

/** A load that replaces no row only adds keys. Other commits may touch a key without replacing a row. */
function mayHaveTouched(later: Manifest, manifest: Manifest): boolean {
  if (later.kind === 'compaction' || later.kind === 'switch') return false;
  const touches = ROW_ZONES.some(
    (zone) =>
      later[zone].superseded !== null ||
      later[zone].deleted !== null ||
      (later.kind !== 'load' && later[zone].parts.length > 0),
  );
  return touches && mayShareKeys(later.keyRange, manifest.keyRange);
}

export interface CommitSameBytesOptions extends Pick<
  CommitOptions,
  'store' | 'importId' | 'fileName' | 'etag' | 'snapshot' | 'log' | 'dryRun' | 'onStage'
> {
  definition: CommitOptions['definition'];
  /** From `findSameBytes`. */
  same: Manifest;
}

/**
 * Commits that an import has the rows of `same`. Null when that is not so any more, as somebody has committed in
 * between: then the file must be read after all.
 */
export async function commitSameBytes(options: CommitSameBytesOptions): Promise<Manifest | null> {
  const { store, definition, importId, same, log, onStage } = options;
  let snapshot = await loadSnapshot(store, definition.name, options.snapshot, log);
  let isCommitting = false;
  for (;;) {
    const committed = snapshot.manifestOf(importId);
    if (committed) return committed;
    const bytes = { ...same, sizeBytes: same.counts.bytes, needsFileName: false };
    const standing = snapshot.standing().find((manifest) => manifest.importId === same.importId);
    if (!standing || !isSame(snapshot, standing, bytes)) return null;
    const manifest = sameManifest(options, snapshot.sequence + 1);
    if (options.dryRun) return manifest;
    if (!isCommitting) await onStage?.('committing');
    isCommitting = true;
    if ((await putManifest(options, manifest)) === 'written') return manifest;
    snapshot = await loadSnapshot(store, definition.name, snapshot, log);
  }
}

function sameManifest(
  { definition, importId, fileName, etag = null, same }: CommitSameBytesOptions,
  sequence: number,
): Manifest {
  const { accepted } = same.counts;
  return manifestSchema.parse({
    dataset: definition.name,
    sequence,
    kind: 'load',
    importId,
    fileName,
    definitionVersion: definition.version,
    committedAt: new Date().toISOString(),
    sha256: same.sha256,
    etag,
    sameAs: same.sameAs ?? same.importId,
    counts: { ...same.counts, inserted: 0, updated: 0, unchanged: accepted },
    keyRange: same.keyRange,
    silver: NOTHING_WRITTEN,
    anomalies: NOTHING_WRITTEN,
  });
}
