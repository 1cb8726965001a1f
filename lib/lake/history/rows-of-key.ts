import { quoteIdentifier } from '../../duckdb';
import { withCurrentRows, type CurrentRowsRequest } from '../query/current-rows';
import { toJsonValue, type JsonValue } from '../query/json-values';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';
import { withRowKeys } from '../selection/row-keys';
import type { RowLineage } from '../selection/selection';
import type { ImportPart } from '../snapshot';

/** A row and where it came from. */
export interface RowOfKey {
  part: ImportPart;
  lineage: RowLineage;
  /** In the order of the columns. */
  values: JsonValue[];
}

/** The rows of a key among those that the snapshot counts in some parts. */
export async function rowsOfKey(
  request: CurrentRowsRequest,
  key: string,
  candidates: readonly ImportPart[],
): Promise<RowOfKey[]> {
  const { cache, db, columns } = request;
  const parts = await partsWithKey(request, key, candidates);
  if (parts.length === 0) return [];
  const names = columns.map(({ name }) => quoteIdentifier(name));
  const parameters = new SqlParameters();
  const wanted = `keys._key = ${parameters.add(key)}::uuid`;
  return withCurrentRows({ ...request, parts }, (relation) =>
    withRowKeys(cache, parts, (keys) =>
      withConnection(db, async (connection) => {
        const found = await connection.runAndReadAll(
          `select ${['_part', '_import', '_file', '_line', ...names].join(', ')} from ${relation} as stored
           join ${keys} as keys on keys.part = stored._part and keys.row = stored._row where ${wanted}`,
          parameters.values,
        );
        return found.getRows().flatMap(([place, importId, file, line, ...values]): RowOfKey[] => {
          const part = parts[Number(place)];
          const lineage = { import: String(importId), file: String(file), line: Number(line) };
          return part ? [{ part, lineage, values: values.map(toJsonValue) }] : [];
        });
      }),
    ),
  );
}

/** Key files are small: they tell which of the parts need to be fetched at all. */
async function partsWithKey(
  { cache, db }: CurrentRowsRequest,
  key: string,
  parts: readonly ImportPart[],
): Promise<ImportPart[]> {
  if (parts.length === 0) return [];
  const parameters = new SqlParameters();
  const wanted = `_key = ${parameters.add(key)}::uuid`;
  return withRowKeys(cache, parts, (keys) =>
    withConnection(db, async (connection) => {
      const sql = `select distinct part from ${keys} where ${wanted}`;
      const found = await connection.runAndReadAll(sql, parameters.values);
      const places = new Set(found.getRows().map(([place]) => Number(place)));
      return parts.filter((_part, place) => places.has(place));
    }),
  );
}
