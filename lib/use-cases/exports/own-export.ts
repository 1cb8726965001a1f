import { exportNotFound, type ExportTable } from '../../aws/export-table';
import type { ExportRecord } from '../../lake/exports/export-record';
import { may, type Actor } from '../../roles';
import { authorizeSome } from '../authorize';

/**
 * The export, if the actor asked for it, or is an admin, and may still read the dataset. To anybody else it is not
 * there: its id says nothing about whether it is.
 */
export async function requireOwnExport(
  exports: Pick<ExportTable, 'get'>,
  actor: Actor,
  id: string,
): Promise<ExportRecord> {
  const isReadable = authorizeSome(actor, 'read');
  const record = await exports.get(id);
  const isOwn = record.createdBy === actor.name || may(actor, 'manage');
  if (isOwn && isReadable(record.dataset)) return record;
  throw exportNotFound(id);
}
