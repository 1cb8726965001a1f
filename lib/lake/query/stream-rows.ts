/** All rows of some parts as they were written, in batches: the way into DynamoDB. */
import type { DuckDb } from '../../duckdb';
import { quoteIdentifier } from '../../duckdb';
import type { LakeColumn } from '../columns';
import type { PartCache } from '../part-cache';
import type { ImportPart, Snapshot } from '../snapshot';
import { withCurrentRows } from './current-rows';
import { toJsonValue, type JsonValue } from './json-values';

export interface StreamRowsOptions {
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  /** The columns of the definition. */
  columns: readonly LakeColumn[];
  parts: readonly ImportPart[];
  /** SQL over `_part`, the place in `parts`, and `_row`, the place in the part: only rows for which it holds. */
  condition?: string;
}

export interface StreamedRow {
  /** In the order of the columns. */
  values: JsonValue[];
  importId: string;
  file: string;
  line: number;
}

/** Calls `take` with one batch (up to 2,048 rows) after the other; without rows that a later commit replaced, or whose part has expired. */
export async function streamRows(
  options: StreamRowsOptions,
  take: (rows: StreamedRow[]) => Promise<void>,
): Promise<void> {
  const { db, columns, condition = 'true' } = options;
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  await withCurrentRows({ ...options, zone: 'silver' }, async (relation) => {
    // A connection of its own: another query on it would end the stream early, without an error.
    const connection = await db.connect();
    try {
      const result = await connection.stream(
        `select _import, _file, _line, ${names} from ${relation} where ${condition}`,
      );
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        const rows = chunk.getRows().map(([importId, file, line, ...values]) => ({
          importId: String(importId),
          file: String(file),
          line: Number(line),
          values: values.map(toJsonValue),
        }));
        await take(rows);
      }
    } finally {
      connection.closeSync();
    }
  });
}
