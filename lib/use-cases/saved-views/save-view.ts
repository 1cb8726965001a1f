import { ulid } from 'ulid';
import { z } from 'zod';
import type { AuditTrail } from '../../aws/audit-trail';
import type { SavedView, SavedViewTable } from '../../aws/saved-view-table';
import { LakeportError } from '../../errors';
import type { Actor } from '../../roles';
import { VIEW_QUERY_BYTES_MAX, VIEW_TITLE_MAX, VIEWS_PER_DATASET_MAX } from '../../saved-views';
import { authorize } from '../authorize';
import { requireOwnView, viewNotFound } from './require-own-view';

export interface SaveViewDeps {
  /** Throws `dataset-not-found`. */
  datasets: { get: (name: string) => Promise<unknown> };
  savedViews: SavedViewTable;
  audit: Pick<AuditTrail, 'append'>;
}

/** Text without control characters, which no address and no title has. */
const line = z.string().regex(/^\P{Cc}*$/u, 'must not hold control characters');

export const savedViewInputSchema = z.object({
  dataset: z.string(),
  /** Of the view to change; a new one without it. */
  id: z.string().nullish(),
  title: line
    .trim()
    .min(1, 'must not be empty')
    .max(VIEW_TITLE_MAX, `has at most ${VIEW_TITLE_MAX} characters`),
  query: line
    .refine((query) => !query.startsWith('?'), 'begins after the question mark')
    .refine(
      (query) => Buffer.byteLength(query) <= VIEW_QUERY_BYTES_MAX,
      `is longer than ${VIEW_QUERY_BYTES_MAX} bytes: use fewer filter values`,
    ),
  shared: z.boolean(),
});

export type SavedViewInput = z.infer<typeof savedViewInputSchema>;

/** Saves a view under a title, or changes one; sharing it is noted in the audit trail. */
export async function saveView(deps: SaveViewDeps, actor: Actor, input: SavedViewInput): Promise<SavedView> {
  authorize(actor, 'read', input.dataset);
  const { dataset, title, query, shared } = input;
  const before = input.id ? await requireOwnView(deps.savedViews, actor, dataset, input.id) : null;
  const view: SavedView = {
    dataset,
    id: before?.id ?? ulid(),
    title,
    query,
    owner: before?.owner ?? actor.name,
    shared,
    updatedAt: new Date().toISOString(),
  };
  await refuseSecond(deps, view, before === null);
  if (before === null) {
    await deps.datasets.get(dataset);
    await deps.savedViews.create(view);
  } else if (!(await deps.savedViews.replace(view))) {
    throw viewNotFound();
  }
  if (shared && !before?.shared) {
    await deps.audit.append({
      actor: actor.name,
      action: 'view.shared',
      target: title,
      details: { dataset },
    });
  }
  return view;
}

/**
 * Two people who save at the same moment may pass the limit by one, which does no harm.
 * @throws LakeportError `conflict`
 */
async function refuseSecond({ savedViews }: SaveViewDeps, view: SavedView, isNew: boolean): Promise<void> {
  const all = await savedViews.list(view.dataset);
  if (isNew && all.length >= VIEWS_PER_DATASET_MAX) {
    throw new LakeportError(
      'conflict',
      `The dataset has ${VIEWS_PER_DATASET_MAX} saved views, the most it can.`,
      {
        resolution: 'Delete one that nobody uses.',
      },
    );
  }
  const isTaken = all.some(
    ({ id, owner, title }) => id !== view.id && owner === view.owner && title === view.title,
  );
  if (!isTaken) return;
  throw new LakeportError('conflict', `There is a view «${view.title}» of the same owner already.`, {
    resolution: 'Choose another title.',
  });
}
