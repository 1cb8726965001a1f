'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { User } from '@/components/api/people';
import { useSession } from '@/components/auth/session-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';

const NAMED_MAX = 3;

/** Says which admins sign in with a password alone; nothing when none does. */
export function AdminsWithoutMfa({ users }: { users: readonly User[] }): ReactNode {
  const { name } = useSession();
  const admins = users.filter(
    ({ roles, enabled, mfa }) => roles.includes('admins') && enabled && mfa === false,
  );
  if (admins.length === 0) return null;
  const isMe = admins.some(({ email }) => email === name.toLowerCase());
  const others = admins.length - NAMED_MAX;
  const named = admins.slice(0, NAMED_MAX).map(({ email }) => email);
  const who = others > 0 ? `${named.join(', ')} and ${formatCount(others)} more` : named.join(', ');
  return (
    <Notice
      kind="warn"
      title={
        admins.length === 1
          ? 'One admin signs in with a password alone'
          : `${formatCount(admins.length)} admins sign in with a password alone`
      }
      action={
        isMe ? (
          <Button asChild>
            <Link href={paths.account}>Set up yours</Link>
          </Button>
        ) : null
      }
    >
      {who}. Whoever learns such a password can do everything here. Two-step sign-in, which everybody sets up
      under their own account, keeps them out.
    </Notice>
  );
}
