import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';

const savedViewSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  title: z.string(),
  /** Of the address that shows it, without the question mark. */
  query: z.string(),
  /** E-mail address. */
  owner: z.string(),
  shared: z.boolean(),
  updatedAt: z.string(),
});

export type SavedView = z.infer<typeof savedViewSchema>;

/** A view to be saved: with an id, in place of that one. */
export type SavedViewInput = Pick<SavedView, 'dataset' | 'title' | 'query' | 'shared'> & { id?: string };

async function listSavedViews(dataset: string): Promise<SavedView[]> {
  const views = await ask((client) => client.queries.listSavedViews({ dataset }));
  return views.map((view) => savedViewSchema.parse(view));
}

export async function saveView(input: SavedViewInput): Promise<SavedView> {
  return savedViewSchema.parse(await ask((client) => client.mutations.saveView(input)));
}

export async function deleteView(dataset: string, id: string): Promise<SavedView> {
  return savedViewSchema.parse(await ask((client) => client.mutations.deleteView({ dataset, id })));
}

/** The user's own views of a dataset and those that others share, by title. */
export function savedViewsQuery(dataset: string) {
  return queryOptions({ queryKey: ['saved-views', dataset], queryFn: () => listSavedViews(dataset) });
}
