import type { Dataset, DatasetTable } from '../aws/dataset-table';
import type { Actor } from '../roles';
import { authorizeSome } from './authorize';

/** All datasets that the actor may read, by name. */
export async function listDatasets(deps: { datasets: DatasetTable }, actor: Actor): Promise<Dataset[]> {
  const isVisible = authorizeSome(actor, 'read');
  return (await deps.datasets.list()).filter(({ name }) => isVisible(name));
}
