import type { ExportLinks } from '../../aws/export-links';
import type { ExportTable } from '../../aws/export-table';
import type { ExportRecord } from '../../lake/exports/export-record';
import type { Actor } from '../../roles';
import { requireOwnExport } from './own-export';

/** An export with a link to its file, where there is one. */
export interface LinkedExport {
  record: ExportRecord;
  url: string | null;
}

export async function getExport(
  { exports, links }: { exports: Pick<ExportTable, 'get'>; links: ExportLinks },
  actor: Actor,
  id: string,
): Promise<LinkedExport> {
  const record = await requireOwnExport(exports, actor, id);
  return { record, url: await links.sign(record) };
}
