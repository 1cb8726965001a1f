'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { MfaSetup } from '@/components/account/mfa-setup';
import { mfaQuery, turnMfaOff } from '@/components/account/own-mfa';
import { describeAuthFailure } from '@/components/auth/auth-failure';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';

/** Whether the sign-in asks for the code of an authenticator app, and the way to change that. */
export function MfaPanel({ email }: { email: string }): ReactNode {
  const queryClient = useQueryClient();
  const query = useQuery(mfaQuery());
  const [open, setOpen] = useState<'setup' | 'off' | null>(null);
  const turnOff = useMutation({
    mutationFn: turnMfaOff,
    onSuccess: () => toast.success('Two-step sign-in is off'),
    onError: (error) =>
      toast.error('Two-step sign-in is still on', { description: describeAuthFailure(error) }),
    onSettled: () => queryClient.invalidateQueries(mfaQuery()),
  });
  const close = () => setOpen(null);
  return (
    <Panel
      title="Two-step sign-in"
      actions={query.data === undefined ? null : <MfaBadge isOn={query.data} />}
    >
      {query.isError ? (
        <Notice
          kind="bad"
          title="It could not be loaded whether it is on"
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        >
          {describeAuthFailure(query.error)}
        </Notice>
      ) : (
        <>
          <p className="mb-3 min-h-16 text-muted">
            {query.data === undefined ? (
              <Skeleton className="h-5 w-56" />
            ) : query.data ? (
              'After your password, the sign-in asks for a code of your authenticator app. Should you lose the phone, an admin can turn this off for you.'
            ) : (
              'With an authenticator app on your phone, somebody who learns your password still cannot sign in as you.'
            )}
          </p>
          <div className="flex min-h-9 flex-wrap gap-2">
            {query.data === undefined ? null : query.data ? (
              <>
                <Button onClick={() => setOpen('setup')}>Move to another app</Button>
                <Button variant="danger" pending={turnOff.isPending} onClick={() => setOpen('off')}>
                  Turn off
                </Button>
              </>
            ) : (
              <Button variant="primary" onClick={() => setOpen('setup')}>
                Set up an authenticator app
              </Button>
            )}
          </div>
        </>
      )}
      {open === 'setup' ? (
        <MfaSetup
          email={email}
          onClose={close}
          onDone={() => {
            close();
            toast.success('Two-step sign-in is on', {
              description: 'The next sign-in asks for a code of your app.',
            });
            void queryClient.invalidateQueries(mfaQuery());
          }}
        />
      ) : null}
      <ConfirmDialog
        open={open === 'off'}
        onClose={close}
        title="Turn two-step sign-in off?"
        confirmLabel="Turn it off"
        danger
        onConfirm={() => turnOff.mutate()}
      >
        <p>
          From the next sign-in on your password alone is enough. The entry in your authenticator app is of no
          use any more; delete it there.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}

function MfaBadge({ isOn }: { isOn: boolean }): ReactNode {
  return isOn ? (
    <Badge tone="good">
      <ShieldCheck aria-hidden />
      On
    </Badge>
  ) : (
    <Badge tone="warn">
      <ShieldOff aria-hidden />
      Off
    </Badge>
  );
}
