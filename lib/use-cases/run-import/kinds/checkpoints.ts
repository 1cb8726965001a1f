/**
 * What a run has finished of a file, kept in the bucket for the run that comes after it: the outputs of segments, and
 * one index that names them. It belongs to the object's bytes and the definition's version.
 */
import path from 'node:path';
import { z } from 'zod';
import type { FinishedSegment } from '../../../engine/staging/finished-segment';
import { mapBounded } from '../../../lake/map-bounded';
import type { ObjectStore } from '../../../lake/object-store';

const PARALLEL_REQUESTS = 8;
const INDEX = 'segments.json';

const count = z.number().int().nonnegative();
const indexSchema = z.object({
  etag: z.string(),
  definitionVersion: count,
  segments: z.array(
    z.object({
      index: count,
      firstLine: count,
      lastLine: count,
      rows: count,
      brokenRows: count,
      /** Names of the files. */
      accepted: z.string().nullable(),
      anomalies: z.string().nullable(),
      rejects: z.array(z.string()),
      discarded: z.record(z.string(), count),
    }),
  ),
});

export interface CheckpointOptions {
  store: ObjectStore;
  /** In the bucket, of this file alone. */
  prefix: string;
  etag: string;
  definitionVersion: number;
  /** Where the outputs of segments are. */
  workDir: string;
  /** Work that may be lost; 0 keeps every segment at once. */
  everyMs: number;
  /** Hears that something has been kept. */
  onKept: () => void;
}

export class Checkpoints {
  /** Segments of earlier runs; their files are in `workDir`. */
  readonly finished: readonly FinishedSegment[];
  /** Of all runs, as the index names them. */
  readonly #kept: FinishedSegment[];
  #pending: FinishedSegment[] = [];
  #keptAt = performance.now();
  #keeping: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: CheckpointOptions,
    finished: FinishedSegment[],
  ) {
    this.finished = finished;
    this.#kept = [...finished];
  }

  /** @param mayResume whether an earlier run may have kept something: nothing is looked for otherwise */
  static async open(options: CheckpointOptions, mayResume: boolean): Promise<Checkpoints> {
    return new Checkpoints(options, mayResume ? await fetchFinished(options) : []);
  }

  /** Takes note of a segment, and keeps it when it is time. */
  async add(segment: FinishedSegment): Promise<void> {
    this.#pending.push(segment);
    if (performance.now() - this.#keptAt >= this.options.everyMs) await this.keep();
  }

  /** Keeps what has been noted. The index is put last, so that it names nothing that is not there. */
  async keep(): Promise<void> {
    this.#keeping = this.#keeping.then(() => this.#keepPending());
    await this.#keeping;
  }

  /** From here on nothing is kept: rows that come again in the file are now taken out of the outputs. */
  close(): void {
    this.#pending = [];
  }

  async #keepPending(): Promise<void> {
    const segments = this.#pending.splice(0);
    if (segments.length === 0) return;
    const { store, prefix, etag, definitionVersion, onKept } = this.options;
    await mapBounded(segments.flatMap(filesOf), PARALLEL_REQUESTS, (file) =>
      store.putFile(prefix + path.basename(file), file),
    );
    this.#kept.push(...segments);
    const index = {
      etag,
      definitionVersion,
      segments: this.#kept.map((segment) => renamed(segment, path.basename)),
    };
    await store.putText(prefix + INDEX, JSON.stringify(index), { contentType: 'application/json' });
    this.#keptAt = performance.now();
    onKept();
  }
}

/** What is kept of other bytes or another definition is of no use here. */
async function fetchFinished(options: CheckpointOptions): Promise<FinishedSegment[]> {
  const { store, prefix, workDir, etag, definitionVersion } = options;
  const text = await store.getText(prefix + INDEX);
  if (text === null) return [];
  const index = indexSchema.parse(JSON.parse(text));
  if (index.etag !== etag || index.definitionVersion !== definitionVersion) return [];
  const segments = index.segments.map((segment) => renamed(segment, (name) => path.join(workDir, name)));
  const found = await mapBounded(segments, PARALLEL_REQUESTS, async (segment) => {
    for (const file of filesOf(segment)) {
      if (!(await store.getToFile(prefix + path.basename(file), file))) return null;
    }
    return segment;
  });
  return found.filter((segment) => segment !== null);
}

function filesOf({ accepted, anomalies, rejects }: FinishedSegment): string[] {
  return [accepted, anomalies, ...rejects].filter((file) => file !== null);
}

function renamed(segment: FinishedSegment, rename: (name: string) => string): FinishedSegment {
  const { accepted, anomalies, rejects } = segment;
  return {
    ...segment,
    accepted: accepted && rename(accepted),
    anomalies: anomalies && rename(anomalies),
    rejects: rejects.map((name) => rename(name)),
  };
}
