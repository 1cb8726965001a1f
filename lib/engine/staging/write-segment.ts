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
import type { RowPlan, RowZone } from './row-plan';

const ROW_GROUP_ROWS = 122_880;
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

/** Paths of a segment's outputs, null where there are no such rows. */
export interface SegmentOutputs {
  segment: Segment;
  accepted: string | null;
  anomalies: string | null;
  rejects: string | null;
  /** Values that were discarded, by field. */
  discarded: Record<string, number>;
}

/** @throws LakeportError `invariant-broken` when not every row of the segment was read. */
export async function writeSegment(input: WriteSegmentInput): Promise<SegmentOutputs> {
  const { connection, segment, plan, onStep } = input;
  if (segment.rows === 0 || plan === null) {
    const rejects = segment.brokenRows > 0 ? await writeRejects(input, null) : null;
    return { segment, accepted: null, anomalies: null, rejects, discarded: {} };
  }
  const discarded = await timed(onStep, 'type', () => stage(input, plan));
  const accepted = await timed(onStep, 'write', () => writePart(input, plan, 'accepted'));
  const anomalies = await timed(onStep, 'write', () => writePart(input, plan, 'anomalies'));
  const hasBadRows = accepted.rows + anomalies.rows < segment.rows;
  const refuse = () => writeRejects(input, hasBadRows ? plan : null);
  const rejects = hasBadRows || segment.brokenRows > 0 ? await timed(onStep, 'explain', refuse) : null;
  await connection.run(`DROP TABLE ${STAGED}`);
  return { segment, accepted: accepted.path, anomalies: anomalies.path, rejects, discarded };
}

/** Fills the table of the segment's rows; returns the number of discarded values by field. */
async function stage(
  { connection, segment }: WriteSegmentInput,
  plan: RowPlan,
): Promise<Record<string, number>> {
  const sql = `CREATE OR REPLACE TEMP TABLE ${STAGED} AS ${plan.stagedSql(segment)}`;
  await connection.run(sql, plan.parameters.valuesIn(sql));
  const discarded = plan.discardable.map(
    (_, index) => `count_if(${discardedColumn(index)}) AS discarded${index}`,
  );
  const counts = await readCounts(
    connection,
    `SELECT ${['count(*) AS rows', ...discarded].join(', ')} FROM ${STAGED}`,
  );
  if (counts.rows !== segment.rows) {
    const message = `Of ${segment.rows} rows of a segment ${counts.rows} were read.`;
    throw new LakeportError('invariant-broken', message);
  }
  return Object.fromEntries(plan.discardable.map((name, index) => [name, counts[`discarded${index}`] ?? 0]));
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

/** Writes the problems of a segment's refused rows in the order of the file. */
async function writeRejects(input: WriteSegmentInput, planOfBadRows: RowPlan | null): Promise<string> {
  const { connection, segment } = input;
  const target = outputPath(input.outputDir, 'rejects', segment.index);
  const problems = [
    ...(segment.brokenPath ? [brokenSql(segment.brokenPath)] : []),
    ...(planOfBadRows ? [planOfBadRows.problemsSql(segment)] : []),
  ];
  const sql = rejectsCopySql(problems, target);
  await connection.run(sql, { ...planOfBadRows?.parameters.valuesIn(sql), fileName: input.fileName });
  return target;
}

/** A COPY of problems in the order of the file; its parameter is `fileName`. */
export function rejectsCopySql(problems: readonly string[], target: string): string {
  const columns = ROW_PROBLEM_COLUMNS.map(quoteIdentifier).join(', ');
  return `COPY (SELECT ${columns}
                FROM (SELECT $fileName::VARCHAR AS file, * FROM (${problems.join(' UNION ALL BY NAME ')}))
                ORDER BY line, ordinal, code)
          TO ${quoteLiteral(target)} (${PARQUET})`;
}

function brokenSql(path: string): string {
  return `SELECT line, byte_offset, "column", code, message, raw, suggestion, 0 AS ordinal
          FROM read_json(${quoteLiteral(path)}, format = 'newline_delimited', columns = {line: 'BIGINT',
            byte_offset: 'BIGINT', "column": 'VARCHAR', code: 'VARCHAR', message: 'VARCHAR', raw: 'VARCHAR',
            suggestion: 'VARCHAR'})`;
}

export function outputPath(outputDir: string, name: RowZone | 'rejects', segment: number): string {
  return path.join(outputDir, `${name}-${String(segment).padStart(5, '0')}.parquet`);
}
