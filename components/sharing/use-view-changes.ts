import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { deleteView, savedViewsQuery, saveView, type SavedView } from '@/components/api/saved-views';

export interface ViewChanges {
  /** Whether a change is under way: another one waits for its end. */
  isPending: boolean;
  /** The saved view; null when it could not be saved, which has been said. */
  create: (view: Pick<SavedView, 'title' | 'query' | 'shared'>) => Promise<SavedView | null>;
  change: (view: SavedView, change: Partial<SavedView>, done: string) => Promise<SavedView | null>;
  /** With `undo`, offers to take it back. */
  remove: (view: SavedView, undo: boolean) => Promise<void>;
}

/** Changes of saved views. Each is told once the server has made it. */
export function useViewChanges(dataset: string): ViewChanges {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: savedViewsQuery(dataset).queryKey });
  const saving = useMutation({ mutationFn: saveView, onSettled: refresh });
  const deleting = useMutation({
    mutationFn: (id: string) => deleteView(dataset, id),
    onSettled: refresh,
  });
  const save = async (...[input]: Parameters<typeof saveView>): Promise<SavedView | null> =>
    saving.mutateAsync(input).catch((error: Error) => {
      toast.error('The view could not be saved', { description: error.message });
      return null;
    });
  const create = async (
    { title, query, shared }: Pick<SavedView, 'title' | 'query' | 'shared'>,
    done: string,
  ): Promise<SavedView | null> => {
    const saved = await save({ dataset, title, query, shared });
    if (saved) toast.success(`«${saved.title}» ${done}`);
    return saved;
  };
  return {
    isPending: saving.isPending || deleting.isPending,
    create: (view) => create(view, 'is saved'),
    async change(view, { title = view.title, query = view.query, shared = view.shared }, done) {
      const saved = await save({ dataset, id: view.id, title, query, shared });
      if (saved) toast.success(done);
      return saved;
    },
    async remove(view, undo) {
      const deleted = await deleting.mutateAsync(view.id).catch((error: Error) => {
        toast.error('The view could not be deleted', { description: error.message });
      });
      if (!deleted) return;
      toast.success(`«${deleted.title}» is deleted`, {
        ...(undo && { action: { label: 'Undo', onClick: () => void create(deleted, 'is back') } }),
      });
    },
  };
}
