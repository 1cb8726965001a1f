/** What can be said of a row only when the whole file is read: that a value or a key comes again. */
import { rename, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteLiteral } from '../../duckdb';
import { LakeportError } from '../../errors';
import type { ScanSummary } from '../scan/scan-segments';
import type { Segment } from '../scan/segment-file';
import type { ScannedSegment } from '../scan/segment-series';
import { findRepeated, LATE } from './find-repeated';
import { readCounts } from './read-counts';
import { removeSegment } from './remove-segment';
import { offsetSql, rawSql, segmentSql } from './segment-sql';
import { outputPath, PARQUET, rejectsCopySql } from './write-segment';
import type { SegmentOutputs } from './write-segment';

export interface LateProblemsInput {
  connection: DuckDBConnection;
  definition: DatasetDefinition;
  fileName: string;
  outputDir: string;
  segments: readonly SegmentOutputs[];
  /** The file's segments once more: the exact text of the rows in question is in them only. */
  readAgain: () => AsyncGenerator<ScannedSegment, ScanSummary>;
}

/**
 * Refuses rows whose `unique` value or key comes again, and returns the outputs without them. A row that is
 * refused already takes part in nothing. Of rows with a `unique` value the first stays, of rows with a key the
 * last. Memory is bounded: DuckDB spills what does not fit.
 */
export async function refuseLateProblems(input: LateProblemsInput): Promise<readonly SegmentOutputs[]> {
  const { connection, definition, segments } = input;
  const parts = segments.flatMap(({ accepted, anomalies }) =>
    [accepted, anomalies].filter((one) => one !== null),
  );
  if ((await findRepeated(connection, definition, parts)) === 0) return segments;
  const kept: SegmentOutputs[] = [];
  for (const outputs of segments) {
    const accepted = outputs.accepted && (await dropLateRows(connection, outputs.accepted));
    const anomalies = outputs.anomalies && (await dropLateRows(connection, outputs.anomalies));
    kept.push({ ...outputs, accepted, anomalies });
  }
  return addRejects(input, kept);
}

/** Writes a part without its late rows, in the same place; null when no row is left. */
async function dropLateRows(connection: DuckDBConnection, part: string): Promise<string | null> {
  const { rows = 0, late = 0 } = await readCounts(
    connection,
    `SELECT count(*) AS rows, count_if(_line IN (SELECT _line FROM ${LATE})) AS late
     FROM ${parquetSql([part])}`,
  );
  if (late === 0) return part;
  if (late < rows) {
    const target = `${part}.kept`;
    await connection.run(
      `COPY (SELECT * FROM ${parquetSql([part])} WHERE _line NOT IN (SELECT _line FROM ${LATE}))
       TO ${quoteLiteral(target)} (${PARQUET})`,
    );
    await rename(target, part);
    return part;
  }
  await rm(part);
  return null;
}

async function addRejects(
  input: LateProblemsInput,
  segments: readonly SegmentOutputs[],
): Promise<SegmentOutputs[]> {
  const all: SegmentOutputs[] = [];
  for await (const { segment, layout } of input.readAgain()) {
    const outputs = segments[all.length];
    if (!outputs) throw new LakeportError('source-error', 'The file changed while it was read.');
    const late = layout && segment.rows > 0 ? lateSql(segment, layout.width) : null;
    const isHit = late !== null && (await holdsLateRows(input.connection, late));
    all.push(isHit ? { ...outputs, rejects: [await mergeRejects(input, outputs, late)] } : outputs);
    await removeSegment(segment);
  }
  return all;
}

async function holdsLateRows(connection: DuckDBConnection, late: string): Promise<boolean> {
  const { rows = 0 } = await readCounts(connection, `SELECT count(*) AS rows FROM (${late})`);
  return rows > 0;
}

async function mergeRejects(
  { connection, fileName, outputDir }: LateProblemsInput,
  { rejects, segment }: SegmentOutputs,
  late: string,
): Promise<string> {
  const target = outputPath(outputDir, 'rejects-merged', segment.index);
  const problems = [late];
  if (rejects.length > 0) {
    problems.push(
      `SELECT * EXCLUDE (file, file_row_number), file_row_number AS ordinal
       FROM ${parquetSql(rejects, 'file_row_number = true')}`,
    );
  }
  await connection.run(rejectsCopySql(problems, target), { fileName });
  for (const path of rejects) await rm(path);
  return target;
}

/** The rows of late problems are typed rows by now; their exact text is in the segment. */
function lateSql(segment: Segment, width: number): string {
  return `SELECT _line AS line, ${offsetSql(segment)} AS byte_offset, "column", code, message,
                 ${rawSql(segment.dialect, width)} AS raw, NULL::VARCHAR AS suggestion, 0 AS ordinal
          FROM ${LATE} JOIN (${segmentSql(segment, width)}) USING (_line)`;
}
