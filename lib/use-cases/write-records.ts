import type { KeyedRecord, RecordTable, WriteResult } from '../aws/record-table';
import { outputColumns, type DatasetDefinition } from '../dataset/definition';
import type { DuckDb } from '../duckdb';
import type { PartCache } from '../lake/part-cache';
import { streamRows } from '../lake/query/stream-rows';
import type { Snapshot } from '../lake/snapshot';

/**
 * Writes the rows that the commits after `published` brought into the Records table, commit by commit, so that
 * of two rows of one key the later one stays.
 */
export async function writeRecords(
  deps: { records: RecordTable; cache: PartCache; db: DuckDb },
  definition: DatasetDefinition,
  snapshot: Snapshot,
  published: number,
): Promise<WriteResult> {
  const columns = outputColumns(definition);
  const keyPlaces = definition.schema.primaryKey.map((name) =>
    columns.findIndex((column) => column.name === name),
  );
  const total: WriteResult = { written: 0, throttled: 0 };
  for (const manifest of snapshot.manifests.slice(published)) {
    const { importId } = manifest;
    const parts = manifest.silver.parts.map((part) => ({ ...part, importId }));
    await streamRows({ ...deps, snapshot, columns, parts }, async (rows) => {
      const records = rows.map(({ values, file, line }): KeyedRecord => ({
        key: keyPlaces.map((place) => String(values[place])),
        values: Object.fromEntries(columns.map(({ name }, index) => [name, values[index] ?? null])),
        importId,
        file,
        line,
      }));
      const { written, throttled } = await deps.records.put(definition.name, records);
      total.written += written;
      total.throttled += throttled;
    });
  }
  return total;
}
