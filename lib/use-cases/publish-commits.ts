import { randomUUID } from 'node:crypto';
import type { Dataset, DatasetTable } from '../aws/dataset-table';
import type { RecordTable } from '../aws/record-table';
import { outputColumns } from '../dataset/definition';
import type { DuckDb } from '../duckdb';
import { compileView } from '../engine/views';
import type { ObjectStore } from '../lake/object-store';
import type { PartCache } from '../lake/part-cache';
import { buildView } from '../lake/query/build-view';
import type { Snapshot } from '../lake/snapshot';
import { emitMetrics } from '../metrics';
import { latestSnapshot } from './latest-snapshot';
import { writeRecords } from './write-records';

const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;
const POLL_MS = 500;

export interface PublishDeps {
  datasets: DatasetTable;
  records: RecordTable;
  store: ObjectStore;
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
}

/**
 * Brings gold, the Records table and the dataset's figures up to the last commit. One publisher works on a
 * dataset at a time and publishes whatever has been committed when it looks, so of many commits in a row most
 * find their work done.
 */
export async function publishCommits(deps: PublishDeps, dataset: string, sequence: number): Promise<void> {
  const owner = randomUUID();
  if (!(await takeOver(deps.datasets, dataset, sequence, owner))) return;
  const renewal = setInterval(() => {
    // A renewal that fails is made up for by the next one; without any the lease runs out.
    deps.datasets.claimPublishing(dataset, sequence, owner, LEASE_MS).catch(() => undefined);
  }, RENEW_EVERY_MS);
  try {
    let isDone = false;
    while (!isDone) isDone = await publishOnce(deps, dataset, owner);
  } finally {
    clearInterval(renewal);
  }
}

/** False when the commit is published already, or will be by somebody who is alive and at work. */
async function takeOver(
  datasets: DatasetTable,
  name: string,
  sequence: number,
  owner: string,
): Promise<boolean> {
  const first = await datasets.get(name);
  for (let seen = first; ; seen = await datasets.get(name)) {
    if ((seen.publishedSequence ?? 0) >= sequence) return false;
    if (await datasets.claimPublishing(name, sequence, owner, LEASE_MS)) return true;
    // The claim left word of the sequence. A lease that is renewed has a living owner, who will see it.
    if (seen.publisherUntil !== first.publisherUntil) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function publishOnce(deps: PublishDeps, name: string, owner: string): Promise<boolean> {
  const dataset = await deps.datasets.get(name);
  const snapshot = await latestSnapshot(deps.store, name);
  const published = dataset.publishedSequence ?? 0;
  if (dataset.definition.records) {
    const { written, throttled } = await writeRecords(deps, dataset.definition, snapshot, published);
    emitMetrics(name, { RecordsWritten: written, RecordWriteThrottles: throttled });
  }
  await buildViews(deps, dataset, snapshot);
  return deps.datasets.finishPublishing(name, owner, {
    sequence: snapshot.sequence,
    definitionVersion: dataset.version,
    rows: snapshot.currentRows('silver'),
    anomalies: snapshot.currentRows('anomalies'),
    bytes: bytesOf(snapshot),
    lastImportAt: snapshot.manifests.at(-1)?.committedAt ?? new Date().toISOString(),
  });
}

async function buildViews(
  deps: PublishDeps,
  { definition, version }: Dataset,
  snapshot: Snapshot,
): Promise<void> {
  for (const view of definition.views) {
    const compiled = await compileView(definition, view);
    const { key } = await buildView({
      ...deps,
      snapshot,
      columns: outputColumns(definition),
      definitionVersion: version,
      view: view.name,
      viewSql: (relation) => compiled.sql(relation),
    });
    await removeOlder(deps.store, key);
  }
}

/** Removes the view's results before this one and the one before, which somebody may be reading. */
async function removeOlder(store: ObjectStore, key: string): Promise<void> {
  const older: string[] = [];
  for await (const object of store.list(key.slice(0, key.lastIndexOf('/') + 1))) {
    if (object.key < key) older.push(object.key);
  }
  for (const old of older.slice(0, -1)) await store.delete(old);
}

function bytesOf(snapshot: Snapshot): number {
  return [...snapshot.parts('silver'), ...snapshot.parts('anomalies')].reduce(
    (sum, part) => sum + part.bytes,
    0,
  );
}
