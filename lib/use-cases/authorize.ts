import { importNotFound, type ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { may, ROLES_THAT_MAY, type Act, type Actor } from '../roles';

/** For what concerns all datasets together; no dataset can have the name. */
export const EVERY_DATASET = '*';

/**
 * Throws `forbidden` unless the actor may do the act with the dataset; every use case begins with it, or with one of
 * its two relatives below.
 * @param dataset the dataset's name, or `EVERY_DATASET`, which a key that is narrowed to some is refused
 */
export function authorize(actor: Actor, act: Act, dataset: string): void {
  if (authorizeSome(actor, act)(dataset)) return;
  const what = dataset === EVERY_DATASET ? 'all datasets' : `the dataset «${dataset}»`;
  throw new LakeportError('forbidden', `This API key is not for ${what}.`, {
    resolution: 'Use one that is, or let an admin make one.',
  });
}

/** Throws `forbidden` unless the actor may do the act with some dataset, and tells with which ones. */
export function authorizeSome(actor: Actor, act: Act): (dataset: string) => boolean {
  if (!may(actor, act)) {
    throw actor.scope
      ? new LakeportError('forbidden', `This API key may not ${act}.`, {
          resolution: 'Use one that may, or let an admin make one.',
        })
      : new LakeportError('forbidden', `This needs one of the roles ${ROLES_THAT_MAY[act].join(', ')}.`, {
          resolution: 'Ask an admin for the role.',
        });
  }
  const datasets = actor.scope?.datasets ?? null;
  return (dataset) => datasets === null || datasets.includes(dataset);
}

/**
 * The import, if the actor may do the act with its dataset. One of another dataset is answered as if it were not
 * there: its id says nothing about whether it is.
 */
export async function authorizeImport(
  imports: Pick<ImportTable, 'get'>,
  actor: Actor,
  act: Act,
  importId: string,
): Promise<ImportRecord> {
  const isVisible = authorizeSome(actor, act);
  const record = await imports.get(importId);
  if (isVisible(record.dataset)) return record;
  throw importNotFound(importId);
}
