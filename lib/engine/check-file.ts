/**
 * How a file becomes checked data: scan → segments → staged rows → accepted, flagged and refused rows. A
 * segment is staged while the next one is scanned; memory and the disk's use per step are bounded by segments.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { brokenInvariants } from '../counts';
import type { Counts } from '../counts';
import type { DatasetDefinition } from '../dataset/definition';
import { openDuckDb } from '../duckdb';
import type { DuckDb } from '../duckdb';
import { LakeportError } from '../errors';
import type { RowProblemCode } from '../problems';
import { DEFAULT_LIMITS } from './limits';
import type { EngineLimits } from './limits';
import { readPathValues } from './path-values';
import { openSource } from './scan/open-source';
import type { OpenSource } from './scan/open-source';
import { scanSegments } from './scan/scan-segments';
import type { ScanSummary } from './scan/scan-segments';
import { findLateProblems } from './staging/late-problems';
import { readBackMissing, readBackParts, readBackRejects } from './staging/read-back';
import type { OutputPart } from './staging/read-back';
import { stageSegments } from './staging/stage-segments';
import type { StagedFile } from './staging/stage-segments';
import { writePart, writeRejects } from './staging/write-outputs';
import type { OutputInput } from './staging/write-outputs';

export interface CheckProgress {
  stage: 'scanning' | 'checking';
  /** Bytes of the file as received, so compressed ones for a gzip file. */
  bytesRead: number;
  rowsRead: number;
}

export interface CheckOptions {
  definition: DatasetDefinition;
  /** Shown in `_file` and searched by `fromPath`. */
  fileName: string;
  /** The file as received, plain or gzip. */
  source: AsyncIterable<Uint8Array>;
  /** An empty folder of this check alone; the outputs stay in it. */
  workDir: string;
  /** An instance to share between checks; its folders must contain `workDir`. */
  duckDb?: DuckDb;
  onProgress?: (progress: CheckProgress) => void;
  signal?: AbortSignal;
  limits?: Partial<EngineLimits>;
}

export interface CheckedFile {
  /** `inserted`, `updated` and `unchanged` are null: there is nothing here to compare with. */
  counts: Counts;
  /** Problems by code; a refused row may have several. */
  problems: Partial<Record<RowProblemCode, number>>;
  /** Missing values per output column among accepted and flagged rows. */
  missing: Record<string, number>;
  /** Of the bytes as received. */
  sha256: string;
  /**
   * Parquet parts: the output columns, `_file VARCHAR`, `_line BIGINT`, `_flags VARCHAR[]`, `_key UUID` (NULL
   * without a primary key) and `_hash UUID` of the output columns' values.
   */
  accepted: OutputPart[];
  anomalies: OutputPart[];
  /** `rows` counts problems, one row each; null when nothing was refused. */
  rejects: { parquet: string; csv: string; rows: number } | null;
}

/**
 * Checks one file and writes its outputs under `workDir`.
 * @throws LakeportError with the code of a problem of the file; then nothing may be committed.
 */
export async function checkFile(options: CheckOptions): Promise<CheckedFile> {
  const startedAt = performance.now();
  const source = openSource(options.source);
  const scratchDir = path.join(options.workDir, 'scratch');
  await mkdir(scratchDir, { recursive: true });
  const duckDb = options.duckDb ?? (await openDuckDb({ dirs: [options.workDir] }));
  try {
    const connection = await duckDb.connect();
    const interrupt = () => connection.interrupt();
    options.signal?.addEventListener('abort', interrupt);
    try {
      return await check(connection, options, { source, scratchDir, startedAt });
    } finally {
      options.signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  } finally {
    source.close();
    if (!options.duckDb) duckDb.close();
    await rm(scratchDir, { recursive: true, force: true });
  }
}

interface Run {
  source: OpenSource;
  scratchDir: string;
  /** By `performance.now()`. */
  startedAt: number;
}

async function check(
  connection: DuckDBConnection,
  options: CheckOptions,
  { source, scratchDir, startedAt }: Run,
): Promise<CheckedFile> {
  const { definition, fileName, workDir, signal, onProgress } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const pathValues = await readPathValues(connection, definition, fileName);
  const report = (stage: CheckProgress['stage'], rowsRead: number) =>
    onProgress?.({ stage, bytesRead: source.bytesRead(), rowsRead });
  const staged = await stageSegments(
    connection,
    scanSegments(source.bytes, {
      definition,
      dir: scratchDir,
      ...limits,
      signal,
      onWindow: (rows) => report('scanning', rows),
    }),
    { definition, pathValues, recordBytesMax: limits.recordBytesMax },
  );
  report('checking', staged.summary.rows);
  const stagedPaths = staged.segments.filter(({ rows }) => rows > 0).map((segment) => segment.path);
  const lateProblems = await findLateProblems(connection, definition, stagedPaths);
  signal?.throwIfAborted();
  const output = { connection, definition, fileName, workDir, hasLateProblems: lateProblems > 0 };
  const written = await writeAll(output, staged);
  refuseWhenFrozen(definition, written);
  const seconds = (performance.now() - startedAt) / 1000;
  const counts = countsOf(staged.summary, written, source.bytesRead(), seconds);
  const { accepted, anomalies, problems, missing, rejects } = written;
  return { counts, problems, missing, sha256: source.sha256(), accepted, anomalies, rejects };
}

interface Written extends Pick<CheckedFile, 'accepted' | 'anomalies' | 'problems' | 'missing' | 'rejects'> {
  rejectedRows: number;
}

async function writeAll(output: OutputInput, staged: StagedFile): Promise<Written> {
  const { connection, definition } = output;
  const paths = { accepted: new Array<string>(), anomalies: new Array<string>() };
  const mayFlag = definition.rules.some((rule) => rule.route === 'anomalies');
  const zones = mayFlag ? (['accepted', 'anomalies'] as const) : (['accepted'] as const);
  for (const segment of staged.segments.filter(({ rows }) => rows > 0)) {
    for (const zone of zones) {
      const part = await writePart(output, zone, segment);
      if (part !== null) paths[zone].push(part);
    }
  }
  const accepted = await readBackParts(connection, paths.accepted);
  const anomalies = await readBackParts(connection, paths.anomalies);
  const missing = await readBackMissing(connection, definition, [...accepted, ...anomalies]);
  const sound = sumOf(accepted) + sumOf(anomalies);
  if (sound === staged.summary.rows) {
    return { accepted, anomalies, missing, problems: {}, rejects: null, rejectedRows: 0 };
  }
  const files = await writeRejects(output, staged.plan, staged.segments);
  const rejected = await readBackRejects(connection, files.parquet);
  const problemRows = Object.values(rejected.problems).reduce((sum, count) => sum + count, 0);
  return {
    accepted,
    anomalies,
    missing,
    problems: rejected.problems,
    rejects: { ...files, rows: problemRows },
    rejectedRows: rejected.rows,
  };
}

function sumOf(parts: readonly OutputPart[]): number {
  return parts.reduce((sum, part) => sum + part.rows, 0);
}

function refuseWhenFrozen(definition: DatasetDefinition, written: Written): void {
  if (definition.contract !== 'freeze' || written.rejectedRows === 0) return;
  const problems = Object.entries(written.problems).map(([code, count]) => `${count} × ${code}`);
  throw new LakeportError(
    'contract-frozen',
    `${written.rejectedRows} rows do not fit (${problems.join(', ')}), and the dataset takes whole files only.`,
    { resolution: 'Correct the file, or set "contract": "quarantine" in the definition.' },
  );
}

/** @throws LakeportError `invariant-broken` when what was read back is not what was received. */
function countsOf(summary: ScanSummary, written: Written, bytes: number, seconds: number): Counts {
  const counts: Counts = {
    received: summary.rows,
    accepted: sumOf(written.accepted),
    anomalous: sumOf(written.anomalies),
    rejected: written.rejectedRows,
    blank: summary.blankRows,
    inserted: null,
    updated: null,
    unchanged: null,
    bytes,
    seconds,
    rowsPerSecond: seconds > 0 ? Math.round(summary.rows / seconds) : 0,
  };
  const broken = brokenInvariants(counts);
  if (broken.length > 0)
    throw new LakeportError('invariant-broken', `The rows do not add up: ${broken.join('; ')}.`);
  return counts;
}
