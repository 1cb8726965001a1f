'use client';

import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { configureAmplify, type BrowserOutputs } from '@/components/auth/configure-amplify';
import { signOut } from '@/components/auth/sign-out';
import { CenteredPage } from '@/components/shell/centered-page';
import { Button } from '@/components/ui/button';
import { Toaster } from '@/components/ui/toaster';

/** What a user sees who may sign in and has been given nothing to do yet. */
export function NoRole({ outputs, name }: { outputs: BrowserOutputs; name: string }): ReactNode {
  configureAmplify(outputs);
  const leave = () => {
    signOut().catch(() => toast.error('Signing out failed. Check your connection and try again.'));
  };
  return (
    <CenteredPage>
      <h1 className="text-xl font-semibold tracking-tight">You have no role yet</h1>
      <p className="text-muted">
        You are signed in as <strong className="font-medium text-ink">{name}</strong>. An admin must make you
        an analyst, an operator or an admin before you can see anything here. Sign in again after that.
      </p>
      <Button onClick={leave}>Sign out</Button>
      <Toaster />
    </CenteredPage>
  );
}
