import type { Dataset, DatasetTable } from '../aws/dataset-table';
import { outputColumns, type OutputColumn } from '../dataset/definition';
import type { DuckDb } from '../duckdb';
import type { ObjectStore } from '../lake/object-store';
import type { PartCache } from '../lake/part-cache';
import type { Snapshot } from '../lake/snapshot';
import { latestSnapshot } from './latest-snapshot';

/** What a use case that reads rows needs. */
export interface QueryDeps {
  datasets: DatasetTable;
  store: ObjectStore;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
}

/** The dataset with its last commit. */
export async function openDataset(
  { datasets, store }: QueryDeps,
  name: string,
): Promise<{ dataset: Dataset; columns: OutputColumn[]; snapshot: Snapshot }> {
  const [dataset, snapshot] = await Promise.all([datasets.get(name), latestSnapshot(store, name)]);
  return { dataset, columns: outputColumns(dataset.definition), snapshot };
}
