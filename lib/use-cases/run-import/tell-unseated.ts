import type { AnnounceImport } from '../../aws/import-announcer';
import type { ImportTable } from '../../aws/import-table';
import type { Manifest } from '../../lake/manifest';
import type { S3ObjectStore } from '../../aws/s3-object-store';
import { latestSnapshot } from '../latest-snapshot';

/**
 * Tells the imports that a commit took back, and those that it thereby brought back, what they are now: UNDONE by
 * whichever import keeps them out, or SUCCEEDED. The log says so; done again, it changes nothing.
 */
export async function tellUnseated(
  { imports, store, announce }: { imports: ImportTable; store: S3ObjectStore; announce: AnnounceImport },
  { dataset, unseats }: Manifest,
): Promise<void> {
  if (unseats.length === 0) return;
  const snapshot = await latestSnapshot(store, dataset);
  const concerned = unseats.flatMap((id) => [id, ...(snapshot.manifestOf(id)?.unseats ?? [])]);
  const standing = snapshot.standing();
  for (const id of new Set(concerned)) {
    const by = standing.findLast((manifest) => manifest.unseats.includes(id))?.importId ?? null;
    const change = by === null ? { state: 'SUCCEEDED' as const } : { state: 'UNDONE' as const };
    const changed = await imports.change(id, ['SUCCEEDED', 'UNDONE'], { ...change, undoneBy: by });
    if (changed) await announce(id);
  }
}
