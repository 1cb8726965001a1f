import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetTable } from '../../aws/dataset-table';
import type { ExportTable } from '../../aws/export-table';
import type { S3ObjectStore } from '../../aws/s3-object-store';
import { outputColumns } from '../../dataset/definition';
import { LakeportError, toLakeportError } from '../../errors';
import { EXPORT_KEPT_HOURS } from '../../exports';
import { checkQuestion } from '../../lake/exports/check-question';
import type { ExportRecord } from '../../lake/exports/export-record';
import { writeRows } from '../../lake/exports/write-rows';
import { exportKey } from '../../lake/keys';
import { loadSnapshotAt } from '../../lake/snapshot';
import { claimLeased } from '../claim-leased';
import { latestSnapshot } from '../latest-snapshot';
import type { QueryDeps } from '../query-dataset';
import { keepExport, type ExportProgress } from './export-progress';
import { storeFile } from './store-file';

export interface RunExportDeps extends Omit<QueryDeps, 'datasets' | 'store'> {
  datasets: Pick<DatasetTable, 'getVersion'>;
  store: S3ObjectStore;
  exports: ExportTable;
  /** DuckDB may write there. */
  workDir: string;
  leaseMs: number;
  /** So long before the function's end the export is given up, while there is time to say so. */
  marginMs: number;
  logFailure: (exportId: string, error: unknown) => void;
}

interface ExportRun {
  deps: RunExportDeps;
  record: ExportRecord;
  progress: ExportProgress;
  signal: AbortSignal;
  timeoutMs: number;
}

/**
 * Writes the file of an export. Events come at least once: whoever claims the export runs it. What is at fault itself
 * ends it as FAILED; any other error is thrown, so that the event is delivered again.
 */
export async function runExport(deps: RunExportDeps, exportId: string, remainingMs: number): Promise<void> {
  const owner = randomUUID();
  const record = await claimLeased(deps.exports, exportId, owner, deps.leaseMs);
  if (!record) return;
  const progress = keepExport(deps, exportId, owner);
  const timeoutMs = Math.max(1, remainingMs - deps.marginMs);
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([progress.lost, limit]);
  try {
    await finish({ deps, record, progress, signal, timeoutMs });
  } catch (error) {
    if (progress.lost.aborted) {
      await leave(deps, record.id);
      return;
    }
    await removeFile(deps, record);
    const failure = limit.aborted ? outOfTime() : toLakeportError(error);
    if (failure.status >= 500 && !limit.aborted) {
      deps.logFailure(exportId, error);
      await progress.release();
      throw error;
    }
    await endFailed(progress, failure);
  } finally {
    progress.stop();
  }
}

async function finish(run: ExportRun): Promise<void> {
  const { deps, record, progress, signal } = run;
  const workDir = path.join(deps.workDir, `export-${record.id}`);
  await mkdir(workDir, { recursive: true });
  try {
    const file = path.join(workDir, 'rows');
    const rows = await writeFile(run, file);
    const sizeBytes = await storeFile({
      store: deps.store,
      key: exportKey(record.id, record.fileName),
      path: file,
      format: record.format,
      gzip: record.gzip,
      signal,
      onSent: (share, sent) =>
        progress.set({ rowsWritten: Math.floor(Math.min(1, share) * rows), sizeBytes: sent }),
    });
    const now = Date.now();
    await progress.end({
      state: 'SUCCEEDED',
      finishedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + EXPORT_KEPT_HOURS * 60 * 60 * 1000).toISOString(),
      rowsTotal: rows,
      rowsWritten: rows,
      sizeBytes,
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function writeFile({ deps, record, progress, ...run }: ExportRun, file: string): Promise<number> {
  const { dataset, sequence, definitionVersion, question, format } = record;
  const [definition, latest] = await Promise.all([
    deps.datasets.getVersion(dataset, definitionVersion),
    latestSnapshot(deps.store, dataset),
  ]);
  const columns = outputColumns(definition);
  return writeRows({
    ...run,
    snapshot: await loadSnapshotAt(deps.store, latest, sequence),
    cache: deps.cache,
    db: deps.db,
    zone: question.zone,
    columns,
    question: checkQuestion(question, columns),
    format,
    path: file,
    onCounted: (rowsTotal) => progress.set({ rowsTotal, rowsWritten: 0, sizeBytes: null }),
  });
}

/** Of an export that somebody has cancelled, or that another run has taken over: its file is then the other's. */
async function leave(deps: RunExportDeps, exportId: string): Promise<void> {
  const record = await deps.exports.get(exportId);
  if (record.state === 'CANCELLED') await removeFile(deps, record);
}

async function removeFile({ store }: RunExportDeps, { id, fileName }: ExportRecord): Promise<void> {
  await store.delete(exportKey(id, fileName));
}

async function endFailed(progress: ExportProgress, failure: LakeportError): Promise<void> {
  const error = { code: failure.code, message: failure.sentence };
  await progress.end({ state: 'FAILED', finishedAt: new Date().toISOString(), error });
}

function outOfTime(): LakeportError {
  return new LakeportError('query-timeout', 'The export takes longer than a function may run.', {
    resolution: 'Ask for fewer rows by filters, for fewer columns, or for Parquet, which is fastest.',
  });
}
