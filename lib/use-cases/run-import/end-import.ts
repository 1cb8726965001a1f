/** How a run ends: the import's last change, and what the dashboard counts of it. */
import type { Counts } from '../../counts';
import type { LakeportError } from '../../errors';
import type { ImportRecord } from '../../lake/import-record';
import type { Manifest } from '../../lake/manifest';
import { emitMetrics } from '../../metrics';
import { estimateCost } from '../estimate-cost';
import type { ImportRun, RunOutcome } from './import-run';
import { NO_BYTES } from './kinds/run-undo';

/** SUCCEEDED, or CHECKED after a dry run. */
export async function endRun(run: ImportRun, outcome: RunOutcome, durationMs: number): Promise<ImportRecord> {
  const { record, progress } = run;
  const { manifest, problems, missing, sameAs } = outcome;
  const counts = timedCounts(manifest, durationMs);
  const result = {
    finishedAt: new Date().toISOString(),
    sha256: sha256Of(manifest),
    bytesRead: counts.bytes,
    rowsRead: counts.received,
    counts,
    problems,
    missing,
    effect: manifest.effect,
    error: null,
    ...(sameAs !== undefined && { sameAs }),
  };
  if (!record.dryRun) return succeed(run, { ...result, sequence: manifest.sequence });
  const dataset = await run.deps.datasets.get(record.dataset);
  return progress.end({
    ...result,
    state: 'CHECKED',
    stage: null,
    estimate: estimateCost({
      counts,
      seconds: counts.seconds,
      memoryMb: run.deps.settings.memoryMb,
      writtenBytes: outcome.writtenBytes,
      hasRecords: dataset.definition.records,
    }),
  });
}

/** Of an import whose commit an earlier run has put, which died before it could say so. */
export async function endCommitted(run: ImportRun, manifest: Manifest): Promise<ImportRecord> {
  return succeed(run, {
    finishedAt: manifest.committedAt,
    sha256: sha256Of(manifest),
    bytesRead: manifest.counts.bytes,
    rowsRead: manifest.counts.received,
    counts: manifest.counts,
    effect: manifest.effect,
    sequence: manifest.sequence,
    error: null,
  });
}

async function succeed(
  { record, progress }: ImportRun,
  result: Partial<ImportRecord> & { counts: Counts },
): Promise<ImportRecord> {
  const ended = await progress.end({ ...result, state: 'SUCCEEDED', stage: 'done', estimate: null });
  const { counts } = result;
  emitMetrics(record.dataset, {
    ...(record.kind === 'load' && receivedMetrics(counts)),
    ImportsSucceeded: 1,
    ImportsFailed: 0,
    ImportDuration: counts.seconds * 1000,
  });
  return ended;
}

/** Of rows that came in: what other kinds of imports read has been counted before. */
function receivedMetrics(counts: Counts) {
  return {
    RowsReceived: counts.received,
    RowsAccepted: counts.accepted,
    RowsAnomalous: counts.anomalous,
    RowsRejected: counts.rejected,
    BytesReceived: counts.bytes,
    RowsPerSecond: counts.rowsPerSecond,
  };
}

/** FAILED: the file, or what was asked for, is at fault, and running again would change nothing. */
export async function endFailed(
  { record, progress }: ImportRun,
  failure: LakeportError,
): Promise<ImportRecord> {
  const ended = await progress.end({
    state: 'FAILED',
    finishedAt: new Date().toISOString(),
    error: { code: failure.code, message: failure.sentence },
  });
  const bytes = record.kind === 'load' ? record.sizeBytes : 0;
  emitMetrics(record.dataset, { ImportsSucceeded: 0, ImportsFailed: 1, BytesReceived: bytes });
  return ended;
}

function sha256Of({ sha256 }: Manifest): string | null {
  return sha256 === NO_BYTES ? null : sha256;
}

function timedCounts({ counts }: Manifest, durationMs: number): Counts {
  const seconds = durationMs / 1000;
  return { ...counts, seconds, rowsPerSecond: seconds > 0 ? counts.received / seconds : 0 };
}
