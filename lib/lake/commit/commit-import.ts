/**
 * Commits a checked import: compares it with the current state, writes what is new or changed, and puts one
 * manifest under the next free sequence. Whoever finds the sequence taken compares with the new commits only,
 * rewrites if they matter, and tries the next one; so concurrent imports end as if one came after the other.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { brokenInvariants, type Counts } from '../../counts';
import { openDuckDb } from '../../duckdb';
import { importPrefix, manifestKey, manifestsPrefix, ROW_ZONES, type Attempt } from '../keys';
import { manifestSchema, type Manifest, type ZoneCommit } from '../manifest';
import type { ObjectStore } from '../object-store';
import type { PartCache } from '../part-cache';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { assertChecked, assertInvariants, type CheckedImport } from './checked-import';
import { classify, matchCommits, prepareComparison, type Comparison, type IncomingFiles } from './compare';
import { addOccurrenceKeys } from './occurrence-keys';
import { parquetRelation } from './parquet-relation';
import { readKeyRange, writeOutputs, type OutputContext, type Outputs } from './write-outputs';

export type CommitStage = 'comparing' | 'writing' | 'committing';

export interface CommitImportOptions {
  store: ObjectStore;
  cache: PartCache;
  /** For temporary files, about as large as the import; what is made there is removed. */
  workDir: string;
  /** Of the dataset, in the version that the file was checked under. No key columns: every row is its own. */
  definition: { name: string; version: number; schema: { primaryKey: readonly string[] } };
  importId: string;
  fileName: string;
  /** Of the bytes as received. */
  sha256: string;
  checked: CheckedImport;
  /** An earlier state of the dataset, so that only the commits since are read. */
  snapshot?: Snapshot;
  onStage?: (stage: CommitStage) => void | Promise<void>;
  /** DuckDB's own bound; the process needs about twice as much. */
  memoryLimitMb?: number;
  threads?: number;
}

/**
 * The import's manifest, also when an earlier run has committed it already. An import that changes nothing is
 * committed too, as a part of the history.
 * @throws LakeportError `invariant-broken` before anything is committed, when rows are not where they should be
 */
export async function commitImport(options: CommitImportOptions): Promise<Manifest> {
  const { store, cache, importId, definition, checked, memoryLimitMb, threads } = options;
  const attempt: Attempt = { dataset: definition.name, importId, attempt: randomBytes(6).toString('hex') };
  const dir = path.resolve(options.workDir, `commit-${attempt.attempt}`);
  await mkdir(dir, { recursive: true });
  const inputDirs = [...checked.accepted, ...checked.anomalies].map((file) => path.dirname(file.path));
  const db = await openDuckDb({
    dirs: [dir, cache.dir, ...new Set(inputDirs)],
    preserveInsertionOrder: true,
    ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    const connection = await db.connect();
    const manifest = await orCommittedByOther(
      options,
      compareAndCommit(options, { connection, store, dir, attempt }),
    );
    await removeOrphans(store, manifest);
    return manifest;
  } finally {
    db.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function compareAndCommit(options: CommitImportOptions, context: OutputContext): Promise<Manifest> {
  const { store, cache, definition, importId, checked, onStage } = options;
  const { connection } = context;
  let snapshot = await loadSnapshot(store, definition.name, options.snapshot);
  let compared = 0;
  let pending: { outputs: Outputs; comparison: Comparison } | null = null;
  await onStage?.('comparing');
  await assertChecked(connection, checked);
  const incoming = await incomingFiles(connection, context.dir, options);
  await prepareComparison(connection, incoming);
  const sources = [...incoming.silver, ...incoming.anomalies].map(
    (file) => `from ${parquetRelation([file.path])}`,
  );
  const incomingRange = await readKeyRange(connection, sources, definition.schema.primaryKey);
  for (;;) {
    const committed = snapshot.manifestOf(importId);
    if (committed) return committed;
    const isAffected = await matchCommits(
      connection,
      cache,
      snapshot.manifests.slice(compared),
      incomingRange,
    );
    compared = snapshot.sequence;
    if (!pending || isAffected) {
      const comparison = await classify(connection);
      await onStage?.('writing');
      pending = {
        comparison,
        outputs: await writeOutputs(context, incoming, comparison, definition.schema.primaryKey),
      };
      await onStage?.('committing');
    }
    const manifest = manifestFor(options, snapshot.sequence + 1, pending.comparison, pending.outputs);
    const key = manifestKey(manifestsPrefix(definition.name), manifest.sequence);
    const put = await store.putIfAbsent(key, JSON.stringify(manifest), { contentType: 'application/json' });
    if (put === 'written') return manifest;
    snapshot = await loadSnapshot(store, definition.name, snapshot);
  }
}

/** Another run of the same import may have won and removed what this one was about to point to. */
async function orCommittedByOther(
  { store, definition, importId }: CommitImportOptions,
  run: Promise<Manifest>,
): Promise<Manifest> {
  try {
    return await run;
  } catch (error) {
    const committed = (await loadSnapshot(store, definition.name)).manifestOf(importId);
    if (!committed) throw error;
    return committed;
  }
}

async function incomingFiles(
  connection: DuckDBConnection,
  dir: string,
  { checked, definition }: CommitImportOptions,
): Promise<IncomingFiles> {
  if (definition.schema.primaryKey.length > 0)
    return { silver: checked.accepted, anomalies: checked.anomalies };
  return {
    silver: await addOccurrenceKeys(connection, checked.accepted, dir, 'silver'),
    anomalies: await addOccurrenceKeys(connection, checked.anomalies, dir, 'anomalies'),
  };
}

function manifestFor(
  { definition, importId, fileName, sha256, checked }: CommitImportOptions,
  sequence: number,
  comparison: Comparison,
  outputs: Outputs,
): Manifest {
  const unchanged = comparison.silver.kept;
  const updated = comparison.silver.superseded;
  const counts = {
    ...checked.counts,
    inserted: checked.counts.accepted - unchanged - updated,
    updated,
    unchanged,
  };
  assertOutputs(counts, comparison, outputs);
  return manifestSchema.parse({
    dataset: definition.name,
    sequence,
    importId,
    fileName,
    definitionVersion: definition.version,
    committedAt: new Date().toISOString(),
    sha256,
    counts,
    ...outputs,
  });
}

function assertOutputs(counts: Counts, comparison: Comparison, outputs: Outputs): void {
  const broken = brokenInvariants(counts);
  for (const [zone, received] of [
    ['silver', counts.accepted],
    ['anomalies', counts.anomalous],
  ] as const) {
    const { kept, superseded } = comparison[zone];
    const written = rowsOf(outputs[zone]);
    if (written !== received - kept)
      broken.push(`${zone} was given ${written} rows of ${received}, ${kept} being there`);
    const replaced = outputs[zone].superseded?.rows ?? 0;
    if (replaced !== superseded) broken.push(`${zone} lists ${replaced} replaced rows of ${superseded}`);
  }
  assertInvariants(broken);
}

function rowsOf(zone: ZoneCommit): number {
  return zone.parts.reduce((sum, part) => sum + part.rows, 0);
}

/**
 * Removes what other runs of the import wrote, which nothing points to. Only after a commit: a run whose put of
 * the manifest fails cannot know whether it was stored, and must not remove what it may have committed.
 */
async function removeOrphans(store: ObjectStore, manifest: Manifest): Promise<void> {
  const zones = ROW_ZONES.map((zone) => manifest[zone]);
  const wanted = new Set([
    ...zones.flatMap(({ parts }) => parts.flatMap(({ key, keysKey }) => [key, keysKey])),
    ...zones.flatMap(({ superseded }) => superseded?.key ?? []),
  ]);
  for (const zone of ROW_ZONES) {
    for await (const { key } of store.list(importPrefix(zone, manifest.dataset, manifest.importId))) {
      if (!wanted.has(key)) await store.delete(key);
    }
  }
}
