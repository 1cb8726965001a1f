import type { AuditTrail } from '../aws/audit-trail';
import type { Dataset, DatasetTable } from '../aws/dataset-table';
import { parseDefinition } from '../dataset/definition';
import type { DatasetDefinition } from '../dataset/definition';
import { checkDefinition } from '../engine/expressions';
import { LakeportError } from '../errors';
import type { Actor } from '../roles';
import { authorize, authorizeSome } from './authorize';

export interface SaveDatasetDeps {
  datasets: Pick<DatasetTable, 'find' | 'save'>;
  audit: Pick<AuditTrail, 'append'>;
}

/**
 * Saves a definition as a new dataset, or as the next version of an existing one. A definition that cannot work
 * is refused before anything is saved; one that is saved already is left as it is.
 * @param baseVersion the version that was edited, 0 for a new dataset; null takes whichever there is
 * @throws LakeportError `definition-conflict` when another version has been saved since
 */
export async function saveDataset(
  deps: SaveDatasetDeps,
  actor: Actor,
  input: unknown,
  baseVersion: number | null = null,
): Promise<Dataset> {
  authorizeSome(actor, 'define');
  const proposed = parseDefinition(input);
  authorize(actor, 'define', proposed.name);
  await checkDefinition(proposed);
  const current = await deps.datasets.find(proposed.name);
  // Also where the base is an old one: a repeated request has been answered before.
  if (current && isSameDefinition(current.definition, proposed)) return current;
  if (baseVersion !== null && baseVersion !== (current?.version ?? 0)) {
    throw conflict(proposed.name, current, baseVersion);
  }
  return saveNextVersion(deps, actor, proposed, current?.version ?? 0);
}

/** @throws LakeportError `definition-conflict` when somebody was faster */
export async function saveNextVersion(
  { datasets, audit }: SaveDatasetDeps,
  actor: Actor,
  definition: DatasetDefinition,
  baseVersion: number,
): Promise<Dataset> {
  const version = baseVersion + 1;
  const saved = await datasets.save({ ...definition, version }, actor.name, new Date());
  await audit.append({
    actor: actor.name,
    action: 'dataset.saved',
    target: saved.name,
    details: { version, previousVersion: baseVersion === 0 ? null : baseVersion },
  });
  return saved;
}

/** As text: the order of fields, rules, views and their measures is what people see. */
function isSameDefinition(one: DatasetDefinition, other: DatasetDefinition): boolean {
  return JSON.stringify({ ...one, version: 0 }) === JSON.stringify({ ...other, version: 0 });
}

function conflict(name: string, current: Dataset | null, baseVersion: number): LakeportError {
  if (!current) {
    return new LakeportError('definition-conflict', `There is no dataset «${name}» any more.`, {
      resolution: 'Save it as a new one.',
    });
  }
  const { version, updatedBy } = current;
  if (baseVersion === 0) {
    return new LakeportError('definition-conflict', `There is a dataset «${name}» already.`, {
      resolution: 'Choose another name, or edit that dataset.',
    });
  }
  return new LakeportError(
    'definition-conflict',
    `${updatedBy} saved version ${version} of «${name}» while version ${baseVersion} was being edited.`,
    { resolution: 'Compare the two, and save your changes on top of the newer one.' },
  );
}
