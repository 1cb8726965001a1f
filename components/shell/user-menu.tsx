'use client';

import { Check, ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { useTheme } from 'next-themes';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useSession } from '@/components/auth/session-context';
import { signOut } from '@/components/auth/sign-out';
import { roleTitle } from '@/components/auth/role-title';
import { THEMES } from '@/components/shell/themes';
import { paths } from '@/lib/paths';

const ITEM_CLASS =
  'flex h-9 items-center gap-2.5 rounded-md px-2 outline-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-muted';

/** Who is signed in; theme, account and sign-out behind it. */
export function UserMenu({ compact = false }: { compact?: boolean }): ReactNode {
  const session = useSession();
  const { theme, setTheme } = useTheme();
  const leave = () => {
    signOut().catch(() => toast.error('Signing out failed. Check your connection and try again.'));
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`Account of ${session.name}`}
        className="flex min-w-0 items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-sunken data-[state=open]:bg-sunken"
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-strong uppercase"
        >
          {session.name.charAt(0)}
        </span>
        {compact ? null : (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{session.name}</span>
              <span className="block truncate text-xs text-faint">
                {session.roles.map(roleTitle).join(', ')}
              </span>
            </span>
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-faint" />
          </>
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="animate-panel z-50 w-56 rounded-lg border bg-surface p-1.5 shadow-overlay"
        >
          <DropdownMenu.Label className="truncate px-2 pt-1 pb-2 text-sm text-faint">
            {session.name}
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={setTheme} aria-label="Theme">
            {THEMES.map(({ value, label, icon: Icon }) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className={ITEM_CLASS}
                onSelect={(event) => event.preventDefault()}
              >
                <Icon aria-hidden />
                {label}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check aria-hidden />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
          <DropdownMenu.Item asChild className={ITEM_CLASS}>
            <Link href={paths.account}>
              <UserRound aria-hidden />
              Account
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM_CLASS} onSelect={leave}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
