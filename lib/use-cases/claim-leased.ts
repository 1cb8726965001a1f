const POLL_MS_MAX = 1_000;
/** One renewal may have been on its way when its owner died. */
const RENEWALS_OF_THE_LIVING = 2;

/** A table of work that one run at a time holds by a lease. */
export interface LeasedTable<Claim> {
  get(id: string): Promise<{ state: string }>;
  /** When the lease ends, in epoch milliseconds; null when nobody has it. */
  leaseUntil(id: string): Promise<number | null>;
  claim(id: string, owner: string, leaseMs: number, now: Date): Promise<Claim | null>;
}

/** The claim, or null when the work has ended or somebody is at it. */
export async function claimLeased<Claim>(
  table: LeasedTable<Claim>,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<Claim | null> {
  let seen = await table.leaseUntil(id);
  for (let renewals = 0; ;) {
    const claim = await table.claim(id, owner, leaseMs, new Date());
    if (claim) return claim;
    const record = await table.get(id);
    const until = await table.leaseUntil(id);
    if (record.state !== 'RUNNING') return null;
    // A lease that goes on being renewed has a living owner: this event is a double. Another one runs out, and then
    // this event is the retry of a run that died.
    if (until !== seen) renewals += 1;
    if (renewals === RENEWALS_OF_THE_LIVING) return null;
    seen = until;
    await new Promise((resolve) => setTimeout(resolve, Math.min(POLL_MS_MAX, leaseMs / 4)));
  }
}
