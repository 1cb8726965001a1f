'use client';

import clsx from 'clsx';
import { useState, type FormEvent, type ReactNode } from 'react';
import { PASSWORD_RULE } from '@/components/auth/password-rule';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useIsBrowser } from '@/components/ui/use-is-browser';

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

interface StepFormProps {
  pending: boolean;
  submitLabel: string;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
  /** Stands below the button. */
  footer?: ReactNode;
  onFocus?: () => void;
}

function StepForm({ pending, submitLabel, onSubmit, children, footer, onFocus }: StepFormProps): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  // Before the page has come to life the browser would send the form by itself; by `post` the password then at least
  // stands in no address.
  const isBrowser = useIsBrowser();
  return (
    <form method="post" onSubmit={submit} onFocus={onFocus} className="flex flex-col gap-4">
      {children}
      <Button
        type="submit"
        variant="primary"
        disabled={!isBrowser}
        pending={pending}
        className={clsx('mt-1 h-10', !isBrowser && 'disabled:opacity-100!')}
      >
        {submitLabel}
      </Button>
      {footer}
    </form>
  );
}

function BackToSignIn({ onBack }: { onBack: () => void }): ReactNode {
  return (
    <Button variant="quiet" onClick={onBack}>
      Back to sign-in
    </Button>
  );
}

function EmailField({ email }: { email: string }): ReactNode {
  return (
    <Field label="E-mail address">
      {(control) => (
        <Input
          {...control}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          required
          autoFocus
        />
      )}
    </Field>
  );
}

interface CredentialsStepProps {
  email: string;
  pending: boolean;
  onSubmit: (email: string, password: string) => void;
  onForgot: () => void;
  onFocus: () => void;
}

export function CredentialsStep({
  email,
  pending,
  onSubmit,
  onForgot,
  onFocus,
}: CredentialsStepProps): ReactNode {
  return (
    <StepForm
      pending={pending}
      submitLabel={pending ? 'Signing in…' : 'Sign in'}
      onSubmit={(form) => onSubmit(textOf(form, 'email').trim(), textOf(form, 'password'))}
      onFocus={onFocus}
      footer={
        <Button variant="quiet" onClick={onForgot}>
          Forgot password?
        </Button>
      }
    >
      <EmailField email={email} />
      <Field label="Password">
        {(control) => (
          <Input {...control} name="password" type="password" autoComplete="current-password" required />
        )}
      </Field>
    </StepForm>
  );
}

/** Two fields for a new password that have to agree. */
function NewPasswordFields({ mismatch }: { mismatch: boolean }): ReactNode {
  return (
    <>
      <Field label="New password" hint={PASSWORD_RULE}>
        {(control) => (
          <Input {...control} name="password" type="password" autoComplete="new-password" required />
        )}
      </Field>
      <Field label="Repeat the new password" error={mismatch ? 'The two passwords differ.' : null}>
        {(control) => (
          <Input {...control} name="repeated" type="password" autoComplete="new-password" required />
        )}
      </Field>
    </>
  );
}

function useMatchingPasswords(onMatch: (password: string, form: FormData) => void) {
  const [mismatch, setMismatch] = useState(false);
  const submit = (form: FormData) => {
    const password = textOf(form, 'password');
    const matches = password === textOf(form, 'repeated');
    setMismatch(!matches);
    if (matches) onMatch(password, form);
  };
  return { mismatch, submit };
}

export function NewPasswordStep({
  pending,
  onSubmit,
}: {
  pending: boolean;
  onSubmit: (password: string) => void;
}): ReactNode {
  const { mismatch, submit } = useMatchingPasswords((password) => onSubmit(password));
  return (
    <StepForm pending={pending} submitLabel="Save and sign in" onSubmit={submit}>
      <p className="text-muted">Your first password was for one use. Choose one that only you know.</p>
      <NewPasswordFields mismatch={mismatch} />
    </StepForm>
  );
}

function CodeField({ label, hint }: { label: string; hint?: string }): ReactNode {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]*"
          maxLength={8}
          required
          autoFocus
        />
      )}
    </Field>
  );
}

const codeOf = (form: FormData) => textOf(form, 'code').replaceAll(' ', '');

export function CodeStep({
  pending,
  onSubmit,
}: {
  pending: boolean;
  onSubmit: (code: string) => void;
}): ReactNode {
  return (
    <StepForm pending={pending} submitLabel="Continue" onSubmit={(form) => onSubmit(codeOf(form))}>
      <CodeField label="Code" hint="The six digits your authenticator app shows now." />
    </StepForm>
  );
}

interface ForgotStepProps {
  email: string;
  pending: boolean;
  onSubmit: (email: string) => void;
  onBack: () => void;
}

export function ForgotStep({ email, pending, onSubmit, onBack }: ForgotStepProps): ReactNode {
  return (
    <StepForm
      pending={pending}
      submitLabel="Send a code"
      onSubmit={(form) => onSubmit(textOf(form, 'email').trim())}
      footer={<BackToSignIn onBack={onBack} />}
    >
      <p className="text-muted">A code by e-mail lets you set a new password.</p>
      <EmailField email={email} />
    </StepForm>
  );
}

interface ResetStepProps {
  pending: boolean;
  onSubmit: (code: string, password: string) => void;
  onBack: () => void;
}

export function ResetStep({ pending, onSubmit, onBack }: ResetStepProps): ReactNode {
  const { mismatch, submit } = useMatchingPasswords((password, form) => onSubmit(codeOf(form), password));
  return (
    <StepForm
      pending={pending}
      submitLabel="Set the password"
      onSubmit={submit}
      footer={<BackToSignIn onBack={onBack} />}
    >
      <CodeField label="Code from the e-mail" />
      <NewPasswordFields mismatch={mismatch} />
    </StepForm>
  );
}
