'use client';

import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { describeAuthFailure } from '@/components/auth/auth-failure';
import type { AuthFlow, NextStep } from '@/components/auth/auth-flow';
import type { BrowserOutputs } from '@/components/auth/configure-amplify';
import {
  CodeStep,
  CredentialsStep,
  ForgotStep,
  NewPasswordStep,
  ResetStep,
} from '@/components/auth/sign-in-steps';
import { Notice } from '@/components/ui/notice';

type Step = 'credentials' | 'new-password' | 'totp' | 'forgot' | 'reset';

const TITLES: Record<Step, string> = {
  credentials: 'Sign in',
  'new-password': 'Choose a password',
  totp: 'Enter your code',
  forgot: 'Forgot password',
  reset: 'Set a new password',
};

interface SignInFormProps {
  outputs: BrowserOutputs;
  /** Where to go once signed in; an address of the portal. */
  next: string;
}

/** Sign-in by e-mail and password with all that can come between: first password, code, forgotten password. */
export function SignInForm({ outputs, next }: SignInFormProps): ReactNode {
  const [step, setStep] = useState<Step>('credentials');
  const [email, setEmail] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const loadFlow = useAuthFlow(outputs);

  const run = (work: (flow: AuthFlow) => Promise<void>) => {
    setPending(true);
    setFailure(null);
    setNote(null);
    loadFlow()
      .then(work)
      .catch((error: unknown) => {
        setFailure(describeAuthFailure(error));
        setPending(false);
      });
  };

  const show = (nextStep: Step, nextNote: string | null = null) => {
    setStep(nextStep);
    setNote(nextNote);
    setFailure(null);
    setPending(false);
  };

  const follow = (nextStep: NextStep) => {
    // A new document: the server must see the cookies, and no page of the last user may stay in memory.
    if (nextStep === 'done') return window.location.assign(next);
    if (nextStep === 'unsupported')
      throw new Error('This account asks for a kind of sign-in the portal does not offer.');
    show(
      nextStep,
      nextStep === 'reset' ? 'An admin has reset your password. Enter the code from your e-mail.' : null,
    );
  };

  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-xl font-semibold tracking-tight">{TITLES[step]}</h1>
      {failure ? <Notice kind="bad" title={failure} /> : null}
      {note ? <Notice kind="info" title={note} /> : null}
      {step === 'credentials' ? (
        <CredentialsStep
          email={email}
          pending={pending}
          onForgot={() => show('forgot')}
          onFocus={() => void loadFlow()}
          onSubmit={(name, password) => {
            setEmail(name);
            run(async (flow) => follow(await flow.signIn(name, password)));
          }}
        />
      ) : null}
      {step === 'new-password' ? (
        <NewPasswordStep
          pending={pending}
          onSubmit={(password) => run(async (flow) => follow(await flow.answer(password)))}
        />
      ) : null}
      {step === 'totp' ? (
        <CodeStep
          pending={pending}
          onSubmit={(code) => run(async (flow) => follow(await flow.answer(code)))}
        />
      ) : null}
      {step === 'forgot' ? (
        <ForgotStep
          email={email}
          pending={pending}
          onBack={() => show('credentials')}
          onSubmit={(name) => {
            setEmail(name);
            run(async (flow) => {
              await flow.sendResetCode(name);
              show('reset', `If ${name} has an account, a code is on its way.`);
            });
          }}
        />
      ) : null}
      {step === 'reset' ? (
        <ResetStep
          pending={pending}
          onBack={() => show('credentials')}
          onSubmit={(code, password) =>
            run(async (flow) => {
              await flow.resetPassword(email, code, password);
              show('credentials', 'The password is changed. Sign in with the new one.');
            })
          }
        />
      ) : null}
    </div>
  );
}

/** Loads the sign-in calls once: when the browser is idle, or at the first touch of the form. */
function useAuthFlow(outputs: BrowserOutputs): () => Promise<AuthFlow> {
  const loading = useRef<Promise<AuthFlow> | null>(null);
  const load = useCallback(() => {
    loading.current ??= import('@/components/auth/auth-flow').then(({ createAuthFlow }) =>
      createAuthFlow(outputs),
    );
    return loading.current;
  }, [outputs]);
  useEffect(() => {
    const timer = setTimeout(() => void load(), 1500);
    return () => clearTimeout(timer);
  }, [load]);
  return load;
}
