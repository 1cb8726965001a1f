/** Turns scanned segments into staged ones: a Parquet file of typed rows and their problems for each. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '../../duckdb';
import { LakeportError } from '../../errors';
import type { ScannedSegment, ScanSummary } from '../scan/scan-segments';
import type { Segment } from '../scan/segment-file';
import { planRows } from './row-plan';
import type { RowPlan, RowPlanInput } from './row-plan';
import type { StagedSegment } from './write-outputs';

export interface StagedFile {
  summary: ScanSummary;
  segments: StagedSegment[];
  /** Null when the file has no row at all. */
  plan: RowPlan | null;
}

/** Stages a segment while the next one is scanned, and never more than that, so that little disk is used ahead. */
export async function stageSegments(
  connection: DuckDBConnection,
  scanned: AsyncGenerator<ScannedSegment, ScanSummary>,
  input: Omit<RowPlanInput, 'layout'>,
): Promise<StagedFile> {
  const segments: StagedSegment[] = [];
  let plan: RowPlan | null = null;
  let underWay: Promise<StagedSegment> | null = null;
  try {
    for (;;) {
      const next = await scanned.next();
      if (underWay) segments.push(await underWay);
      underWay = null;
      if (next.done) return { summary: next.value, segments, plan };
      const { segment, layout } = next.value;
      plan ??= await planRows(connection, { ...input, layout });
      underWay = stageSegment(connection, plan, segment);
      // The next turn awaits it and throws what it throws; until then a failure is not unhandled.
      underWay.catch(() => undefined);
    }
  } finally {
    // A statement must have ended before its connection is closed.
    await underWay?.catch(() => undefined);
    await scanned.return({ rows: 0, blankRows: 0 });
  }
}

async function stageSegment(
  connection: DuckDBConnection,
  plan: RowPlan,
  segment: Segment,
): Promise<StagedSegment> {
  const path = `${segment.path}.parquet`;
  if (segment.rows === 0) return { segment, path, rows: 0 };
  const result = await connection.run(
    `COPY (${plan.sql(segment)}) TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION lz4_raw, PARQUET_VERSION v2)`,
    plan.values,
  );
  const rows = result.rowsChanged;
  if (rows !== segment.rows) {
    throw new LakeportError('invariant-broken', `Of ${segment.rows} rows of a segment ${rows} were read.`);
  }
  return { segment, path, rows };
}
