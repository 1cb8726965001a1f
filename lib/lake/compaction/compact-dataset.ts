/**
 * Puts the many small parts of a dataset together in one commit. Readers see the same rows before and after it; what it
 * replaces stays in the bucket for those who read an earlier commit, and for undoing.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { ulid } from 'ulid';
import { NO_ROWS } from '../../counts';
import type { DuckDb } from '../../duckdb';
import { importPrefix, manifestKey, manifestsPrefix, ROW_ZONES, type Attempt, type RowZone } from '../keys';
import { rangeAround, type KeyRange } from '../key-range';
import { manifestSchema, type Manifest, type ManifestInput } from '../manifest';
import type { ObjectStore } from '../object-store';
import type { PartCache } from '../part-cache';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { chooseParts, COMPACTION_LIMITS, type CompactionLimits } from './choose-parts';
import { compactZone, type CompactedZone } from './compact-zone';
import { compactionIdPrefix } from './compaction-id';
import { touchesRows } from './touches-rows';

/** A dataset that is written to all the time has a quieter hour. */
const ATTEMPTS_MAX = 5;

export interface CompactDatasetOptions {
  store: ObjectStore;
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
  dataset: string;
  /** Days that the objects of a zone are kept; null for ever. */
  retentionDays: Record<RowZone, number | null>;
  limits?: Partial<CompactionLimits>;
  /** An earlier state of the dataset, so that only the commits since are read. */
  snapshot?: Snapshot;
  now?: Date;
}

/** The commit; null when there is nothing worth it, or when other commits were faster every time. */
export async function compactDataset(options: CompactDatasetOptions): Promise<Manifest | null> {
  const { store, dataset, workDir } = options;
  await mkdir(workDir, { recursive: true });
  let snapshot = await loadSnapshot(store, dataset, options.snapshot);
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const importId = `${compactionIdPrefix}${ulid()}`;
    const zones = await compactZones(options, snapshot, importId);
    if (!zones) {
      await removeWritten(store, dataset, importId);
      return null;
    }
    const ended = await commit(options, snapshot, importId, zones);
    if ('manifest' in ended) return ended.manifest;
    await removeWritten(store, dataset, importId);
    snapshot = ended.snapshot;
  }
  return null;
}

type CompactedZones = Record<RowZone, CompactedZone>;

/** Null when no zone would have fewer objects afterwards. */
async function compactZones(
  options: CompactDatasetOptions,
  snapshot: Snapshot,
  importId: string,
): Promise<CompactedZones | null> {
  const { dataset, retentionDays, now = new Date() } = options;
  const limits = { ...COMPACTION_LIMITS, ...options.limits };
  const attempt: Attempt = { dataset, importId, attempt: randomBytes(6).toString('hex') };
  const compact = async (zone: RowZone): Promise<CompactedZone> => {
    const chosen = chooseParts(snapshot, zone, limits, retentionDays[zone], now);
    if (chosen.length === 0 && snapshot.superseded(zone).length <= limits.smallPartsMax) return UNCHANGED;
    const request = { ...options, snapshot, zone, attempt, chosen, partBytes: limits.partBytes };
    const compacted = await compactZone({ ...request, retentionDays: retentionDays[zone] });
    return isSmaller(compacted) ? compacted : UNCHANGED;
  };
  const zones = { silver: await compact('silver'), anomalies: await compact('anomalies') };
  return ROW_ZONES.some((zone) => zones[zone].dropped.length > 0) ? zones : null;
}

const UNCHANGED: CompactedZone = {
  commit: { parts: [], superseded: null, confirmed: null, deleted: null },
  dropped: [],
};

function isSmaller({ commit: { parts, superseded }, dropped }: CompactedZone): boolean {
  return dropped.length > parts.length + (superseded ? 1 : 0);
}

/** Puts the commit behind those that came meanwhile; where they touch the rows that were moved, all begins anew. */
async function commit(
  { store, cache, db, dataset }: CompactDatasetOptions,
  start: Snapshot,
  importId: string,
  zones: CompactedZones,
): Promise<{ manifest: Manifest } | { snapshot: Snapshot }> {
  const dropped = ROW_ZONES.flatMap((zone) => zones[zone].dropped);
  let snapshot = start;
  for (;;) {
    const manifest = manifestFor(snapshot, importId, zones, dropped);
    const key = manifestKey(manifestsPrefix(dataset), manifest.sequence);
    const put = await store.putIfAbsent(key, JSON.stringify(manifest), { contentType: 'application/json' });
    if (put === 'written') return { manifest };
    const next = await loadSnapshot(store, dataset, snapshot);
    // A put whose answer was lost is sent again, and then finds itself there.
    const own = next.manifestOf(importId);
    if (own) return { manifest: own };
    if (await touchesRows({ cache, db }, snapshot, next, dropped)) return { snapshot: next };
    snapshot = next;
  }
}

function manifestFor(snapshot: Snapshot, importId: string, zones: CompactedZones, drops: string[]): Manifest {
  const manifest: ManifestInput = {
    dataset: snapshot.dataset,
    sequence: snapshot.sequence + 1,
    kind: 'compaction',
    importId,
    fileName: '',
    definitionVersion: snapshot.manifests.at(-1)?.definitionVersion ?? 1,
    committedAt: new Date().toISOString(),
    sha256: '',
    counts: NO_ROWS,
    silver: zones.silver.commit,
    anomalies: zones.anomalies.commit,
    keyRange: rangeOf(snapshot, new Set(drops)),
    drops,
  };
  return manifestSchema.parse(manifest);
}

/** Around all commits whose parts were moved. */
function rangeOf(snapshot: Snapshot, moved: ReadonlySet<string>): KeyRange | null {
  const ranges = snapshot.manifests
    .filter((manifest) => ROW_ZONES.some((zone) => manifest[zone].parts.some(({ key }) => moved.has(key))))
    .map(({ keyRange }) => keyRange);
  return rangeAround(ranges);
}

async function removeWritten(store: ObjectStore, dataset: string, importId: string): Promise<void> {
  for (const zone of ROW_ZONES) {
    for await (const { key } of store.list(importPrefix(zone, dataset, importId))) await store.delete(key);
  }
}
