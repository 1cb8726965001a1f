'use client';

import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment, useRef, type ReactNode } from 'react';

export interface MenuAction {
  label: string;
  icon?: LucideIcon;
  /** The key that does the same without the menu, as it is written on keyboards. */
  shortcut?: string;
  disabled?: boolean;
  onSelect: () => void;
}

export interface MenuPoint {
  xPx: number;
  yPx: number;
}

interface PointMenuProps {
  /** Where it opens; null while it is closed. */
  at: MenuPoint | null;
  label: string;
  /** What can be done, in groups parted by lines. */
  groups: readonly (readonly MenuAction[])[];
  onClose: () => void;
  /** Gives the focus back to what the menu was opened on. */
  onReturn: () => void;
}

/** A menu at a point of the page: what a right click opens, and the key that stands for it. */
export function PointMenu({ at, label, groups, onClose, onReturn }: PointMenuProps): ReactNode {
  // An act may open something that takes the focus, so it comes after the focus has been given back.
  const chosen = useRef<MenuAction | null>(null);
  if (!at) return null;
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: at.xPx, top: at.yPx }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          aria-labelledby={undefined}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onContextMenu={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onReturn();
            chosen.current?.onSelect();
            chosen.current = null;
          }}
          className="animate-panel z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-56 overflow-y-auto rounded-lg border bg-surface p-1.5 shadow-overlay"
        >
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Fragment key={index}>
                {index > 0 ? <DropdownMenu.Separator className="my-1.5 h-px bg-line" /> : null}
                {group.map((action) => (
                  <Item key={action.label} action={action} onSelect={() => (chosen.current = action)} />
                ))}
              </Fragment>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ action, onSelect }: { action: MenuAction; onSelect: () => void }): ReactNode {
  const { label, icon: Icon, shortcut, disabled } = action;
  return (
    <DropdownMenu.Item
      disabled={disabled ?? false}
      onSelect={onSelect}
      aria-keyshortcuts={shortcut}
      className="flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1 text-sm outline-none data-disabled:text-faint data-disabled:opacity-60 data-highlighted:bg-sunken"
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-muted" /> : null}
      <span className="min-w-0 flex-1 break-words">{label}</span>
      {shortcut ? (
        <kbd aria-hidden className="shrink-0 pl-3 font-sans text-xs text-faint">
          {shortcut}
        </kbd>
      ) : null}
    </DropdownMenu.Item>
  );
}
