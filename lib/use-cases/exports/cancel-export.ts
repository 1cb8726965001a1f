import type { ExportTable } from '../../aws/export-table';
import { LakeportError } from '../../errors';
import type { ExportRecord } from '../../lake/exports/export-record';
import type { Actor } from '../../roles';
import { requireOwnExport } from './own-export';

/** Ends an export that is waiting or running: its run notices within seconds and leaves no file behind. */
export async function cancelExport(
  { exports }: { exports: Pick<ExportTable, 'get' | 'end'> },
  actor: Actor,
  id: string,
): Promise<ExportRecord> {
  await requireOwnExport(exports, actor, id);
  const cancelled = await exports.end(id, { state: 'CANCELLED', finishedAt: new Date().toISOString() });
  const record = cancelled ?? (await exports.get(id));
  // Asked twice, it says the same twice.
  if (record.state === 'CANCELLED') return record;
  throw new LakeportError('conflict', 'The export has ended already.');
}
