'use client';

import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { savedViewsQuery, type SavedView } from '@/components/api/saved-views';
import type { BrowseState } from '@/components/browse/browse-state';
import { findActiveView, type ActiveView } from '@/components/sharing/find-active-view';
import { SaveViewForm } from '@/components/sharing/save-view-form';
import { useViewChanges } from '@/components/sharing/use-view-changes';
import { ViewList } from '@/components/sharing/view-list';
import { viewQuery } from '@/components/sharing/view-query';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/paths';

/** What is shown under a title, to come back to it and to show it to others. */
export function ViewsButton({ dataset, state }: { dataset: Dataset; state: BrowseState }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [openedId, setOpenedId] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<SavedView | null>(null);
  const saved = useQuery(savedViewsQuery(dataset.name));
  const columns = useMemo(() => lakeColumns(dataset), [dataset]);
  const changes = useViewChanges(dataset.name);
  const query = viewQuery(state);
  const active = useMemo(
    () => findActiveView(saved.data ?? [], columns, { query, openedId }),
    [saved.data, columns, query, openedId],
  );
  const open = (view: SavedView | null) => {
    setOpenedId(view?.id ?? null);
    setOpen(false);
    window.history.pushState(null, '', paths.savedView(dataset.name, view?.query ?? ''));
  };
  const create = async (title: string, shared: boolean): Promise<boolean> => {
    const view = await changes.create({ title, query, shared });
    if (view) setOpenedId(view.id);
    return view !== null;
  };
  return (
    <>
      <Popover
        label="Saved views"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <Button size="sm" aria-label={buttonLabel(active)}>
            <Bookmark aria-hidden />
            <span className="max-w-40 truncate">{active ? active.view.title : 'Views'}</span>
            {active?.isChanged ? <span className="font-normal text-muted">changed</span> : null}
          </Button>
        }
      >
        <div className="flex w-80 max-w-[calc(100vw-3rem)] flex-col gap-3">
          {saved.data ? (
            <ViewList
              dataset={dataset}
              views={saved.data}
              active={active}
              query={query}
              changes={changes}
              onOpen={open}
              onDeleteOther={(view) => {
                setOpen(false);
                setDoomed(view);
              }}
            />
          ) : saved.isError ? (
            <FailureNotice
              title="The views could not be loaded"
              error={saved.error}
              onRetry={() => void saved.refetch()}
            />
          ) : (
            <Skeleton className="h-24 w-full" />
          )}
          <div className="border-t pt-3">
            {query === '' ? (
              <p className="px-2 text-sm text-muted">
                Filter, search, sort or choose columns; then save that here under a title.
              </p>
            ) : (
              <SaveViewForm pending={changes.isPending} onSave={create} />
            )}
          </div>
        </div>
      </Popover>
      <ConfirmDialog
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title="Delete somebody else’s view?"
        confirmLabel="Delete the view"
        danger
        onConfirm={() => (doomed ? void changes.remove(doomed, false) : undefined)}
      >
        «{doomed?.title}» of {doomed?.owner} goes for everybody. It cannot be brought back.
      </ConfirmDialog>
    </>
  );
}

function buttonLabel(active: ActiveView | null): string {
  if (!active) return 'Views';
  return `Views: ${active.view.title}${active.isChanged ? ', changed' : ''}`;
}
