import { Snapshot } from '../snapshot';

/** The same state with every row that was ever written: what replaced it counts for nothing. */
export function allRows({ dataset, manifests, sequence, switchedAt }: Snapshot): Snapshot {
  const kept = manifests.map((manifest) => ({
    ...manifest,
    silver: { ...manifest.silver, superseded: null },
    anomalies: { ...manifest.anomalies, superseded: null },
    drops: [],
  }));
  return new Snapshot(dataset, kept, sequence, switchedAt);
}
