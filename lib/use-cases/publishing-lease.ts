import type { DatasetPublishing } from '../aws/dataset-publishing';

/** The share of a lease after which it is renewed, and that must be left of it for going on. */
const SAFE_SHARE = 4;

export interface PublishingLease {
  /** Aborted when the right to publish is lost, or may be lost soon for want of an answer. */
  signal: AbortSignal;
  stop(): void;
}

/** Renews a right to publish that has just been taken. What is written elsewhere must end when it is lost. */
export function keepPublishing(
  datasets: DatasetPublishing,
  { name, sequence, owner, leaseMs }: { name: string; sequence: number; owner: string; leaseMs: number },
): PublishingLease {
  const lost = new AbortController();
  let heldUntil = Date.now() + leaseMs;
  const lose = (): void => {
    clearInterval(timer);
    lost.abort(new Error(`The right to publish ${name} was lost to somebody else.`));
  };
  const renew = async (): Promise<void> => {
    const asked = Date.now();
    if (await datasets.claimPublishing(name, sequence, owner, leaseMs)) heldUntil = asked + leaseMs;
    else lose();
  };
  const tick = (): void => {
    if (Date.now() > heldUntil - leaseMs / SAFE_SHARE) lose();
    // A renewal that fails is made up for by the next one, as long as there is time for that.
    else renew().catch(() => undefined);
  };
  const timer = setInterval(tick, leaseMs / SAFE_SHARE);
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
