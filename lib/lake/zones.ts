/** The zones of the lake: each is a top-level prefix of the bucket. `manifests` holds the commits. */
export const ZONES = ['bronze', 'silver', 'anomalies', 'rejects', 'gold'] as const;

export type Zone = (typeof ZONES)[number];
