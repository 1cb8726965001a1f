/** What the run of an import is made of, whatever its kind. */
import type { DatasetTable } from '../../aws/dataset-table';
import type { AnnounceImport } from '../../aws/import-announcer';
import type { ImportRequests } from '../../aws/import-requests';
import type { ImportChange, ImportTable } from '../../aws/import-table';
import type { S3ObjectStore } from '../../aws/s3-object-store';
import type { DuckDb } from '../../duckdb';
import type { CommitStage } from '../../lake/commit/commit-import';
import type { ImportRecord } from '../../lake/import-record';
import type { Manifest } from '../../lake/manifest';
import type { PartCache } from '../../lake/part-cache';
import type { ImportProgress } from './import-progress';

export interface RunSettings {
  /** How long a run may be silent before another may take the import over. */
  leaseMs: number;
  /** Work that a run that dies may lose; 0 notes every segment that is finished. */
  checkpointEveryMs: number;
  /** So long before the function's end a run stops and goes on in a new invocation. */
  marginMs: number;
  /** Bytes of a file that are worked on at a time; the engine's own bound without it. */
  segmentBytes?: number | undefined;
  /** What the function is paid for. */
  memoryMb: number;
}

export interface RunImportDeps {
  datasets: DatasetTable;
  imports: ImportTable;
  requests: ImportRequests;
  store: S3ObjectStore;
  cache: PartCache;
  announce: AnnounceImport;
  db: DuckDb;
  /** Scratch disk that "db" may read and write; each run has a folder of its own and removes it. */
  workDir: string;
  settings: RunSettings;
  logFailure: (failure: { importId: string; attempt: number; error: unknown }) => void;
}

/** One claimed import and what its run writes to. */
export interface ImportRun {
  deps: RunImportDeps;
  record: ImportRecord;
  progress: ImportProgress;
  /** Of this run alone. */
  workDir: string;
  /** Aborted when the import is cancelled or taken over, and when the function's time runs out. */
  signal: AbortSignal;
  isOutOfTime: () => boolean;
  /** Whether an earlier run of the import has been started and may have left something to go on from. */
  isRepeated: boolean;
  /** Notes that what is done up to here need not be done again by a run that goes on from here. */
  noteCheckpoint: () => void;
}

/** What a run comes to: the commit, or what it would be after a dry run. */
export interface RunOutcome {
  manifest: Manifest;
  problems: Record<string, number> | null;
  missing: Record<string, number> | null;
  /** The import whose answer this is, where the bytes were the same. */
  sameAs?: string;
  /** Bytes in Parquet that were, or would be, written. */
  writtenBytes: number;
}

/**
 * Tells the progress of a commit. Nothing of it can be seen before `committing`, and then the import cannot be
 * cancelled any more; before that a cancelled one stops here. What is known of the file but not in its manifest is
 * noted before the commit: a run that dies right after it has no need to read the file again.
 */
export function commitStages(
  { progress }: ImportRun,
  known?: Pick<ImportChange, 'problems' | 'missing' | 'sameAs'>,
): (stage: CommitStage) => Promise<void> {
  return async (stage) => {
    progress.lost.throwIfAborted();
    if (stage === 'committing') await progress.enter(stage, known);
    else progress.set({ stage });
  };
}
