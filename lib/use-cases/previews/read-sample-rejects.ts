import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { parquetSql } from '../../duckdb';
import { readFileColumns } from '../../engine/refused/read-file-columns';
import { ROW_PROBLEM_CODES } from '../../problems';
import { withCells } from '../list-rejects';
import type { SampleToCheck } from './check-sample';
import { shorten } from './file-preview';
import type { PreviewReject } from './file-preview';

const problemsSchema = z.array(
  z.object({
    file: z.string(),
    line: z.coerce.number(),
    byte_offset: z.coerce.number(),
    column: z.string().nullable(),
    code: z.enum(ROW_PROBLEM_CODES),
    message: z.string(),
    raw: z.string(),
    suggestion: z.string().nullable(),
  }),
);

/** A longer one is for no eye. */
const SUGGESTION_CHARS_MAX = 10_000;

export interface RejectsOfSample extends Pick<SampleToCheck, 'definition' | 'source'> {
  problemsMax: number;
}

/** The first problems of a sample's refused rows, with the rows' cells. */
export async function readSampleRejects(
  connection: DuckDBConnection,
  parts: readonly { path: string }[],
  { definition, source, problemsMax }: RejectsOfSample,
): Promise<PreviewReject[]> {
  if (parts.length === 0) return [];
  const result = await connection.runAndReadAll(
    `SELECT * FROM ${parquetSql(parts.map((part) => part.path))} ORDER BY line LIMIT ${problemsMax}`,
  );
  const columns = await readFileColumns(definition, source);
  return problemsSchema.parse(result.getRowObjectsJson()).map((problem) => {
    const { byte_offset: byteOffset, cells, ...row } = withCells(problem, columns);
    return {
      ...row,
      byteOffset,
      raw: shorten(row.raw),
      message: shorten(row.message),
      suggestion:
        row.suggestion !== null && row.suggestion.length > SUGGESTION_CHARS_MAX ? null : row.suggestion,
      cells: cells?.map(shorten) ?? null,
    };
  });
}
