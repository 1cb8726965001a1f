/** Writes what a segment comes to: a part of accepted rows, one of flagged rows, and the problems of the rest. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { quoteIdentifier, quoteLiteral } from '../../duckdb';
import { LakeportError } from '../../errors';
import { ROW_PROBLEM_COLUMNS } from '../../problems';
import { timed } from '../check-step';
import type { OnStep } from '../check-step';
import type { Segment } from '../scan/segment-file';
import { identitySql } from '../typing/identity-sql';
import { readCounts } from './read-counts';
import { discardedColumn } from './row-layers';
import { STAGED } from './row-plan';
import type { LineRange, RowPlan, RowZone } from './row-plan';

const ROW_GROUP_ROWS = 122_880;
const JSON_BYTES_MIN = 512 * 1024;
/** Refused rows whose problems are sorted together. */
const REJECTS_AT_A_TIME = 50_000;
/** How an output is written. DuckDB 1.5 fails to write some lists of equal texts in version 2 of the format. */
export const PARQUET = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;

export interface WriteSegmentInput {
  connection: DuckDBConnection;
  definition: DatasetDefinition;
  fileName: string;
  outputDir: string;
  /** Whether there is a `_hash`, and a `_key` also where there is no primary key. */
  hashRows: boolean;
  segment: Segment;
  /** Null for a segment without rows. */
  plan: RowPlan | null;
  onStep?: OnStep | undefined;
}

/** Paths of a segment's outputs, null or none where there are no such rows. */
export interface SegmentOutputs {
  segment: Segment;
  accepted: string | null;
  anomalies: string | null;
  /** In the order of the file. */
  rejects: readonly string[];
  /** Values that were discarded, by field. */
  discarded: Record<string, number>;
}

/** @throws LakeportError `invariant-broken` when not every row of the segment was read. */
export async function writeSegment(input: WriteSegmentInput): Promise<SegmentOutputs> {
  const { connection, segment, plan, onStep } = input;
  if (segment.rows === 0 || plan === null) {
    const rejects = await writeRejects(input, null, 0);
    return { segment, accepted: null, anomalies: null, rejects, discarded: {} };
  }
  const discarded = await timed(onStep, 'type', () => stage(input, plan));
  const accepted = await timed(onStep, 'write', () => writePart(input, plan, 'accepted'));
  const anomalies = await timed(onStep, 'write', () => writePart(input, plan, 'anomalies'));
  const badRows = segment.rows - accepted.rows - anomalies.rows;
  const rejects = await timed(onStep, 'explain', () => writeRejects(input, plan, badRows));
  await connection.run(`DROP TABLE ${STAGED}`);
  return { segment, accepted: accepted.path, anomalies: anomalies.path, rejects, discarded };
}

/** Fills the table of the segment's rows; returns the number of discarded values by field. */
async function stage(
  { connection, segment }: WriteSegmentInput,
  plan: RowPlan,
): Promise<Record<string, number>> {
  const sql = `CREATE OR REPLACE TEMP TABLE ${STAGED} AS ${plan.stagedSql(segment)}`;
  const { Count: rows } = await readCounts(connection, sql, plan.parameters.valuesIn(sql));
  if (rows !== segment.rows) {
    throw new LakeportError('invariant-broken', `Of ${segment.rows} rows of a segment ${rows} were read.`);
  }
  if (plan.discardable.length === 0) return {};
  const discarded = plan.discardable.map((_, index) => `count_if(${discardedColumn(index)}) AS of${index}`);
  const counts = await readCounts(connection, `SELECT ${discarded.join(', ')} FROM ${STAGED}`);
  return Object.fromEntries(plan.discardable.map((name, index) => [name, counts[`of${index}`] ?? 0]));
}

interface WrittenPart {
  /** Null when there are no such rows. */
  path: string | null;
  rows: number;
}

async function writePart(input: WriteSegmentInput, plan: RowPlan, zone: RowZone): Promise<WrittenPart> {
  const { connection, definition, fileName, hashRows, segment } = input;
  const mayBe = zone === 'accepted' || definition.rules.some((rule) => rule.route === 'anomalies');
  if (!mayBe) return { path: null, rows: 0 };
  const target = outputPath(input.outputDir, zone, segment.index);
  const outputs = outputColumns(definition);
  const hasKey = definition.schema.primaryKey.length > 0;
  const items = [
    ...outputs.map((column) => quoteIdentifier(column.name)),
    '$fileName::VARCHAR AS _file',
    '_line',
    `${plan.flagsSql(segment, zone)} AS _flags`,
    ...(hasKey || hashRows ? [hasKey ? '_key' : 'NULL::UUID AS _key'] : []),
    ...(hashRows ? [`${identitySql(outputs)} AS _hash`] : []),
  ];
  const sql = `
    COPY (SELECT ${items.join(', ')}
          FROM ${STAGED} WHERE NOT _bad AND ${zone === 'anomalies' ? '' : 'NOT '}_anomalous)
    TO ${quoteLiteral(target)} (${PARQUET})`;
  const written = await connection.run(sql, { ...plan.parameters.valuesIn(sql), fileName });
  if (written.rowsChanged > 0) return { path: target, rows: written.rowsChanged };
  await rm(target);
  return { path: null, rows: 0 };
}

/** Writes the problems of a segment's refused rows in the order of the file, as many rows at a time as can be sorted. */
async function writeRejects(
  input: WriteSegmentInput,
  plan: RowPlan | null,
  badRows: number,
): Promise<readonly string[]> {
  const { connection, segment, fileName, outputDir } = input;
  const { firstLine, lastLine, brokenPath, brokenLineMax, brokenRows } = segment;
  const turns = Math.ceil((badRows + brokenRows) / REJECTS_AT_A_TIME);
  const step = Math.ceil((lastLine + 1 - firstLine) / turns);
  const paths: string[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const lines = { from: firstLine + turn * step, to: firstLine + (turn + 1) * step };
    const problems = [
      ...(brokenPath ? [brokenSql(brokenPath, brokenLineMax, lines)] : []),
      ...(plan && badRows > 0 ? [plan.problemsSql(segment, lines)] : []),
    ];
    const target = outputPath(outputDir, `rejects-${turn}`, segment.index);
    const sql = rejectsCopySql(problems, target);
    await connection.run(sql, { ...(badRows > 0 && plan?.parameters.valuesIn(sql)), fileName });
    paths.push(target);
  }
  return paths;
}

/** A COPY of problems in the order of the file; its parameter is `fileName`. */
export function rejectsCopySql(problems: readonly string[], target: string): string {
  const columns = ROW_PROBLEM_COLUMNS.map(quoteIdentifier).join(', ');
  return `COPY (SELECT ${columns}
                FROM (SELECT $fileName::VARCHAR AS file, * FROM (${problems.join(' UNION ALL BY NAME ')}))
                ORDER BY line, ordinal, code)
          TO ${quoteLiteral(target)} (${PARQUET})`;
}

/** DuckDB sets aside twice the longest line for each thread: 16 MB of it, unless told otherwise. */
function brokenSql(path: string, lineMax: number, { from, to }: LineRange): string {
  // A character takes three bytes at most, or four where there are two of them.
  const bytesMax = Math.max(JSON_BYTES_MIN, 3 * lineMax);
  return `SELECT line, byte_offset, "column", code, message, raw, suggestion, 0 AS ordinal
          FROM read_json(${quoteLiteral(path)}, format = 'newline_delimited',
            maximum_object_size = ${bytesMax}, columns = {line: 'BIGINT',
            byte_offset: 'BIGINT', "column": 'VARCHAR', code: 'VARCHAR', message: 'VARCHAR', raw: 'VARCHAR',
            suggestion: 'VARCHAR'})
          WHERE line >= ${from} AND line < ${to}`;
}

export function outputPath(outputDir: string, name: string, segment: number): string {
  return path.join(outputDir, `${name}-${String(segment).padStart(5, '0')}.parquet`);
}
