'use client';

import clsx from 'clsx';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, type ReactNode } from 'react';

export interface ItemAction {
  label: string;
  icon: LucideIcon;
  onSelect: () => void;
  danger?: boolean;
}

interface ActionMenuProps {
  /** Names the thing too: `Actions for bob@example.org`. */
  label: string;
  actions: readonly ItemAction[];
  pending?: boolean;
}

/** What can be done with one thing of a list, behind three dots. */
export function ActionMenu({ label, actions, pending = false }: ActionMenuProps): ReactNode {
  // An act may open something that takes the focus, so it comes after the focus has been given back.
  const chosen = useRef<ItemAction | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        ref={trigger}
        aria-label={label}
        aria-busy={pending || undefined}
        disabled={pending}
        className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink disabled:cursor-progress disabled:opacity-45 data-[state=open]:bg-sunken [&_svg]:size-4"
      >
        <Ellipsis aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            trigger.current?.focus();
            chosen.current?.onSelect();
            chosen.current = null;
          }}
          className="animate-panel z-50 min-w-52 rounded-lg border bg-surface p-1.5 shadow-overlay"
        >
          {actions.map((action) => (
            <DropdownMenu.Item
              key={action.label}
              onSelect={() => {
                chosen.current = action;
              }}
              className={clsx(
                'flex h-9 items-center gap-2.5 rounded-md px-2 outline-none data-highlighted:bg-sunken [&_svg]:size-4',
                action.danger ? 'text-bad' : '[&_svg]:text-muted',
              )}
            >
              <action.icon aria-hidden />
              {action.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
