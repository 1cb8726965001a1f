import type { Dataset, DatasetTable } from '../aws/dataset-table';
import type { Actor } from '../roles';
import { authorize } from './authorize';

/** All datasets, by name. */
export async function listDatasets(deps: { datasets: DatasetTable }, actor: Actor): Promise<Dataset[]> {
  authorize(actor, 'read');
  return deps.datasets.list();
}
