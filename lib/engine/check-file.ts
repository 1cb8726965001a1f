/**
 * How a file becomes checked data: scan → segments → typed rows → accepted, flagged and refused rows. A few segments
 * are worked on while the next one is scanned, and gone when their rows are written: memory and disk are bounded.
 */
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { brokenInvariants } from '../counts';
import type { Counts } from '../counts';
import type { DatasetDefinition } from '../dataset/definition';
import type { Field } from '../dataset/field';
import { openDuckDb } from '../duckdb';
import type { DuckDb } from '../duckdb';
import { LakeportError } from '../errors';
import type { RowProblemCode } from '../problems';
import { timed } from './check-step';
import type { OnStep } from './check-step';
import { DEFAULT_LIMITS } from './limits';
import type { EngineLimits } from './limits';
import { readPathValues } from './path-values';
import { prepareFile } from './prepare-file';
import type { FileSource } from './source/file-source';
import type { ScanSummary } from './scan/scan-segments';
import type { FinishedSegment } from './staging/finished-segment';
import { refuseLateProblems } from './staging/late-problems';
import { readBackRejects, readBackRows } from './staging/read-back';
import type { OutputPart } from './staging/read-back';
import { stageSegments } from './staging/stage-segments';
import type { StagedFile } from './staging/stage-segments';
import type { SegmentOutputs } from './staging/write-segment';

/** With the scan, enough to keep all cores busy; more would be waiting for the scan, and cost memory. */
const SEGMENTS_AT_A_TIME = Math.min(4, Math.max(2, availableParallelism()));

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
  source: FileSource;
  /** An empty folder of this check alone; the outputs stay in it. */
  workDir: string;
  /** Whether rows get a `_hash`, which tells an import what has changed and costs a fifth of the time. */
  hashRows?: boolean;
  /** An instance to share between checks; its folders must contain `workDir`. */
  duckDb?: DuckDb;
  onProgress?: (progress: CheckProgress) => void;
  /** For measurements. */
  onStep?: OnStep;
  signal?: AbortSignal;
  limits?: Partial<EngineLimits>;
  /**
   * Segments that an earlier check of the same bytes under the same definition has finished, their files in `workDir`
   * under their own names: they are scanned, and not worked on again.
   */
  finished?: readonly FinishedSegment[];
  /** Hears of each segment that is finished here, in any order, while its files are as they were written. */
  onSegment?: (segment: FinishedSegment) => Promise<void>;
}

export interface CheckedFile {
  /** `inserted`, `updated` and `unchanged` are null: there is nothing here to compare with. */
  counts: Counts;
  /** Problems by code; a refused row may have several. */
  problems: Partial<Record<RowProblemCode, number>>;
  /** Missing values per output column among accepted and flagged rows. */
  missing: Record<string, number>;
  /** Values that did not fit and became missing, by field; under the contract `discard_value` only. */
  discarded: Record<string, number>;
  /** Headers that came again within the file and were skipped. */
  repeatedHeaders: number;
  /** Columns that the file adds to the definition; under the contract `evolve` only. */
  newFields: Field[];
  /** Of the bytes as received. */
  sha256: string;
  /**
   * Parquet parts in the order of the file: the output columns, `_file VARCHAR`, `_line BIGINT`, `_flags VARCHAR[]`;
   * with a primary key `_key UUID`; with `hashRows` also `_hash UUID` of the output columns' values, and without a
   * primary key a `_key` that is NULL.
   */
  accepted: OutputPart[];
  anomalies: OutputPart[];
  /** Parquet parts in the order of the file, with the columns of `RowProblem`: one row a problem. */
  rejects: OutputPart[];
}

/**
 * Checks one file and writes its outputs under `workDir`.
 * @throws LakeportError with the code of a problem of the file; then nothing may be committed.
 */
export async function checkFile(options: CheckOptions): Promise<CheckedFile> {
  const startedAt = performance.now();
  const scratchDir = path.join(options.workDir, 'scratch');
  await mkdir(scratchDir, { recursive: true });
  const duckDb = options.duckDb ?? (await openDuckDb({ dirs: [options.workDir] }));
  try {
    const connection = await duckDb.connect();
    const segmentConnections: Run['segmentConnections'] = [await duckDb.connectToOneCore()];
    while (segmentConnections.length < SEGMENTS_AT_A_TIME) {
      segmentConnections.push(await duckDb.connectToOneCore());
    }
    const connections = [connection, ...segmentConnections];
    const interrupt = () => connections.forEach((one) => one.interrupt());
    options.signal?.addEventListener('abort', interrupt);
    try {
      return await check({ connection, segmentConnections, duckDb, options, scratchDir, startedAt });
    } finally {
      options.signal?.removeEventListener('abort', interrupt);
      for (const one of connections) one.closeSync();
    }
  } finally {
    if (!options.duckDb) duckDb.close();
    await rm(scratchDir, { recursive: true, force: true });
  }
}

interface Run {
  /** For what concerns the whole file. */
  connection: DuckDBConnection;
  /** Each for one segment at a time. */
  segmentConnections: [DuckDBConnection, ...DuckDBConnection[]];
  duckDb: DuckDb;
  options: CheckOptions;
  scratchDir: string;
  /** By `performance.now()`. */
  startedAt: number;
}

async function check(run: Run): Promise<CheckedFile> {
  const { connection, segmentConnections, duckDb, options, scratchDir, startedAt } = run;
  const { definition, source, fileName, workDir, signal, onProgress, onStep } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const pathValues = await readPathValues(connection, definition, fileName);
  const file = await prepareFile({ definition, source, scratchDir, duckDb, limits, signal, onStep });
  const first = file.read({
    onWindow: (rowsRead, bytesRead) => onProgress?.({ stage: 'scanning', bytesRead, rowsRead }),
  });
  const common = { connection, fileName, outputDir: workDir, hashRows: options.hashRows ?? false };
  const staged = await stageSegments(first.segments, {
    ...common,
    connections: segmentConnections,
    definition,
    dialect: file.dialect,
    pathValues,
    signal,
    onStep,
    finished: options.finished,
    onSegment: options.onSegment,
  });
  onProgress?.({ stage: 'checking', bytesRead: first.bytesRead(), rowsRead: staged.summary.rows });
  const segments = await timed(onStep, 'repeat', () =>
    refuseLateProblems({
      ...common,
      definition: staged.definition,
      segments: staged.segments,
      readAgain: () => file.read().segments,
    }),
  );
  signal?.throwIfAborted();
  const written = await timed(onStep, 'read back', () => readBack(connection, staged, segments));
  refuseWhenFrozen(definition, written);
  const { rejectedRows: _rejectedRows, ...outputs } = written;
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    counts: {
      ...countsOf(staged.summary, written, first.bytesRead(), seconds),
      ...leniencyOf(segments),
    },
    ...outputs,
    discarded: sumByName(segments.map((segment) => segment.discarded)),
    repeatedHeaders: staged.summary.repeatedHeaders,
    newFields: staged.definition.schema.fields.slice(definition.schema.fields.length),
    sha256: first.sha256(),
  };
}

/** What the contracts `repair` and `discard_value` let pass, where they did. */
function leniencyOf(segments: readonly SegmentOutputs[]): Pick<Counts, 'repaired' | 'discarded'> {
  const repaired = segments.reduce((sum, { segment }) => sum + segment.repairedRows, 0);
  const discarded = segments
    .flatMap((segment) => Object.values(segment.discarded))
    .reduce((sum, values) => sum + values, 0);
  return { ...(repaired > 0 && { repaired }), ...(discarded > 0 && { discarded }) };
}

interface Written extends Pick<CheckedFile, 'accepted' | 'anomalies' | 'problems' | 'missing' | 'rejects'> {
  rejectedRows: number;
}

async function readBack(
  connection: DuckDBConnection,
  { definition }: StagedFile,
  segments: readonly SegmentOutputs[],
): Promise<Written> {
  const pathsOf = (zone: 'accepted' | 'anomalies' | 'rejects') =>
    segments.flatMap((segment) => segment[zone] ?? []);
  const accepted = pathsOf('accepted');
  const { parts, missing } = await readBackRows(connection, definition, [
    ...accepted,
    ...pathsOf('anomalies'),
  ]);
  const rejects = await readBackRejects(connection, pathsOf('rejects'));
  return {
    accepted: parts.slice(0, accepted.length),
    anomalies: parts.slice(accepted.length),
    missing,
    rejects: rejects.parts,
    rejectedRows: rejects.rows,
    problems: rejects.problems,
  };
}

function sumOf(parts: readonly OutputPart[]): number {
  return parts.reduce((sum, part) => sum + part.rows, 0);
}

function sumByName(counts: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) {
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
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
