import { isDeepStrictEqual } from 'node:util';
import type { Dataset, DatasetTable } from '../aws/dataset-table';
import { parseDefinition } from '../dataset/definition';
import { checkDefinition } from '../engine/expressions';
import type { Actor } from '../roles';
import { authorize } from './authorize';

/**
 * Saves a definition as a new dataset, or as the next version of an existing one. A definition that cannot work
 * is refused before anything is saved; one that is saved already is left as it is.
 */
export async function saveDataset(
  deps: { datasets: DatasetTable },
  actor: Actor,
  input: unknown,
): Promise<Dataset> {
  authorize(actor, 'define');
  const proposed = parseDefinition(input);
  await checkDefinition(proposed);
  const current = await deps.datasets.find(proposed.name);
  const definition = { ...proposed, version: (current?.version ?? 0) + 1 };
  if (current && sameDefinition(current.definition, definition)) return current;
  return deps.datasets.save(definition, actor.name, new Date());
}

function sameDefinition(one: object, other: object): boolean {
  return isDeepStrictEqual({ ...one, version: 0 }, { ...other, version: 0 });
}
