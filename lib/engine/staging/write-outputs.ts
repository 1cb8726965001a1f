/** Writes what a file comes to: parts of accepted rows, parts of flagged rows, and the problems of the rest. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { quoteIdentifier, quoteLiteral } from '../../duckdb';
import { ROW_PROBLEM_COLUMNS } from '../../problems';
import type { Segment } from '../scan/segment-file';
import { identitySql } from '../typing/identity-sql';
import { filesSql, LATE_PROBLEMS } from './late-problems';
import type { RowPlan } from './row-plan';
import { rawSql, segmentSql } from './segment-sql';

const ROW_GROUP_ROWS = 122_880;
const PARQUET = `FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;

/** The rows of one segment, typed and checked. */
export interface StagedSegment {
  segment: Segment;
  path: string;
  rows: number;
}

export interface OutputInput {
  connection: DuckDBConnection;
  definition: DatasetDefinition;
  fileName: string;
  workDir: string;
  /** Whether the table of late problems has rows. */
  hasLateProblems: boolean;
}

/** Writes the sound rows of a segment; returns the path, or null when there are none to write. */
export async function writePart(
  input: OutputInput,
  zone: 'accepted' | 'anomalies',
  staged: StagedSegment,
): Promise<string | null> {
  const { connection, definition, fileName, workDir, hasLateProblems } = input;
  const target = path.join(workDir, `${zone}-${String(staged.segment.index).padStart(5, '0')}.parquet`);
  const outputs = outputColumns(definition);
  const rows = `
    FROM read_parquet(${quoteLiteral(staged.path)})
    WHERE _problems IS NULL AND ${zone === 'anomalies' ? '' : 'NOT '}_anomalous
      ${hasLateProblems ? `AND _line NOT IN (SELECT _line FROM ${LATE_PROBLEMS})` : ''}`;
  const columns = outputs.map((column) => quoteIdentifier(column.name));
  const written = await connection.run(
    `COPY (SELECT ${columns.join(', ')}, $fileName::VARCHAR AS _file, _line, _flags, _key,
                  ${identitySql(outputs)} AS _hash ${rows})
     TO ${quoteLiteral(target)} (${PARQUET})`,
    { fileName },
  );
  if (written.rowsChanged > 0) return target;
  await rm(target);
  return null;
}

export interface RejectFiles {
  parquet: string;
  csv: string;
}

/** Writes the problems of all refused rows in the order of the file, as Parquet and as CSV. */
export async function writeRejects(
  input: OutputInput,
  plan: RowPlan | null,
  staged: readonly StagedSegment[],
): Promise<RejectFiles> {
  const { connection, fileName, workDir } = input;
  const parquet = path.join(workDir, 'rejects.parquet');
  const csv = path.join(workDir, 'rejects.csv');
  const problems = [
    ...brokenSql(staged),
    ...stagedSql(staged),
    ...(plan && input.hasLateProblems ? [lateSql(plan, staged)] : []),
  ];
  const columns = ROW_PROBLEM_COLUMNS.map(quoteIdentifier).join(', ');
  await connection.run(
    `COPY (SELECT ${columns} FROM (
       SELECT $fileName::VARCHAR AS file, *, NULL::VARCHAR AS suggestion FROM (${problems.join(' UNION ALL ')}))
       ORDER BY line, ordinal, code)
     TO ${quoteLiteral(parquet)} (${PARQUET})`,
    { fileName },
  );
  await connection.run(
    `COPY (SELECT ${columns} FROM read_parquet(${quoteLiteral(parquet)}, file_row_number = true)
           ORDER BY file_row_number)
     TO ${quoteLiteral(csv)} (FORMAT csv, HEADER)`,
  );
  return { parquet, csv };
}

function brokenSql(staged: readonly StagedSegment[]): string[] {
  const paths = staged.flatMap(({ segment }) => segment.brokenPath ?? []);
  if (paths.length === 0) return [];
  return [
    `SELECT line, byte_offset, "column", code, message, raw, 0 AS ordinal
     FROM read_json(${filesSql(paths)}, format = 'newline_delimited', columns = {line: 'BIGINT',
       byte_offset: 'BIGINT', "column": 'VARCHAR', code: 'VARCHAR', message: 'VARCHAR', raw: 'VARCHAR'})`,
  ];
}

function stagedSql(staged: readonly StagedSegment[]): string[] {
  const paths = staged.filter(({ rows }) => rows > 0).map((one) => one.path);
  if (paths.length === 0) return [];
  return [
    `SELECT _line AS line, _offset AS byte_offset, _problem."column", _problem.code, _problem.message,
            _raw AS raw, ordinal
     FROM (SELECT _line, _offset, _raw, unnest(_problems) AS _problem, generate_subscripts(_problems, 1) AS ordinal
           FROM read_parquet(${filesSql(paths)}) WHERE _problems IS NOT NULL)`,
  ];
}

/** The rows of late problems are typed rows by now; their exact text is read from the segments again. */
function lateSql(plan: RowPlan, staged: readonly StagedSegment[]): string {
  const segments = staged.filter(({ rows }) => rows > 0);
  const records = segments.map(({ segment }) => segmentSql(segment, plan.reader)).join(' UNION ALL ');
  return `SELECT _line AS line, _offset AS byte_offset, "column", code, message, ${rawSql(plan.reader)} AS raw,
                 0 AS ordinal
          FROM ${LATE_PROBLEMS} JOIN (${records}) AS _records USING (_line)`;
}
