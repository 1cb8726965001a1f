import type { Claim, ImportTable } from '../../aws/import-table';

const POLL_MS_MAX = 1_000;

/** The claim, or null when the import has ended or somebody is at work on it. */
export async function claimImport(
  imports: ImportTable,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<Claim | null> {
  const seen = await imports.leaseUntil(id);
  for (;;) {
    const claim = await imports.claim(id, owner, leaseMs, new Date());
    if (claim) return claim;
    const record = await imports.get(id);
    const until = await imports.leaseUntil(id);
    // A lease that is renewed has a living owner: this event is a double. One that is not renewed runs out,
    // and then this event is the retry of a run that died.
    if (record.state !== 'RUNNING' || until !== seen) return null;
    await new Promise((resolve) => setTimeout(resolve, Math.min(POLL_MS_MAX, leaseMs / 4)));
  }
}
