import { quoteIdentifier } from '../../duckdb';
import { withCurrentRows, type CurrentRowsRequest } from '../query/current-rows';
import { toJsonValue } from '../query/json-values';
import type { RecordRow } from '../query/query-records';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';
import { lineageSql, partsForLineage } from './lineage-rows';
import type { RowLineage } from './selection';

/** The current rows of that lineage, by `lineageName`; one that counts no longer is not among them. */
export async function readRows(
  request: Omit<CurrentRowsRequest, 'parts'>,
  rows: readonly RowLineage[],
): Promise<Map<string, RecordRow>> {
  const { columns, db } = request;
  const parts = partsForLineage(request.snapshot, request.zone, rows);
  if (parts.length === 0) return new Map();
  const parameters = new SqlParameters();
  const names = columns.map(({ name }) => quoteIdentifier(name));
  const condition = lineageSql(rows, parameters);
  return withCurrentRows({ ...request, parts }, (relation) =>
    withConnection(db, async (connection) => {
      const found = await connection.runAndReadAll(
        `select ${['_import', '_file', '_line', ...names].join(', ')} from ${relation} where ${condition}`,
        parameters.values,
      );
      return new Map(
        found.getRows().map(([importId, file, line, ...values]) => {
          const name = lineageName({ import: String(importId), file: String(file), line: Number(line) });
          const cells = columns.map(({ name: column }, index) => [
            column,
            toJsonValue(values[index] ?? null),
          ]);
          return [name, Object.fromEntries(cells) as RecordRow];
        }),
      );
    }),
  );
}

/** A text that tells two rows apart. */
export function lineageName({ import: importId, file, line }: RowLineage): string {
  return JSON.stringify([importId, file, line]);
}
