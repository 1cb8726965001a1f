'use client';

import { useMutation } from '@tanstack/react-query';
import { updatePassword } from 'aws-amplify/auth';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { toast } from 'sonner';
import { describeAuthFailure } from '@/components/auth/auth-failure';
import { PASSWORD_RULE } from '@/components/auth/password-rule';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useIsBrowser } from '@/components/ui/use-is-browser';

/** Changes the password of the one who is signed in. */
export function PasswordForm({ email }: { email: string }): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const isBrowser = useIsBrowser();
  const [mismatch, setMismatch] = useState(false);
  const change = useMutation({
    mutationFn: updatePassword,
    onSuccess: () => {
      form.current?.reset();
      toast.success('The password is changed');
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const newPassword = String(data.get('new'));
    const differs = newPassword !== String(data.get('repeated'));
    setMismatch(differs);
    if (!differs) change.mutate({ oldPassword: String(data.get('old')), newPassword });
  };
  return (
    // Should the browser ever send this by itself, the passwords must not stand in an address.
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <Field
        label="Present password"
        error={change.isError ? describeAuthFailure(change.error, 'The present password is wrong.') : null}
      >
        {(control) => (
          <Input {...control} name="old" type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Field label="New password" hint={PASSWORD_RULE}>
        {(control) => <Input {...control} name="new" type="password" autoComplete="new-password" required />}
      </Field>
      <Field label="Repeat the new password" error={mismatch ? 'The two passwords differ.' : null}>
        {(control) => (
          <Input {...control} name="repeated" type="password" autoComplete="new-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={!isBrowser} pending={change.isPending}>
        Change the password
      </Button>
    </form>
  );
}
