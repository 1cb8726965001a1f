'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { toast } from 'sonner';
import { FailureNotice } from '@/components/api/failure-notice';
import { inviteUser, putUser } from '@/components/api/people';
import { RoleChoice } from '@/components/people/role-choice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Role } from '@/lib/roles';
import { INVITATION_DAYS } from '@/lib/sign-in-rules';

/** Asks whom to invite, and as what. */
export function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const formId = useId();
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role | null>('analysts');
  const invite = useMutation({
    mutationFn: (email: string) => inviteUser(email, role ? [role] : []),
    onSuccess: (user) => {
      putUser(queryClient, user);
      toast.success(`${user.email} is invited`, { description: 'The invitation was sent by e-mail.' });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    invite.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Invite somebody"
      description={`They get an e-mail with a password for the first sign-in, which is good for ${INVITATION_DAYS} days.`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={formId} variant="primary" pending={invite.isPending}>
            {invite.isPending ? 'Inviting…' : 'Send the invitation'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5">
        {invite.isError ? <FailureNotice title="Nobody was invited" error={invite.error} /> : null}
        <Field label="E-mail address">
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="off"
              required
              maxLength={254}
              data-autofocus
            />
          )}
        </Field>
        <RoleChoice value={role} onValueChange={setRole} />
      </form>
    </Dialog>
  );
}
