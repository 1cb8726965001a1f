'use client';

import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { User } from '@/components/api/people';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { TOKEN_MINUTES } from '@/lib/sign-in-rules';

interface DeleteUserDialogProps {
  user: User;
  onClose: () => void;
  onDelete: () => void;
}

/** A deletion cannot be taken back: the address is typed to confirm it. */
export function DeleteUserDialog({ user, onClose, onDelete }: DeleteUserDialogProps): ReactNode {
  const formId = useId();
  const [typed, setTyped] = useState('');
  const isSure = typed.trim().toLowerCase() === user.email;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSure) return;
    onClose();
    onDelete();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${user.email}?`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={formId} variant="danger" disabled={!isSure}>
            Delete the user
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <p>
          They are signed out everywhere and cannot sign in any more; an open page can go on for up to{' '}
          {TOKEN_MINUTES} minutes. This cannot be undone. To keep somebody out for a while, disable them
          instead.
        </p>
        <p className="text-muted">
          What they did stays in the import history and in the audit trail. API keys that they made go on
          working until somebody revokes them.
        </p>
        <Field label={`Type ${user.email} to confirm`}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
              data-autofocus
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
