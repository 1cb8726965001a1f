/** The state of a dataset as of a commit: the log of manifests up to it. */
import { LakeportError } from '../errors';
import { manifestKey, manifestsPrefix, parseManifestKey, type RowZone } from './keys';
import { manifestSchema, type Manifest, type Part } from './manifest';
import { mapBounded } from './map-bounded';
import { ObjectMissingError, type ObjectStore } from './object-store';

const PARALLEL_READS = 24;

/** A part and the import that wrote it. */
export interface ImportPart extends Part {
  importId: string;
}

/** Rows of older parts that no longer count: the object that lists them, and how many they are. */
export interface Superseded {
  key: string;
  rows: number;
}

export class Snapshot {
  constructor(
    readonly dataset: string,
    /** Commits 1, 2, 3, … without a gap. */
    readonly manifests: readonly Manifest[],
  ) {}

  /** The last commit's number; 0 before the first. */
  get sequence(): number {
    return this.manifests.length;
  }

  /** Parts of all commits, in the order of the commits. */
  parts(zone: RowZone): ImportPart[] {
    return this.manifests.flatMap((manifest) =>
      manifest[zone].parts.map((part) => ({ ...part, importId: manifest.importId })),
    );
  }

  superseded(zone: RowZone): Superseded[] {
    return this.manifests.flatMap((manifest) => manifest[zone].superseded ?? []);
  }

  currentRows(zone: RowZone): number {
    const written = this.parts(zone).reduce((sum, part) => sum + part.rows, 0);
    return this.superseded(zone).reduce((left, { rows }) => left - rows, written);
  }

  /** The commit of an import, if it is in the log. */
  manifestOf(importId: string): Manifest | undefined {
    return this.manifests.findLast((manifest) => manifest.importId === importId);
  }

  /** The state as of an earlier commit: the log only grows, so every earlier state can still be read. */
  at(sequence: number): Snapshot {
    if (sequence > this.sequence) {
      throw new RangeError(
        `Commit ${sequence} of ${this.dataset} is not known; the last known is ${this.sequence}.`,
      );
    }
    return sequence === this.sequence ? this : new Snapshot(this.dataset, this.manifests.slice(0, sequence));
  }
}

/**
 * Reads the log of a dataset; with `previous`, only what was committed since. Returns `previous` itself when
 * nothing was, so that callers can tell by identity.
 * @throws LakeportError `invariant-broken` when a commit is missing from the log.
 */
export async function loadSnapshot(
  store: ObjectStore,
  dataset: string,
  previous: Snapshot = new Snapshot(dataset, []),
): Promise<Snapshot> {
  const keys: string[] = [];
  const startAfter = previous.sequence > 0 ? manifestKey(dataset, previous.sequence) : undefined;
  for await (const { key } of store.list(manifestsPrefix(dataset), startAfter)) {
    const sequence = parseManifestKey(key)?.sequence;
    const expected = previous.sequence + keys.length + 1;
    if (sequence !== expected) {
      throw new LakeportError(
        'invariant-broken',
        `Commit ${expected} of ${dataset} is missing: found ${key} instead.`,
        {
          resolution: 'Restore the object from its versions in the bucket.',
        },
      );
    }
    keys.push(key);
  }
  if (keys.length === 0) return previous;
  const manifests = await mapBounded(keys, PARALLEL_READS, (key) => readManifest(store, key));
  return new Snapshot(dataset, [...previous.manifests, ...manifests]);
}

async function readManifest(store: ObjectStore, key: string): Promise<Manifest> {
  const text = await store.getText(key);
  if (text === null) throw new ObjectMissingError(key);
  return manifestSchema.parse(JSON.parse(text));
}
