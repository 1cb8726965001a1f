/** The state of a dataset as of a commit: the log of manifests up to it. */
import { manifestsPrefix, type RowZone } from './keys';
import { readLog } from './log/read-log';
import type { Manifest, Part, RowList } from './manifest';
import type { ObjectStore } from './object-store';

/** A part and the import that wrote it. */
export interface ImportPart extends Part {
  importId: string;
}

export class Snapshot {
  readonly #dropped: ReadonlySet<string>;

  constructor(
    readonly dataset: string,
    /** The commits that make up the state, in their order; all before the last switch are those of its log. */
    readonly manifests: readonly Manifest[],
    /** The last commit's number; 0 before the first. */
    readonly sequence: number = manifests.at(-1)?.sequence ?? 0,
    /** The commit before which there is another state, not readable from here; 0 without a switch. */
    readonly switchedAt: number = 0,
  ) {
    this.#dropped = new Set(manifests.flatMap(({ drops }) => drops));
  }

  /** Parts of all commits, in the order of the commits, without those that a compaction has replaced. */
  parts(zone: RowZone): ImportPart[] {
    return this.writtenParts(zone).filter(({ key }) => !this.#dropped.has(key));
  }

  /** Every part that was ever written, also those whose rows are elsewhere now: the history of rows. */
  writtenParts(zone: RowZone): ImportPart[] {
    return this.manifests.flatMap((manifest) =>
      manifest[zone].parts.map((part) => ({ ...part, importId: manifest.importId })),
    );
  }

  /** Whether a compaction has replaced the part or the list. */
  isDropped(key: string): boolean {
    return this.#dropped.has(key);
  }

  /** Lists of rows that no longer count; they may name rows of dropped parts. */
  superseded(zone: RowZone): RowList[] {
    return this.manifests
      .flatMap((manifest) => manifest[zone].superseded ?? [])
      .filter(({ key }) => !this.#dropped.has(key));
  }

  /** A compaction changes nothing in what is current, so its rows and lists, which repeat others, do not count. */
  currentRows(zone: RowZone): number {
    return this.manifests
      .filter(({ kind }) => kind !== 'compaction')
      .reduce((rows, { [zone]: { parts, superseded } }) => {
        const written = parts.reduce((sum, part) => sum + part.rows, 0);
        return rows + written - (superseded?.rows ?? 0);
      }, 0);
  }

  /** The commit of an import, if it is in the log. */
  manifestOf(importId: string): Manifest | undefined {
    return this.manifests.findLast((manifest) => manifest.importId === importId);
  }

  /**
   * The commits whose rows count: those that no commit that stands itself has unseated. `alsoUnseated` are the imports
   * that the next commit is going to unseat.
   */
  standing(alsoUnseated: readonly string[] = []): Manifest[] {
    const unseated = new Set(alsoUnseated);
    return this.manifests.toReversed().reduce<Manifest[]>((standing, manifest) => {
      if (unseated.has(manifest.importId)) return standing;
      for (const id of manifest.unseats) unseated.add(id);
      return [manifest, ...standing];
    }, []);
  }

  /**
   * The state as of an earlier commit: the log only grows, so every earlier state since the last switch can be read.
   * @throws RangeError for a commit that is not known from here
   */
  at(sequence: number): Snapshot {
    if (sequence > this.sequence || sequence < this.switchedAt) {
      throw new RangeError(
        `Commit ${sequence} of ${this.dataset} is not known; known are ${this.switchedAt} to ${this.sequence}.`,
      );
    }
    if (sequence === this.sequence) return this;
    const manifests = this.manifests.filter((manifest) => manifest.sequence <= sequence);
    return new Snapshot(this.dataset, manifests, sequence, this.switchedAt);
  }
}

/**
 * Reads the log of a dataset; with `previous`, only what was committed since. Returns `previous` itself when
 * nothing was, so that callers can tell by identity. `log` is another log than the dataset's own: its prefix.
 * @throws LakeportError `invariant-broken` when a commit is missing from the log.
 */
export async function loadSnapshot(
  store: ObjectStore,
  dataset: string,
  previous: Snapshot = new Snapshot(dataset, []),
  log: string = manifestsPrefix(dataset),
): Promise<Snapshot> {
  const found = await readLog(store, { dataset, log, after: previous.sequence });
  return found.length === 0 ? previous : withSwitch(store, previous, found);
}

/** The state as of a commit, also of one before the last switch: its log is then read anew. */
export async function loadSnapshotAt(
  store: ObjectStore,
  latest: Snapshot,
  sequence: number,
): Promise<Snapshot> {
  const { dataset } = latest;
  if (sequence >= latest.switchedAt) return latest.at(sequence);
  const found = await readLog(store, { dataset, log: manifestsPrefix(dataset), after: 0, upTo: sequence });
  return withSwitch(store, new Snapshot(dataset, []), found);
}

/** The new commits after the known ones, or, from the last switch among them on, after those of the log it names. */
async function withSwitch(
  store: ObjectStore,
  { dataset, manifests: known, switchedAt }: Snapshot,
  found: readonly Manifest[],
): Promise<Snapshot> {
  const sequence = found.at(-1)?.sequence;
  const last = found.findLast(({ kind }) => kind === 'switch');
  if (!last?.log) return new Snapshot(dataset, [...known, ...found], sequence, switchedAt);
  const base = await loadSnapshot(store, dataset, new Snapshot(dataset, []), last.log);
  const since = found.filter((manifest) => manifest.sequence > last.sequence);
  return new Snapshot(dataset, [...base.manifests, ...since], sequence, last.sequence);
}
