import type { Dataset, DatasetTable } from '../aws/dataset-table';
import { retentionDays } from '../dataset/retention';
import type { DuckDb } from '../duckdb';
import { checkpointLog } from '../lake/compaction/checkpoint-log';
import { compactDataset } from '../lake/compaction/compact-dataset';
import { removeDropped } from '../lake/compaction/remove-dropped';
import type { ObjectStore } from '../lake/object-store';
import type { PartCache } from '../lake/part-cache';
import { latestSnapshot } from './latest-snapshot';

export interface CompactDeps {
  datasets: DatasetTable;
  store: ObjectStore;
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
  /** False when the time that is left is for ending well: the next run goes on. */
  mayGoOn(): boolean;
}

/**
 * Keeps every dataset fast to read, however many small imports it has: by the clock, and never visible to a reader.
 * @throws AggregateError when it failed for some datasets; the others are done
 */
export async function compactDatasets(deps: CompactDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const dataset of await deps.datasets.list()) {
    if (!deps.mayGoOn()) break;
    try {
      await compact(deps, dataset);
    } catch (error) {
      failures.push(new Error(`The dataset ${dataset.name} could not be compacted.`, { cause: error }));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some datasets could not be compacted.');
}

async function compact(deps: CompactDeps, { name, definition }: Dataset): Promise<void> {
  const days = {
    silver: retentionDays(definition, 'silver'),
    anomalies: retentionDays(definition, 'anomalies'),
  };
  let isDone = false;
  while (!isDone && deps.mayGoOn()) {
    const snapshot = await latestSnapshot(deps.store, name);
    isDone = !(await compactDataset({ ...deps, dataset: name, snapshot, retentionDays: days }));
  }
  await checkpointLog(deps.store, name);
  await removeDropped({ store: deps.store, snapshot: await latestSnapshot(deps.store, name) });
}
