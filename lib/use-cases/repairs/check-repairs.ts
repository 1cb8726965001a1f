import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { DatasetDefinition } from '../../dataset/definition';
import { definitionForFile } from '../../dataset/definition-for-file';
import { parquetSql } from '../../duckdb';
import { memorySource } from '../../engine/source/memory-source';
import type { Actor } from '../../roles';
import { authorizeImport } from '../authorize';
import type { RefusedDeps } from '../open-refused';
import { withCheckedSample, type SampleDeps } from '../previews/check-sample';
import type { PreviewReject } from '../previews/file-preview';
import { readSampleRejects } from '../previews/read-sample-rejects';
import { readRepairedRows, type RepairsRequest } from './read-repaired-rows';

export interface RepairCheck {
  problems: PreviewReject[];
  /** Lines whose row is good and waits for review. */
  anomalous: number[];
}

/** Where a message about a repeated value or key names the other row. */
const OTHER_LINE = / on line (\d+)(?=(?:; the last one counts)?\.$)/;

const linesSchema = z.array(z.object({ line: z.coerce.number().int() }));

/**
 * What the engine says of repaired rows before they are sent. They are judged by themselves: what their import finds
 * in the lake, or leaves there, is not looked at.
 */
export async function checkRepairs(
  deps: RefusedDeps & SampleDeps,
  actor: Actor,
  request: RepairsRequest,
): Promise<RepairCheck> {
  await authorizeImport(deps.imports, actor, 'import', request.importId);
  const { dataset, fileName, lines, rows } = await readRepairedRows(deps, request);
  const source = memorySource(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  const definition = judgingRows(definitionForFile(dataset.definition, fileName));
  const lineOf = (row: number) => lines[row - 1] ?? row;
  return withCheckedSample(deps, { definition, fileName, source }, async (checked, connection) => {
    const problems = await readSampleRejects(connection, checked.rejects, {
      definition,
      source,
      problemsMax: rows.length * (definition.schema.fields.length + 1),
    });
    const anomalous = await readLines(connection, checked.anomalies);
    return {
      problems: problems.map((problem) => ({
        ...problem,
        line: lineOf(problem.line),
        message: problem.message.replace(OTHER_LINE, (_, row) => ` on line ${lineOf(Number(row))}`),
      })),
      anomalous: anomalous.map(lineOf),
    };
  });
}

/** A row with a fault is told of, also in a dataset that takes whole files only. */
function judgingRows(definition: DatasetDefinition): DatasetDefinition {
  return definition.contract === 'freeze' ? { ...definition, contract: 'quarantine' } : definition;
}

async function readLines(
  connection: DuckDBConnection,
  parts: readonly { path: string }[],
): Promise<number[]> {
  if (parts.length === 0) return [];
  const result = await connection.runAndReadAll(
    `SELECT _line AS line FROM ${parquetSql(parts.map((part) => part.path))} ORDER BY _line`,
  );
  return linesSchema.parse(result.getRowObjectsJson()).map(({ line }) => line);
}
