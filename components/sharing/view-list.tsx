'use client';

import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { SavedView } from '@/components/api/saved-views';
import { useMay, useSession } from '@/components/auth/session-context';
import type { ActiveView } from '@/components/sharing/find-active-view';
import type { ViewChanges } from '@/components/sharing/use-view-changes';
import { ViewItem, ViewLink } from '@/components/sharing/view-item';
import { paths } from '@/lib/paths';

interface ViewListProps {
  dataset: Dataset;
  views: readonly SavedView[];
  active: ActiveView | null;
  /** Of what is shown; empty for all rows. */
  query: string;
  changes: ViewChanges;
  /** Null opens all rows. */
  onOpen: (view: SavedView | null) => void;
  /** Asks before somebody else's view is deleted. */
  onDeleteOther: (view: SavedView) => void;
}

/** The views of a dataset: one's own, and those of others. */
export function ViewList(props: ViewListProps): ReactNode {
  const { dataset, views, active, query, changes, onOpen, onDeleteOther } = props;
  const { name } = useSession();
  const isAdmin = useMay('manage');
  const mine = views.filter(({ owner }) => owner === name);
  const others = views.filter(({ owner }) => owner !== name);
  const item = (view: SavedView) => {
    const isOwn = view.owner === name;
    const isActive = active?.view.id === view.id;
    return (
      <ViewItem
        key={view.id}
        view={view}
        href={paths.savedView(dataset.name, view.query)}
        isOwn={isOwn}
        mayChange={isOwn || isAdmin}
        isCurrent={isActive && !active.isChanged}
        canUpdate={query !== '' && (active === null || active.isChanged)}
        pending={changes.isPending}
        onOpen={() => onOpen(view)}
        onUpdate={() => {
          void changes.change(view, { query }, `«${view.title}» shows this now`).then((saved) => {
            if (saved) onOpen(saved);
          });
        }}
        onRename={(title) => void changes.change(view, { title }, `It is called «${title}» now`)}
        onShare={(shared) =>
          void changes.change(
            view,
            { shared },
            shared
              ? `All who read the dataset see «${view.title}» now`
              : `Only ${isOwn ? 'you see' : `${view.owner} sees`} «${view.title}» now`,
          )
        }
        onDelete={() => (isOwn ? void changes.remove(view, true) : onDeleteOther(view))}
      />
    );
  };
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label="My views">
        <li>
          <ViewLink
            href={paths.dataset(dataset.name)}
            title="All rows"
            isCurrent={query === ''}
            onOpen={() => onOpen(null)}
          />
        </li>
        {mine.map(item)}
      </ul>
      {others.length > 0 ? (
        <section className="border-t pt-2">
          <h3 className="px-2 pb-1 text-xs font-medium text-faint">Shared by others</h3>
          <ul aria-label="Shared by others">{others.map(item)}</ul>
        </section>
      ) : null}
    </div>
  );
}
