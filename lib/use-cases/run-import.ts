import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetTable } from '../aws/dataset-table';
import type { AnnounceImport } from '../aws/import-announcer';
import type { Claim, ImportTable } from '../aws/import-table';
import type { S3ObjectStore } from '../aws/s3-object-store';
import type { DuckDb } from '../duckdb';
import { checkFile, type CheckedFile } from '../engine/check-file';
import { mergeRejects, rejectsCsv } from '../engine/rejects';
import { toLakeportError } from '../errors';
import { commitImport } from '../lake/commit/commit-import';
import type { ImportRecord } from '../lake/import-record';
import { parseBronzeKey, rejectsKey } from '../lake/keys';
import type { Manifest } from '../lake/manifest';
import type { PartCache } from '../lake/part-cache';
import { emitMetrics } from '../metrics';
import { evolveDataset } from './evolve-dataset';
import { objectSource } from './object-source';
import { latestSnapshot } from './latest-snapshot';
import { LEASE_MS, startImportProgress, type ImportProgress } from './import-progress';

/** Runs of one import before it is given up: the first and two retries, as AWS Lambda does them. */
const ATTEMPTS_MAX = 3;
const POLL_MS = 1_000;

export interface RunImportDeps {
  datasets: DatasetTable;
  imports: ImportTable;
  store: S3ObjectStore;
  cache: PartCache;
  announce: AnnounceImport;
  db: DuckDb;
  /** Scratch disk that "db" may read and write; each run has a folder of its own and removes it. */
  workDir: string;
  logFailure: (failure: { importId: string; attempt: number; error: unknown }) => void;
}

/**
 * Turns the bronze object at `objectKey` into a committed import. Events come at least once and in any order:
 * whoever claims the import runs it, everybody else returns. A file that cannot be used ends the import as
 * FAILED; any other error is thrown, so that the event is delivered again.
 */
export async function runImport(deps: RunImportDeps, objectKey: string): Promise<ImportRecord | null> {
  const importId = parseBronzeKey(objectKey)?.importId;
  if (!importId || !(await deps.imports.find(importId))) return null;
  const owner = randomUUID();
  const claim = await claimImport(deps.imports, importId, owner);
  if (!claim) return deps.imports.get(importId);
  const progress = startImportProgress(deps, importId, owner);
  try {
    const committed = await checkAndCommit(deps, claim.import, progress).catch((error: unknown) => ({
      error,
    }));
    if ('error' in committed) return await endBroken(deps, claim, progress, committed.error);
    // What fails from here on is delivered again and finds the commit: an import that is in never says FAILED.
    return await succeed(claim.import, committed, progress);
  } finally {
    progress.stop();
  }
}

interface Committed {
  checked: CheckedFile;
  manifest: Manifest;
  durationMs: number;
}

/** The claim, or null when the import has ended or somebody is at work on it. */
async function claimImport(imports: ImportTable, id: string, owner: string): Promise<Claim | null> {
  const seen = await imports.leaseUntil(id);
  for (;;) {
    const claim = await imports.claim(id, owner, LEASE_MS, new Date());
    if (claim) return claim;
    const record = await imports.get(id);
    const until = await imports.leaseUntil(id);
    // A lease that is renewed has a living owner: this event is a double. One that is not renewed runs out,
    // and then this event is the retry of a run that died.
    if (record.state !== 'RUNNING' || until !== seen) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function checkAndCommit(
  deps: RunImportDeps,
  record: ImportRecord,
  progress: ImportProgress,
): Promise<Committed> {
  const started = performance.now();
  const definition = await deps.datasets.getVersion(record.dataset, record.definitionVersion);
  const workDir = path.join(deps.workDir, record.id);
  await mkdir(workDir, { recursive: true });
  try {
    const checked = await checkFile({
      definition,
      fileName: record.fileName,
      source: objectSource(deps.store, record),
      workDir,
      hashRows: true,
      duckDb: deps.db,
      onProgress: ({ stage, bytesRead, rowsRead }) => progress.set({ stage, bytesRead, rowsRead }),
      signal: progress.lost,
    });
    await storeRejects(deps, record, checked, workDir);
    const current = await evolveDataset(deps.datasets, definition, checked.newFields, record.createdBy);
    const manifest = await commitImport({
      store: deps.store,
      cache: deps.cache,
      workDir,
      definition: current,
      importId: record.id,
      fileName: record.fileName,
      sha256: checked.sha256,
      checked,
      snapshot: await latestSnapshot(deps.store, record.dataset),
      onStage: (stage) => progress.set({ stage }),
    });
    return { checked, manifest, durationMs: performance.now() - started };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function storeRejects(
  { store, db }: RunImportDeps,
  { dataset, id }: ImportRecord,
  { rejects }: CheckedFile,
  workDir: string,
): Promise<void> {
  if (rejects.length === 0) return;
  const connection = await db.connect();
  try {
    const merged = path.join(workDir, 'rejects.parquet');
    await mergeRejects(connection, rejects, merged);
    await store.putFile(rejectsKey(dataset, id, 'parquet'), merged);
    const csv = rejectsCsv(connection, rejects, workDir);
    await store.putStream(rejectsKey(dataset, id, 'csv'), csv, { contentType: 'text/csv; charset=utf-8' });
  } finally {
    connection.closeSync();
  }
}

async function succeed(
  record: ImportRecord,
  { checked, manifest, durationMs }: Committed,
  progress: ImportProgress,
): Promise<ImportRecord> {
  const seconds = durationMs / 1000;
  const { received } = manifest.counts;
  const counts = { ...manifest.counts, seconds, rowsPerSecond: seconds > 0 ? received / seconds : 0 };
  const ended = await progress.end({
    state: 'SUCCEEDED',
    stage: 'done',
    finishedAt: new Date().toISOString(),
    sha256: checked.sha256,
    bytesRead: record.sizeBytes,
    rowsRead: received,
    counts,
    problems: checked.problems,
    missing: checked.missing,
    sequence: manifest.sequence,
    error: null,
  });
  emitMetrics(record.dataset, {
    RowsReceived: received,
    RowsAccepted: counts.accepted,
    RowsAnomalous: counts.anomalous,
    RowsRejected: counts.rejected,
    BytesReceived: record.sizeBytes,
    ImportsSucceeded: 1,
    ImportsFailed: 0,
    ImportDuration: durationMs,
    RowsPerSecond: counts.rowsPerSecond,
  });
  return ended;
}

/** FAILED when the file is at fault or the retries are used up; otherwise the error goes on to the caller. */
async function endBroken(
  deps: RunImportDeps,
  { import: record, attempt }: Claim,
  progress: ImportProgress,
  error: unknown,
): Promise<ImportRecord> {
  const failure = toLakeportError(error);
  // A lost claim is nobody's fault: who has the import now will end it.
  const fileIsAtFault = failure.status < 500 && failure.code !== 'conflict';
  deps.logFailure({ importId: record.id, attempt, error });
  if (!fileIsAtFault && attempt < ATTEMPTS_MAX) {
    await progress.release();
    throw error;
  }
  const ended = await progress.end({
    state: 'FAILED',
    finishedAt: new Date().toISOString(),
    error: { code: failure.code, message: failure.sentence },
  });
  emitMetrics(record.dataset, { ImportsSucceeded: 0, ImportsFailed: 1, BytesReceived: record.sizeBytes });
  return ended;
}
