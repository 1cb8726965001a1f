/** All refused rows of an import, one item a record with all its problems. */
import { z } from 'zod';
import { ROW_PROBLEM_CODES } from '../../problems';
import type { RejectsQuery } from './query-rejects';
import { withRejects } from './stored-rejects';

const problemsSchema = z.array(
  z.object({ column: z.string().nullable(), code: z.enum(ROW_PROBLEM_CODES), message: z.string() }),
);

export interface RefusedRow {
  line: number;
  /** The record's exact text. */
  raw: string;
  problems: z.infer<typeof problemsSchema>;
}

export type RefusedRowsSource = Pick<RejectsQuery, 'cache' | 'db' | 'dataset' | 'importId'>;

/**
 * Calls `take` with one batch after the other, in the order of the file.
 * @throws LakeportError `not-found` when the import's refused rows are not stored, or no longer
 */
export async function streamRefusedRows(
  source: RefusedRowsSource,
  take: (rows: RefusedRow[]) => Promise<void>,
): Promise<void> {
  await withRejects(source, async (relation) => {
    // A connection of its own: another query on it would end the stream early, without an error.
    const connection = await source.db.connect();
    try {
      const result = await connection.stream(
        `select line, any_value(raw),
           to_json(list(struct_pack("column" := "column", code := code, message := message) order by file_row_number))
         from ${relation} group by file, line, byte_offset order by file, line, byte_offset`,
      );
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        await take(chunk.getRows().map(toRow));
      }
    } finally {
      connection.closeSync();
    }
  });
}

function toRow([line, raw, problems]: readonly unknown[]): RefusedRow {
  return {
    line: Number(line),
    raw: String(raw),
    problems: problemsSchema.parse(JSON.parse(String(problems))),
  };
}
