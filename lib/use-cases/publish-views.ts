import type { Dataset } from '../aws/dataset-table';
import { outputColumns } from '../dataset/definition';
import { retentionDays } from '../dataset/retention';
import { compileView } from '../engine/views';
import { buildView, type BuildViewOptions } from '../lake/query/build-view';
import type { ObjectStore } from '../lake/object-store';
import type { Snapshot } from '../lake/snapshot';

export type PublishViewsDeps = Pick<BuildViewOptions, 'store' | 'cache' | 'db' | 'workDir'>;

/** Builds the dataset's views as of the snapshot. */
export async function publishViews(
  deps: PublishViewsDeps,
  { definition, version }: Dataset,
  snapshot: Snapshot,
): Promise<void> {
  for (const view of definition.views) {
    const compiled = await compileView(definition, view);
    const { key } = await buildView({
      ...deps,
      snapshot,
      columns: outputColumns(definition),
      definitionVersion: version,
      retentionDays: retentionDays(definition, 'gold'),
      view: view.name,
      viewSql: (relation) => compiled.sql(relation),
    });
    await removeOlder(deps.store, key);
  }
}

/** Removes the view's results before this one and the one before, which somebody may be reading. */
async function removeOlder(store: ObjectStore, key: string): Promise<void> {
  const older: string[] = [];
  for await (const object of store.list(key.slice(0, key.lastIndexOf('/') + 1))) {
    if (object.key < key) older.push(object.key);
  }
  for (const old of older.slice(0, -1)) await store.delete(old);
}
