/** Which commits stand no longer, and which stand again, when a commit unseats some imports. */
import { rangeAround, type KeyRange } from '../../key-range';
import type { Manifest } from '../../manifest';
import type { Snapshot } from '../../snapshot';

export interface ChangeOfStanding {
  /** Those that stand afterwards, without the commit itself. */
  standing: Manifest[];
  leaving: Manifest[];
  returning: Manifest[];
  /** No key of a leaving or returning commit is outside; null is an unknown range. */
  range: KeyRange | null;
}

export function changeOfStanding(snapshot: Snapshot, unseats: readonly string[]): ChangeOfStanding {
  const before = snapshot.standing();
  const standing = snapshot.standing(unseats);
  const stood = new Set(before);
  const stand = new Set(standing);
  const leaving = before.filter((manifest) => !stand.has(manifest));
  const returning = standing.filter((manifest) => !stood.has(manifest));
  const ranges = [...leaving, ...returning].map(({ keyRange }) => keyRange);
  return { standing, leaving, returning, range: rangeAround(ranges) };
}

/** The imports that share the seats of some: whatever replayed one of them, and whatever that had replayed. */
export function seatHolders(snapshot: Snapshot, importIds: readonly string[]): string[] {
  const replays = snapshot.manifests.filter(({ kind }) => kind === 'replay');
  const holders = new Set(importIds);
  for (let known = -1; known < holders.size;) {
    known = holders.size;
    for (const { importId, unseats } of replays) {
      if (![importId, ...unseats].some((id) => holders.has(id))) continue;
      for (const id of [importId, ...unseats]) holders.add(id);
    }
  }
  return snapshot.manifests.map(({ importId }) => importId).filter((id) => holders.has(id));
}
