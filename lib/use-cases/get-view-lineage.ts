import { z } from 'zod';
import type { Dataset } from '../aws/dataset-table';
import { compileView } from '../engine/views';
import { LakeportError } from '../errors';
import { queryViewLineage, type GroupValue, type ImportShare } from '../lake/query/view-lineage';
import type { Snapshot } from '../lake/snapshot';
import type { Actor } from '../roles';
import { authorize } from './authorize';
import { openDataset, type QueryDeps } from './query-dataset';

export interface ViewLineage extends ImportShare {
  fileName: string;
}

const groupSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * The imports behind one row of a view, most rows first.
 * @param request.group `{"column": value}` for each of the view's group columns
 */
export async function getViewLineage(
  deps: QueryDeps,
  actor: Actor,
  request: { dataset: string; view: string; group: unknown },
): Promise<ViewLineage[]> {
  authorize(actor, 'read', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const view = dataset.definition.views.find(({ name }) => name === request.view);
  if (!view) {
    const names = dataset.definition.views.map(({ name }) => name).join(', ');
    throw new LakeportError('not-found', `Dataset «${dataset.name}» has no view «${request.view}».`, {
      resolution: `Its views are ${names || 'none'}.`,
    });
  }
  const { groups } = await compileView(dataset.definition, view);
  const shown = publishedState(dataset, snapshot);
  const values = groupValues(groups, request.group);
  const shares = await queryViewLineage({ ...deps, snapshot: shown, columns }, values);
  return shares.map((share) => ({ ...share, fileName: shown.manifestOf(share.importId)?.fileName ?? '' }));
}

/** The figures of a view are of the commit that was published last, which the imports behind them should be too. */
function publishedState({ publishedSequence }: Dataset, snapshot: Snapshot): Snapshot {
  const published = publishedSequence ?? snapshot.sequence;
  const isKnown = published >= snapshot.switchedAt && published <= snapshot.sequence;
  return isKnown ? snapshot.at(published) : snapshot;
}

function groupValues(
  groups: readonly { name: string; sql: string; type: string }[],
  input: unknown,
): GroupValue[] {
  const parsed = groupSchema.safeParse(input);
  const names = groups.map(({ name }) => name);
  const given = parsed.success ? Object.keys(parsed.data) : [];
  if (!parsed.success || given.length !== names.length || !names.every((name) => given.includes(name))) {
    throw new LakeportError('invalid-request', 'The group does not name one row of the view.', {
      resolution: `Give a value for each of ${names.join(', ') || 'no column'}, null where it is missing.`,
    });
  }
  return groups.map(({ name, sql, type }) => {
    const value = parsed.data[name] ?? null;
    return { sql, type, value: value === null ? null : String(value) };
  });
}
