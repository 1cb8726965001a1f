/** From one state of a dataset to a later one, for who keeps its current rows elsewhere by their key. */
import type { ImportPart, Snapshot } from '../snapshot';

export interface StateChange {
  from: Snapshot;
  to: Snapshot;
  /** Whether both have the same key columns; if not, no row of the one is a row of the other. */
  hasSameKey: boolean;
}

/** Whether the later state grew out of the other one; otherwise only all rows of both tell the difference. */
export function isContinued({ from, to, hasSameKey }: StateChange): boolean {
  return hasSameKey && from.switchedAt === to.switchedAt;
}

/**
 * The parts that hold the accepted rows which are current in the later state and not in the other one. A compaction
 * brings such rows only where it took up a part that was written since.
 */
export function changedParts(change: StateChange): ImportPart[] {
  const { from, to } = change;
  if (!isContinued(change)) return to.parts('silver');
  const changed = new Set<string>();
  for (const { sequence, kind, drops, silver } of to.manifests) {
    if (sequence <= from.sequence) continue;
    if (kind === 'compaction' && !drops.some((key) => changed.has(key))) continue;
    for (const { key } of silver.parts) changed.add(key);
  }
  return to.parts('silver').filter(({ key }) => changed.has(key));
}
