'use client';

import { Popover as RadixPopover } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A small panel beside its button, for choices that stay open while one makes them. */
export function Popover({ trigger, label, children, ...state }: PopoverProps): ReactNode {
  return (
    <RadixPopover.Root {...state}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="animate-panel z-50 max-h-[min(32rem,var(--radix-popover-content-available-height))] max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg border bg-surface p-3 shadow-overlay"
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
