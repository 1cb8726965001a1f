/** Which parts have the same columns of the same types: others cannot be put into one file as they are. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '../duckdb';

/** The items grouped by the columns of their local files, in their order; `_import` does not count. */
export async function groupBySchema<Item extends { path: string }>(
  connection: DuckDBConnection,
  items: readonly Item[],
): Promise<Item[][]> {
  if (items.length === 0) return [];
  const found = await connection.runAndReadAll(`select file_name,
      string_agg(concat_ws(' ', name, type, logical_type, duckdb_type), ', ' order by column_id)
    from parquet_schema([${items.map(({ path }) => quoteLiteral(path)).join(', ')}])
    where name <> '_import' and column_id > 0 group by file_name`);
  const schemaByPath = new Map(found.getRows().map(([path, schema]) => [String(path), String(schema)]));
  const bySchema = new Map<string | undefined, Item[]>();
  for (const item of items) {
    const schema = schemaByPath.get(item.path);
    const alike = bySchema.get(schema) ?? [];
    alike.push(item);
    bySchema.set(schema, alike);
  }
  return [...bySchema.values()];
}
