'use client';

import clsx from 'clsx';
import { Check, Pencil, RefreshCw, Share2, Trash2, UserLock, Users } from 'lucide-react';
import { useState, type FormEvent, type MouseEvent, type ReactNode } from 'react';
import type { SavedView } from '@/components/api/saved-views';
import { ActionMenu, type ItemAction } from '@/components/ui/action-menu';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { VIEW_TITLE_MAX } from '@/lib/saved-views';

interface ViewLinkProps {
  href: string;
  title: string;
  isCurrent: boolean;
  onOpen: () => void;
  children?: ReactNode;
}

/** Opens a view in place; with a key held down it is a link like any other. */
export function ViewLink({ href, title, isCurrent, onOpen, children }: ViewLinkProps): ReactNode {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <a
      href={href}
      onClick={open}
      aria-current={isCurrent ? 'true' : undefined}
      className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1 hover:bg-sunken"
    >
      <Check aria-hidden className={clsx('size-4 shrink-0 text-accent', !isCurrent && 'invisible')} />
      <span className="min-w-0 flex-1">
        <span className={clsx('block truncate', isCurrent && 'font-medium')}>{title}</span>
        {children}
      </span>
    </a>
  );
}

interface ViewItemProps extends Omit<ViewLinkProps, 'title' | 'children'> {
  view: SavedView;
  isOwn: boolean;
  /** Whether the user may change it. */
  mayChange: boolean;
  /** Whether what is shown differs from what every view says, so that it could be put in this one's place. */
  canUpdate: boolean;
  pending: boolean;
  onUpdate: () => void;
  onRename: (title: string) => void;
  onShare: (shared: boolean) => void;
  onDelete: () => void;
}

export function ViewItem({ view, isOwn, mayChange, pending, ...rest }: ViewItemProps): ReactNode {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) {
    const rename = (title: string | null) => {
      setRenaming(false);
      if (title !== null && title !== view.title) rest.onRename(title);
    };
    return <RenameForm title={view.title} onEnd={rename} />;
  }
  return (
    <li className="flex items-center gap-1">
      <ViewLink href={rest.href} title={view.title} isCurrent={rest.isCurrent} onOpen={rest.onOpen}>
        {isOwn ? null : <span className="block truncate text-xs text-faint">{view.owner}</span>}
      </ViewLink>
      {isOwn && view.shared ? <Users aria-label="Shared" className="size-4 shrink-0 text-faint" /> : null}
      {mayChange ? (
        <ActionMenu
          label={`Actions for the view ${view.title}`}
          pending={pending}
          actions={actionsOf(view, rest, () => setRenaming(true))}
        />
      ) : null}
    </li>
  );
}

function actionsOf(
  view: SavedView,
  {
    canUpdate,
    onUpdate,
    onShare,
    onDelete,
  }: Pick<ViewItemProps, 'canUpdate' | 'onUpdate' | 'onShare' | 'onDelete'>,
  onRename: () => void,
): ItemAction[] {
  return [
    ...(canUpdate ? [{ label: 'Set to what is shown now', icon: RefreshCw, onSelect: onUpdate }] : []),
    { label: 'Rename', icon: Pencil, onSelect: onRename },
    view.shared
      ? { label: 'Stop sharing', icon: UserLock, onSelect: () => onShare(false) }
      : { label: 'Share with all readers', icon: Share2, onSelect: () => onShare(true) },
    { label: 'Delete', icon: Trash2, danger: true, onSelect: onDelete },
  ];
}

function RenameForm({
  title: before,
  onEnd,
}: {
  title: string;
  onEnd: (title: string | null) => void;
}): ReactNode {
  const [title, setTitle] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '') onEnd(title.trim());
  };
  return (
    <li>
      <form onSubmit={submit} className="flex gap-2 py-1">
        <Input
          autoFocus
          aria-label={`New title of ${before}`}
          maxLength={VIEW_TITLE_MAX}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1"
        />
        <Button type="submit" size="sm" className="h-9" variant="primary" disabled={title.trim() === ''}>
          Rename
        </Button>
        <Button size="sm" className="h-9" onClick={() => onEnd(null)}>
          Back
        </Button>
      </form>
    </li>
  );
}
