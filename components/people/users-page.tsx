'use client';

import { useQuery } from '@tanstack/react-query';
import { Search, UserPlus, Users } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import { usersQuery } from '@/components/api/people';
import { roleTitle } from '@/components/auth/role-title';
import { AdminsWithoutMfa } from '@/components/people/admins-without-mfa';
import { InviteDialog } from '@/components/people/invite-dialog';
import { UserTable } from '@/components/people/user-table';
import { fittingUsers, useUsersState } from '@/components/people/users-state';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { formatQuantity } from '@/lib/format';
import { ROLES } from '@/lib/roles';

const ALL = '';
const PAGE_SIZE = 50;

/** Everybody who may sign in: found by address and role, invited, changed and let go. */
export function UsersPage(): ReactNode {
  const [state, apply] = useUsersState();
  const [isInviting, setInviting] = useState(false);
  const query = useQuery(usersQuery());
  const users = query.data?.items;
  const fitting = users && fittingUsers(users, state);
  const page = fitting ? Math.min(state.page, Math.max(1, Math.ceil(fitting.length / PAGE_SIZE))) : 1;
  const shown = fitting?.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  if (query.isError && !users) {
    return (
      <FailureNotice
        title="The users could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <>
      {users ? <AdminsWithoutMfa users={users} /> : null}
      {query.data?.isCut ? (
        <Notice kind="info" title={`The first ${formatQuantity(query.data.items.length, 'user')} are shown`}>
          The user pool has more. The others are managed in the Cognito console.
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <span className="relative min-w-52 flex-1 sm:max-w-72">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
          />
          <Input
            type="search"
            aria-label="Search by e-mail address"
            placeholder="E-mail address"
            value={state.q}
            onChange={(event) => apply({ q: event.target.value })}
            className="w-full pl-8"
          />
        </span>
        <Select
          aria-label="Role"
          value={state.role ?? ALL}
          options={[
            { value: ALL, label: 'All roles' },
            ...ROLES.map((role) => ({ value: role, label: `${roleTitle(role)}s` })),
            { value: 'none', label: 'Without a role' },
          ]}
          onValueChange={(role) =>
            apply({ role: role === 'none' ? role : (ROLES.find((known) => known === role) ?? null) })
          }
        />
        <Button variant="primary" className="ml-auto" disabled={!users} onClick={() => setInviting(true)}>
          <UserPlus aria-hidden />
          Invite
        </Button>
      </div>
      <Panel flush>
        {fitting?.length === 0 ? (
          <EmptyState
            icon={Users}
            title="Nobody fits"
            actions={<Button onClick={() => apply({ q: '', role: null })}>Show everybody</Button>}
          >
            No user has this address and role. Somebody new is invited by e-mail.
          </EmptyState>
        ) : (
          <>
            <UserTable users={shown} />
            {fitting && fitting.length > PAGE_SIZE ? (
              <div className="border-t">
                <Pager
                  page={page}
                  pageSize={PAGE_SIZE}
                  total={fitting.length}
                  shown={shown?.length ?? null}
                  onPageChange={(next) => apply({ page: next })}
                  things="users"
                />
              </div>
            ) : null}
          </>
        )}
      </Panel>
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}
