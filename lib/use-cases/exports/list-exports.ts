import type { ExportLinks } from '../../aws/export-links';
import type { ExportTable } from '../../aws/export-table';
import type { Actor } from '../../roles';
import { authorizeSome } from '../authorize';
import type { LinkedExport } from './get-export';
import { RECENT_EXPORTS_MAX, recentSince } from './recent-exports';

/** The actor's exports of the last day, newest first. */
export async function listExports(
  { exports, links }: { exports: Pick<ExportTable, 'listOf'>; links: ExportLinks },
  actor: Actor,
): Promise<LinkedExport[]> {
  const isReadable = authorizeSome(actor, 'read');
  const records = await exports.listOf(actor.name, recentSince(), RECENT_EXPORTS_MAX);
  return Promise.all(
    records
      .filter(({ dataset }) => isReadable(dataset))
      .map(async (record) => ({ record, url: await links.sign(record) })),
  );
}
