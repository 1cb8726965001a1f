'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2, UserCog } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { deleteUser, dropUser, putUser, setUserRoles, usersQuery, type User } from '@/components/api/people';
import { roleTitle } from '@/components/auth/role-title';
import { ChangeRoleDialog } from '@/components/people/change-role-dialog';
import { DeleteUserDialog } from '@/components/people/delete-user-dialog';
import { actsOn, type UserAct } from '@/components/people/user-acts';
import { ActionMenu } from '@/components/ui/action-menu';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { paths } from '@/lib/paths';

/** The question that is open. */
type Question = { kind: 'role' | 'delete' } | { kind: 'act'; act: UserAct };

/** What an admin can do about a user; their own account is not changed here. */
export function UserActions({ user, isMe }: { user: User; isMe: boolean }): ReactNode {
  const [question, setQuestion] = useState<Question | null>(null);
  const change = useUserChange();
  if (isMe) {
    return (
      <span className="flex justify-end">
        <Button asChild size="sm" variant="quiet" className="-mr-2.5">
          <Link href={paths.account}>Account</Link>
        </Button>
      </span>
    );
  }
  const close = () => setQuestion(null);
  const act = question?.kind === 'act' ? question.act : null;
  return (
    <span className="flex justify-end">
      <ActionMenu
        label={`Actions for ${user.email}`}
        pending={change.isPending}
        actions={[
          { label: 'Change the role', icon: UserCog, onSelect: () => setQuestion({ kind: 'role' }) },
          ...actsOn(user).map((one) => ({
            label: one.label,
            icon: one.icon,
            onSelect: () => setQuestion({ kind: 'act', act: one }),
          })),
          { label: 'Delete', icon: Trash2, danger: true, onSelect: () => setQuestion({ kind: 'delete' }) },
        ]}
      />
      {act ? (
        <ConfirmDialog
          open
          onClose={close}
          title={act.title}
          confirmLabel={act.confirmLabel}
          danger={act.danger ?? false}
          onConfirm={() => change.mutate(act)}
        >
          <p>{act.consequence}</p>
        </ConfirmDialog>
      ) : null}
      {question?.kind === 'role' ? (
        <ChangeRoleDialog
          user={user}
          onClose={close}
          onChange={(roles) =>
            change.mutate({
              run: () => setUserRoles(user.id, roles),
              done: `${user.email} is now ${roles.map(roleTitle).join(', ') || 'without a role'}`,
              failed: 'The role was not changed',
            })
          }
        />
      ) : null}
      {question?.kind === 'delete' ? (
        <DeleteUserDialog
          user={user}
          onClose={close}
          onDelete={() =>
            change.mutate({
              run: () => deleteUser(user.id),
              removes: true,
              done: `${user.email} is deleted`,
              failed: 'The user was not deleted',
            })
          }
        />
      ) : null}
    </span>
  );
}

type Change = Pick<UserAct, 'run' | 'done' | 'failed'> & { removes?: boolean };

/** Runs a change, says what the server said of it, and shows the user as they are from then on. */
function useUserChange() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => change.run(),
    onSuccess: (user, { done, removes }) => {
      if (removes) dropUser(queryClient, user.id);
      else putUser(queryClient, user);
      toast.success(done);
    },
    onError: (error, { failed }) => {
      toast.error(failed, { description: error.message });
      // The list may be behind: somebody else may have changed the user meanwhile.
      void queryClient.invalidateQueries(usersQuery());
    },
  });
}
