import type { DatasetTable, DatasetVersion } from '../../aws/dataset-table';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';

/**
 * Every version of a dataset's definition, newest first.
 * @throws LakeportError `dataset-not-found`
 */
export async function listDatasetVersions(
  { datasets }: { datasets: Pick<DatasetTable, 'get' | 'listVersions'> },
  actor: Actor,
  name: string,
): Promise<DatasetVersion[]> {
  authorize(actor, 'read', name);
  const { version: current } = await datasets.get(name);
  // A save that was cut short leaves a version that has never been the dataset's.
  return (await datasets.listVersions(name)).filter(({ version }) => version <= current);
}
