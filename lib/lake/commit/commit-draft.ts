/**
 * The way of every commit: work out what it says on the latest state, write that, and put one manifest under the next
 * free sequence. Whoever finds the sequence taken looks at the new state and tries the next one; so concurrent commits
 * end as if one came after the other.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openDuckDb } from '../../duckdb';
import type { retentionDays } from '../../dataset/retention';
import { manifestKey, manifestsPrefix, type Attempt, type RowZone } from '../keys';
import { manifestSchema, type Manifest, type ManifestInput, type ZoneCommit } from '../manifest';
import type { ObjectStore } from '../object-store';
import type { PartCache } from '../part-cache';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { removeAttempt, removeOrphans } from './outputs/remove-written';
import { PartRegistry } from './projection/part-registry';

export type CommitStage = 'comparing' | 'writing' | 'committing';

export interface CommitOptions {
  store: ObjectStore;
  cache: PartCache;
  /** For temporary files, about as large as the import; what is made there is removed. */
  workDir: string;
  /** Of the dataset, in the version that the import runs under. No key columns: every row is its own. */
  definition: CommitDefinition;
  importId: string;
  fileName: string;
  /** Of the bytes as received. */
  sha256: string;
  /** S3's entity tag of the bytes. */
  etag?: string | null;
  /** An earlier state of the log, so that only the commits since are read. */
  snapshot?: Snapshot;
  /** Another log than the dataset's own: its prefix in the bucket. */
  log?: string;
  /**
   * The import in whose folder the objects are put, where it is another one: a replay of the dataset commits for others,
   * and neither may take the other's objects for what is left of a run that died.
   */
  writer?: string;
  /** Compares only: nothing is written, and the manifest, which names no objects, says what the commit would. */
  dryRun?: boolean;
  /** Awaited. When it throws, nothing is committed; after `committing` the import can no longer be stopped. */
  onStage?: (stage: CommitStage) => void | Promise<void>;
  /** DuckDB's own bound; the process needs about twice as much. */
  memoryLimitMb?: number;
  threads?: number;
}

type CommitDefinition = Parameters<typeof retentionDays>[0] & {
  name: string;
  version: number;
  schema: { primaryKey: readonly string[] };
};

export interface CommitContext {
  /** Of an instance of its own: the names of tables are this commit's alone. */
  connection: DuckDBConnection;
  store: ObjectStore;
  cache: PartCache;
  definition: CommitDefinition;
  importId: string;
  /** Of this attempt alone, and removed after it. */
  dir: string;
  attempt: Attempt;
  parts: PartRegistry;
}

export type Outputs = Record<RowZone, ZoneCommit>;

/** What a commit says on one state of the dataset. */
export interface Draft {
  facts: Pick<ManifestInput, 'kind' | 'sameAs' | 'counts' | 'effect' | 'keyRange' | 'place' | 'unseats'>;
  /** Puts the objects into the bucket; called again only for another draft. */
  write: () => Promise<Outputs>;
}

/** Works out the draft on a state; called once a state until a manifest is put. */
export type DraftOn = (snapshot: Snapshot) => Promise<Draft>;

/** A zone in which nothing changes. */
export const NOTHING_WRITTEN: ZoneCommit = { parts: [], superseded: null, confirmed: null, deleted: null };

/**
 * The import's manifest, also when an earlier run has committed it already. `inputs` are the local files that SQL
 * reads. What a run wrote that ends before its commit is removed.
 */
export async function commitDraft(
  options: CommitOptions,
  inputs: readonly string[],
  prepare: (context: CommitContext) => Promise<DraftOn>,
): Promise<Manifest> {
  const { store, cache, importId, definition, memoryLimitMb, threads } = options;
  const { writer = importId } = options;
  const attempt: Attempt = {
    dataset: definition.name,
    importId: writer,
    attempt: randomBytes(6).toString('hex'),
  };
  const dir = path.resolve(options.workDir, `commit-${attempt.attempt}`);
  await mkdir(dir, { recursive: true });
  const db = await openDuckDb({
    dirs: [dir, cache.dir, ...new Set(inputs.map((file) => path.dirname(file)))],
    preserveInsertionOrder: true,
    ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    const connection = await db.connect();
    const parts = await PartRegistry.create(connection);
    const context = { connection, store, cache, definition, importId, dir, attempt, parts };
    const manifest = await orCommittedByOther(options, draftAndPut(options, context, prepare));
    if (!options.dryRun && writer === importId) await removeOrphans(store, manifest);
    return manifest;
  } finally {
    db.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function draftAndPut(
  options: CommitOptions,
  context: CommitContext,
  prepare: (context: CommitContext) => Promise<DraftOn>,
): Promise<Manifest> {
  const { store, definition, importId, log } = options;
  const enter = stageReporter(options);
  let snapshot = await loadSnapshot(store, definition.name, options.snapshot, log);
  let mayBeCommitted = false;
  try {
    await enter('comparing');
    const draftOn = await prepare(context);
    for (;;) {
      const committed = snapshot.manifestOf(importId);
      if (committed) return committed;
      const { facts, write } = await draftOn(snapshot);
      const sequence = snapshot.sequence + 1;
      if (options.dryRun) {
        return manifestFor(options, sequence, facts, { silver: NOTHING_WRITTEN, anomalies: NOTHING_WRITTEN });
      }
      await enter('writing');
      const outputs = await write();
      await enter('committing');
      mayBeCommitted = true;
      const manifest = manifestFor(options, sequence, facts, outputs);
      if ((await putManifest(options, manifest)) === 'written') return manifest;
      mayBeCommitted = false;
      snapshot = await loadSnapshot(store, definition.name, snapshot, log);
    }
  } catch (error) {
    // A put of the manifest that failed may have been stored all the same.
    if (!mayBeCommitted) await removeAttempt(store, context.attempt, error);
    throw error;
  }
}

/** Reports each stage once, in their order: an import that writes anew for another's commit goes back in none. */
function stageReporter({ onStage }: CommitOptions): (stage: CommitStage) => Promise<void> {
  const entered = new Set<CommitStage>();
  return async (stage) => {
    if (entered.has(stage) || entered.has('committing')) return;
    entered.add(stage);
    await onStage?.(stage);
  };
}

function manifestFor(
  { definition, importId, fileName, sha256, etag = null }: CommitOptions,
  sequence: number,
  facts: Draft['facts'],
  outputs: Outputs,
): Manifest {
  return manifestSchema.parse({
    ...facts,
    ...outputs,
    dataset: definition.name,
    sequence,
    importId,
    fileName,
    definitionVersion: definition.version,
    committedAt: new Date().toISOString(),
    sha256,
    etag,
  });
}

export async function putManifest(
  {
    store,
    definition,
    log = manifestsPrefix(definition.name),
  }: Pick<CommitOptions, 'store' | 'definition' | 'log'>,
  manifest: Manifest,
): ReturnType<ObjectStore['putIfAbsent']> {
  const key = manifestKey(log, manifest.sequence);
  return store.putIfAbsent(key, JSON.stringify(manifest), { contentType: 'application/json' });
}

/** Another run of the same import may have won and removed what this one was about to point to. */
async function orCommittedByOther(
  { store, definition, importId, log }: CommitOptions,
  run: Promise<Manifest>,
): Promise<Manifest> {
  try {
    return await run;
  } catch (error) {
    const latest = await loadSnapshot(store, definition.name, undefined, log);
    const committed = latest.manifestOf(importId);
    if (!committed) throw error;
    return committed;
  }
}
