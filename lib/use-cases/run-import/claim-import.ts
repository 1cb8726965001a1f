import type { Claim, ImportTable } from '../../aws/import-table';

const POLL_MS_MAX = 1_000;
/** One renewal may have been on its way when its owner died. */
const RENEWALS_OF_THE_LIVING = 2;

/** The claim, or null when the import has ended or somebody is at work on it. */
export async function claimImport(
  imports: ImportTable,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<Claim | null> {
  let seen = await imports.leaseUntil(id);
  for (let renewals = 0; ;) {
    const claim = await imports.claim(id, owner, leaseMs, new Date());
    if (claim) return claim;
    const record = await imports.get(id);
    const until = await imports.leaseUntil(id);
    if (record.state !== 'RUNNING') return null;
    // A lease that goes on being renewed has a living owner: this event is a double. Another one runs out, and then
    // this event is the retry of a run that died.
    if (until !== seen) renewals += 1;
    if (renewals === RENEWALS_OF_THE_LIVING) return null;
    seen = until;
    await new Promise((resolve) => setTimeout(resolve, Math.min(POLL_MS_MAX, leaseMs / 4)));
  }
}
