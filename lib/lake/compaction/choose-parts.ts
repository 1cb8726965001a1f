/** Which parts of a zone are worth putting together. */
import type { RowZone } from '../keys';
import type { Part } from '../manifest';
import type { ImportPart, Snapshot } from '../snapshot';

export interface CompactionLimits {
  /** More small parts than this are put together; so are more lists of replaced rows. */
  smallPartsMax: number;
  /** A part below this is small. */
  smallBytes: number;
  /** About how large a part is made of them. */
  partBytes: number;
  /** Parts in one commit: the rest is for the next one. */
  partsPerCommit: number;
}

const MIB = 1024 ** 2;

export const COMPACTION_LIMITS: CompactionLimits = {
  smallPartsMax: 32,
  smallBytes: 8 * MIB,
  partBytes: 128 * MIB,
  partsPerCommit: 2000,
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** A part made of others begins its days anew, so rows may stay this much longer than their dataset says. */
const RETENTION_EXCESS = 1 / 8;

/** The small parts, oldest first, of which none is so old that its rows would outstay their retention by much. */
export function chooseParts(
  snapshot: Snapshot,
  zone: RowZone,
  limits: CompactionLimits,
  retentionDays: number | null,
  now: Date,
): ImportPart[] {
  const bornSince = retentionDays === null ? null : now.getTime() - retentionDays * RETENTION_EXCESS * DAY_MS;
  const born = bornSince === null ? null : birthTimes(snapshot, zone);
  const small = snapshot
    .parts(zone)
    .filter(({ key, bytes }) => bytes < limits.smallBytes && (born?.get(key) ?? 0) >= (bornSince ?? 0));
  return small.length > limits.smallPartsMax ? small.slice(0, limits.partsPerCommit) : [];
}

/** Parts one after the other in groups of about the size that a part should have. */
export function groupBySize<Sized extends Part>(parts: readonly Sized[], bytesMax: number): Sized[][] {
  const groups: Sized[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    bytes += part.bytes;
    if (bytes > bytesMax) {
      groups.push([]);
      bytes = part.bytes;
    }
    groups.at(-1)?.push(part);
  }
  return groups;
}

/** When the oldest rows of each part came, in milliseconds: a compaction only moves rows. */
function birthTimes(snapshot: Snapshot, zone: RowZone): Map<string, number> {
  const born = new Map<string, number>();
  for (const { kind, committedAt, drops, [zone]: commit } of snapshot.manifests) {
    const own = Date.parse(committedAt);
    const moved = kind === 'compaction' ? drops.map((key) => born.get(key) ?? own) : [];
    const oldest = moved.reduce((least, time) => Math.min(least, time), own);
    for (const { key } of commit.parts) born.set(key, oldest);
  }
  return born;
}
