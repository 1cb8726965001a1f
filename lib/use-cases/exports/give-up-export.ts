import { randomUUID } from 'node:crypto';
import type { ExportTable } from '../../aws/export-table';
import { claimLeased } from '../claim-leased';

/** Ends an export whose event has failed as often as it is tried. One that has ended, or is being run, is left alone. */
export async function giveUpExport(
  { exports, leaseMs }: { exports: ExportTable; leaseMs: number },
  exportId: string,
  failedAt: string,
): Promise<void> {
  const owner = randomUUID();
  const claimed = await claimLeased(exports, exportId, owner, leaseMs);
  if (!claimed) return;
  const message = `Lakeport tried more than once and something failed on our side each time. Ask for the export again; if it fails once more, give an admin this time: ${failedAt}.`;
  await exports.report(exportId, owner, leaseMs, {
    state: 'FAILED',
    finishedAt: new Date().toISOString(),
    error: { code: 'internal', message },
  });
}
