'use client';

import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { User } from '@/components/api/people';
import { roleTitle } from '@/components/auth/role-title';
import { useSession } from '@/components/auth/session-context';
import { UserActions } from '@/components/people/user-actions';
import { userState } from '@/components/people/user-state';
import { Badge } from '@/components/ui/badge';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { paths } from '@/lib/paths';

const EXPECTED_ROWS = 4;

/** On a phone the role stands under the address, and what can be done stays in sight. */
const WIDE_ONLY = 'max-sm:hidden';

/** Users as rows, with what can be done about each at the end. `users` is undefined while they are loading. */
export function UserTable({ users }: { users: readonly User[] | undefined }): ReactNode {
  const me = useSession().name.toLowerCase();
  return (
    <Table label="Users">
      <thead>
        <tr>
          <Th>User</Th>
          <Th className={WIDE_ONLY}>Role</Th>
          <Th>State</Th>
          <Th className={WIDE_ONLY}>Two-step sign-in</Th>
          <Th numeric className={WIDE_ONLY}>
            Added
          </Th>
          <Th className="w-0">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {users ? (
          users.map((user) => <UserRow key={user.id} user={user} isMe={user.email === me} />)
        ) : (
          <SkeletonRows rows={EXPECTED_ROWS} columns={6} />
        )}
      </tbody>
    </Table>
  );
}

const MFA_WORDS = { on: 'On', off: 'Off', unknown: '–' };

function UserRow({ user, isMe }: { user: User; isMe: boolean }): ReactNode {
  const state = userState(user);
  const mfa = user.mfa === true ? 'on' : user.mfa === false ? 'off' : 'unknown';
  const roles = user.roles.map(roleTitle).join(', ');
  return (
    <tr className="hover:bg-canvas [&>td]:align-middle">
      <Td className="max-sm:w-full max-sm:max-w-0 sm:max-w-96">
        <span className="flex items-center gap-2">
          <Link
            href={paths.audit({ actor: user.email })}
            title={`What ${user.email} did`}
            prefetch={false}
            className="truncate font-medium hover:text-accent hover:underline"
          >
            {user.email}
          </Link>
          {isMe ? <Badge>You</Badge> : null}
        </span>
        <span className="block text-muted sm:hidden">{roles || 'No role'}</span>
      </Td>
      <Td className={clsx(WIDE_ONLY, 'whitespace-nowrap')}>
        {roles || (
          <span title="May sign in and sees nothing" className="text-faint">
            None
          </span>
        )}
      </Td>
      <Td>
        <span title={state.meaning}>
          <Badge tone={state.tone}>{state.word}</Badge>
        </span>
      </Td>
      <Td className={clsx(WIDE_ONLY, mfa === 'on' ? 'text-good' : 'text-muted')}>{MFA_WORDS[mfa]}</Td>
      <Td numeric className={clsx(WIDE_ONLY, 'text-muted')}>
        <TimeAgo iso={user.createdAt} />
      </Td>
      <Td className="py-1">
        <UserActions user={user} isMe={isMe} />
      </Td>
    </tr>
  );
}
