import type { Dataset, DatasetTable } from '../aws/dataset-table';
import type { Actor } from '../roles';
import { authorize } from './authorize';

export async function getDataset(
  deps: { datasets: DatasetTable },
  actor: Actor,
  name: string,
): Promise<Dataset> {
  authorize(actor, 'read', name);
  return deps.datasets.get(name);
}
